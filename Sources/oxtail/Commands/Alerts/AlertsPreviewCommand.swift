import ArgumentParser
import IncidentStore
import LogPipeline
import OxtailService

/// Shows what the rules would have sent.
struct AlertsPreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show what the rules would have sent in a stretch of time.",
    usage: "oxtail alerts preview [--since <time>] [--until <time>] [--db <file>]",
    discussion: """
      Rules, cool-down and quiet hours count as if each event had been noted when it happened; what was muted since is left \
      out. Sends nothing.

      EXAMPLES
        oxtail alerts preview --since 7d
        oxtail alerts preview --config draft.yaml -S 2026-05-01 -U 2026-06-01

      EXIT CODES
        0 done     66 no index           78 bad configuration, no index of oxtail
        64 usage   77 permission denied
      """)

  @Option(
    name: [.customShort("S"), .long], parsing: .unconditional,
    help: ArgumentHelp("From this time on: 7d, -1h, yesterday, 2026-05-17.", valueName: "time"))
  var since = "7d"

  @Option(
    name: [.customShort("U"), .long], parsing: .unconditional,
    help: ArgumentHelp("Before this time.", valueName: "time"))
  var until: String?

  @OptionGroup(title: "Index") var index: IndexOptions

  func run() throws {
    let configuration = try index.configuration.load()
    guard !configuration.alerts.isEmpty else {
      throw CommandError(
        "alerts", "no rule is configured", next: "`oxtail config init --config -` shows how they are written",
        exitCode: 78)
    }
    let times = TimeArgument(now: AlertsDeliverCommand.now, zone: .utc)
    let end = try times.time("--until", until ?? "now")
    let start = try times.time("--since", since)
    try FilterOptions.refuse(start, notBefore: end)
    let reader = try index.reader()
    let messages = try CommandError.wrapping { () throws(StoreError) in
      try AlertPlanner(configuration, content: AlertContent.content).preview(reader, since: start, until: end)
    }
    for (rule, message) in messages { try StandardOutput.write(Self.text(rule, message) + "\n") }
    let count = SafeText.count(messages.count, "message").string
    StandardOutput.writeError(
      "oxtail: \(count) from \(SafeText(start.iso8601).string) to \(SafeText(end.iso8601).string)\n")
  }

  private static func text(_ rule: AlertRule, _ message: AlertMessage) -> String {
    let receivers = rule.to.map { SafeText($0.value) }.joined(separator: ", ")
    let words = AlertText(message: message, zone: .utc)
    var page = Page(width: Terminal.pageWidth())
    page.add("\(ShownZone.utc.second(message.made)) UTC  ", "\(rule.name.value) to \(receivers): \(words.title)")
    for line in words.text.split(separator: "\n") {
      let blanks = line.prefix { $0 == " " }
      page.add("    \(blanks)", SafeText(joining: String(line.dropFirst(blanks.count))))
    }
    return page.text(.plain)
  }
}
