import LogPipeline
import LogTail

/// What the user asks of one scan.
package struct ScanOptions: Sendable {
  /// Files, directories and `-`.
  package var paths: [String]
  /// Takes every file for such a log, whatever its content.
  package var forced: ForcedSource?
  /// The first glob that fits a path tells what is taken for such a log.
  package var kinds: [GlobRule<ForcedSource>] = []
  /// The first glob that fits a path gives its host.
  package var hosts: [GlobRule<String>] = []
  /// The host of logs of which nothing tells whose they are: this machine, where its own logs are read. `nil` names them after their side.
  package var machine: String?
  /// The first glob that fits a path gives its zone.
  package var zones: [GlobRule<NamedZone>] = []
  /// What is stated of machines: Open-Xchange's nodes, and the Plesk hosts that call them.
  package var stated = StatedEstate()
  /// How far compressed files may expand.
  package var expansion = ExpansionLimits.standard

  package init(paths: [String]) {
    self.paths = paths
  }

  /// What a file is taken for; `nil` where its content tells.
  func forced(_ path: String) -> ForcedSource? { forced ?? kinds.first { $0.fits(path) }?.value }
}

/// What every file is taken for.
package struct ForcedSource: Sendable {
  package var side: Side
  /// The layout, or the beginning of the layouts' ids, that counts; `nil` for all of the side.
  package var layouts: String?

  package init(side: Side, layouts: String? = nil) {
    self.side = side
    self.layouts = layouts
  }
}

/// A zone as the user named it, with its rule.
package struct NamedZone: Sendable {
  package var name: String
  package var rule: ZoneRule

  package init(name: String, rule: ZoneRule) {
    self.name = name
    self.rule = rule
  }
}
