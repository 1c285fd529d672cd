import ArgumentParser
import LogPipeline
import OxtailService
import PatternFiles

/// How logs are read.
struct ReadingOptions: ParsableArguments {
  enum ForcedSide: String, ExpressibleByArgument, CaseIterable {
    case plesk, ox

    var side: Side { self == .plesk ? .plesk : .openXchange }
  }

  @Option(name: .customLong("as"), help: ArgumentHelp("Take every file for a log of this side.", valueName: "plesk|ox"))
  var forcedSide: ForcedSide?

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

  func options(_ paths: [String]) -> ScanOptions {
    var options = ScanOptions(paths: paths)
    options.forcedSide = forcedSide?.side
    options.hosts = hosts
    options.zones = zones
    return options
  }
}
