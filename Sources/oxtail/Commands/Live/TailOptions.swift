import ArgumentParser
import Foundation
import LogPipeline
import OxtailService

/// What of a live stream is shown, and how.
struct TailOptions: ParsableArguments {
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text, jsonl
  }

  @Option(
    name: .customShort("n"), parsing: .unconditional,
    help: ArgumentHelp("Records that are shown of before; 10 by default.", valueName: "n"))
  var history = 10

  @Option(
    name: [.customShort("g"), .customLong("grep")],
    help: ArgumentHelp("Only records in which the expression is found.", valueName: "re"))
  var expression: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Only records of this level and graver: emergency to trace, or 0 to 8.", valueName: "level"),
    completion: .list(Level.allCases.map(\.rawValue)), transform: Self.level)
  var priority: Level?

  @Flag(help: "Whole records, not one line each.")
  var raw = false

  @Flag(help: "No records: incidents, and what is over.")
  var incidentsOnly = false

  @Flag(help: "Also the calls that went well, as Apache logged them.")
  var calls = false

  @Option(name: .shortAndLong, help: ArgumentHelp("text or jsonl.", valueName: "form"))
  var output = Form.text

  @Option(help: ArgumentHelp("auto, always or never.", valueName: "when"))
  var color = ColorChoice.auto

  @Flag(name: .customLong("utc"), help: "Show times in UTC, as is the default.")
  var isUTC = false

  @Option(
    name: .customLong("timezone"), help: ArgumentHelp("The zone in which times are shown.", valueName: "zone"),
    transform: ZoneArgument.zone)
  var timezone: NamedZone?

  @Flag(help: "Look again and again instead of waiting for the system to tell: for NFS and some overlays.")
  var poll = false

  @Flag(help: "Follow links to files, whoever may have made them.")
  var followLinks = false

  @Flag(name: .shortAndLong, help: "Say nothing of the files.")
  var quiet = false

  func validate() throws {
    if history < 0 { throw ValidationError("-n expects a number of records, 0 or more; not \(history)") }
    if isUTC, timezone != nil { throw ValidationError("--utc and --timezone exclude each other; give one of them") }
    if raw, incidentsOnly { throw ValidationError("--raw and --incidents-only exclude each other; give one of them") }
  }

  var zone: ShownZone { timezone.map(ShownZone.init) ?? .utc }

  var palette: Palette {
    color.palette(isTerminal: Terminal.isTerminal(STDOUT_FILENO), environment: ProcessInfo.processInfo.environment)
  }

  private static func level(_ word: String) throws -> Level {
    let short = ["emerg": Level.emergency, "crit": .critical, "err": .error, "warn": .warning]
    if let level = Level(rawValue: word.lowercased()) ?? short[word.lowercased()] { return level }
    if let number = Int(word), let level = Level.allCases.first(where: { $0.priority == number }) { return level }
    throw ValidationError(
      "'\(word)' is no level: emergency, alert, critical, error, warning, notice, info, debug or trace")
  }

  /// What decides what is shown.
  ///
  /// - Throws: A usage error where the expression is none.
  func filter(_ query: Query, _ catalogue: Catalogue) throws(CommandError) -> TailFilter {
    let expression = try expression.map { text throws(CommandError) in try SearchExpression(text) }
    return TailFilter(query, catalogue: catalogue, expression: expression, priority: priority, showsCalls: calls)
  }
}
