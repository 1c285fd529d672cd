import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Sends what waits.
struct AlertsDeliverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliver", abstract: "Send what is due: alerts, and reports that could not be sent before.",
    usage: "oxtail alerts deliver [--db <file>] [<options>]",
    discussion: """
      Made for a timer (Packaging/systemd/oxtail-alerts.timer), which runs it twice a minute: the daemon itself has no \
      network. What cannot be sent is tried again after 30 s, a minute and so on to an hour, for three days. A message may \
      arrive twice after a crash; its key is the same then (Message-ID, Idempotency-Key).

      EXAMPLES
        oxtail alerts deliver --db /var/lib/oxtail/oxtail.db
        oxtail alerts deliver --list

      EXIT CODES
        0 done, also if something waits   73 cannot make its file
        64 usage                          77 permission denied
        66 no index                       78 bad configuration, no index of oxtail
      """)

  @Flag(help: "Send nothing: list what waits.") var list = false
  @OptionGroup(title: "Index") var index: IndexOptions

  func run() throws {
    let configuration = try index.configuration.load()
    let path = try index.askedPath()
    try CommandError.wrapping { () throws(StoreError) in
      let reader = try IndexReader(path: path)
      let file = try DeliveryFile(besides: path)
      if list { return try say(file) }
      guard let turn = try file.turn() else { return }
      defer { withExtendedLifetime(turn) {} }
      _ = try AlertPlanner(configuration, content: AlertContent.content).plan(reader, file, now: Self.now)
      try Self.send(file, Courier(configuration, environment: ProcessInfo.processInfo.environment))
    }
  }

  static var now: Instant { Instant(ms: Int64(Date().timeIntervalSince1970 * 1000)) }

  /// Sends all that is due; what fails is said.
  static func send(_ file: DeliveryFile, _ courier: Courier) throws(StoreError) {
    for delivery in try file.waiting(due: now) {
      guard let error = courier.send(delivery, now: now) else {
        try file.keepSent(delivery, at: now)
        continue
      }
      let next = try file.keepFailed(delivery, error, at: now)
      let then: SafeText = next.map { "tried again after \(ShownZone.utc.second($0)) UTC" } ?? "given up"
      StandardOutput.writeError(
        "oxtail: \(SafeText(delivery.title).string): not sent to \(SafeText(delivery.receiver).string): \(SafeText(error).string); \(then.string)\n"
      )
    }
  }

  private func say(_ file: DeliveryFile) throws(StoreError) {
    var page = Page(width: Terminal.pageWidth())
    var table = TextTable([
      .init(title: "MADE"), .init(title: "TRIED", isNumber: true), .init(title: "NEXT"), .init(title: "TO"),
      .init(title: "WHAT"),
    ])
    let waiting = try file.waiting()
    for delivery in waiting {
      table.add([
        (ShownZone.utc.minute(delivery.made), .plain), (.grouped(delivery.attempts), .plain),
        (ShownZone.utc.minute(delivery.due), .plain), (SafeText(delivery.receiver), .plain),
        (SafeText(delivery.title), .plain),
      ])
    }
    page.add(table.lines(width: page.width))
    if !waiting.isEmpty { try? StandardOutput.write(page.text(.plain)) }
    let givenUp = try file.givenUp()
    if waiting.isEmpty { StandardOutput.writeError("oxtail: nothing waits\n") }
    if givenUp > 0 {
      StandardOutput.writeError("oxtail: \(SafeText.count(givenUp, "message").string) of the last 30 days given up\n")
    }
  }
}
