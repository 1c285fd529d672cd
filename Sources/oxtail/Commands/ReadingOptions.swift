import ArgumentParser
import LogPipeline
import OxtailService

/// How logs are read.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Take every file for a log of this kind.", valueName: "plesk|ox|apache-access|apache-error"))
  var forcedLog: LogKind?

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

  /// - Parameter configuration: What it says of logs comes behind what the command line says.
  func options(_ paths: [String], _ configuration: Configuration) -> ScanOptions {
    var options = ScanOptions(paths: paths)
    options.forced = forcedLog?.source
    options.hosts = hosts
    options.zones = zones
    options.stated.count = openXchangeNodes
    options.add(configuration)
    return options
  }
}

extension LogKind: ExpressibleByArgument {}
