import ArgumentParser
import LogPipeline
import OxtailService
import PatternFiles

/// How logs are read.
struct ReadingOptions: ParsableArguments {
  enum ForcedLog: String, ExpressibleByArgument, CaseIterable {
    case plesk, ox
    case apacheAccess = "apache-access"
    case apacheError = "apache-error"

    var source: ForcedSource {
      switch self {
      case .plesk: ForcedSource(side: .plesk)
      case .ox: ForcedSource(side: .openXchange)
      case .apacheAccess, .apacheError: ForcedSource(side: .apache, layouts: rawValue)
      }
    }
  }

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Take every file for a log of this kind.", valueName: "plesk|ox|apache-access|apache-error"))
  var forcedLog: ForcedLog?

  @Option(
    name: .customLong("host-of"),
    help: ArgumentHelp("The host of the files that the glob fits (repeatable).", valueName: "glob=name"),
    transform: GlobArgument.host)
  var hosts: [GlobRule<String>] = []

  @Option(
    name: .customLong("timezone-of"),
    help: ArgumentHelp(
      "The zone of the files or hosts that the glob fits: Europe/Berlin, UTC, +02:00 (repeatable).",
      valueName: "glob=zone"),
    transform: GlobArgument.zone)
  var zones: [GlobRule<NamedZone>] = []

  @Option(
    name: .customLong("ox-nodes"),
    help: ArgumentHelp(
      "How many nodes Open-Xchange has: what none of those read shows may be on another.", valueName: "n"))
  var openXchangeNodes: Int?

  func validate() throws {
    if let openXchangeNodes, openXchangeNodes < 1 {
      throw ValidationError("--ox-nodes expects a number of nodes, 1 or more; not \(openXchangeNodes)")
    }
  }

  func options(_ paths: [String]) -> ScanOptions {
    var options = ScanOptions(paths: paths)
    options.forced = forcedLog?.source
    options.hosts = hosts
    options.zones = zones
    options.openXchangeNodes = openXchangeNodes
    return options
  }
}
