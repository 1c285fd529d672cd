import ArgumentParser
import Foundation
import OxtailService

/// Sends a message in which nothing happened.
struct AlertsTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Send a test to receivers, at once, and say whether it arrived.",
    usage: "oxtail alerts test [<receiver>...] [--config <file>]",
    discussion: """
      Without a name all receivers are tried. It needs no index, and is run best as the user who delivers.

      EXAMPLES
        oxtail alerts test
        runuser -u oxtail -- oxtail alerts test team

      EXIT CODES
        0 all arrived   64 usage, no such receiver   74 one did not arrive
                        78 bad configuration
      """)

  @Argument(help: ArgumentHelp("The receivers' names.", valueName: "receiver"))
  var names: [String] = []

  @OptionGroup var configuration: ConfigurationOptions

  func run() throws {
    let settings = try configuration.load()
    let known = settings.receivers.map(\.name.value)
    for name in names where !known.contains(name) {
      throw CommandError.usage(
        "\(name)", "no receiver is called so",
        next: known.isEmpty
          ? "none is configured: `oxtail config init --config -` shows how"
          : "they are \(known.joined(separator: ", "))")
    }
    guard !known.isEmpty else {
      throw CommandError(
        "alerts", "no receiver is configured", next: "`oxtail config init --config -` shows how they are written",
        exitCode: 78)
    }
    let planner = AlertPlanner(settings, content: AlertContent.content)
    let courier = Courier(settings, environment: ProcessInfo.processInfo.environment)
    var isAnyLost = false
    for receiver in settings.receivers where names.isEmpty || names.contains(receiver.name.value) {
      let now = AlertsDeliverCommand.now
      let error = courier.send(planner.delivery(.test(made: now), to: receiver), now: now)
      isAnyLost = isAnyLost || error != nil
      let line: SafeText =
        "\(error == nil ? "[OK]" : "[ERROR]") \(receiver.name.value), \(receiver.words)\(error.map { ": \($0)" } ?? "")"
      try StandardOutput.write(line.string + "\n")
    }
    if isAnyLost { throw ExitCode(74) }
  }
}
