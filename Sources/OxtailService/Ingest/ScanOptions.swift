import LogPipeline
import LogTail

/// What the user asks of one scan.
package struct ScanOptions: Sendable {
  /// Files, directories and `-`.
  package var paths: [String]
  /// Takes every file for a log of this side, whatever its content.
  package var forcedSide: Side?
  /// The first glob that fits a path gives its host.
  package var hosts: [GlobRule<String>] = []
  /// The first glob that fits a path gives its zone.
  package var zones: [GlobRule<NamedZone>] = []
  /// How far compressed files may expand.
  package var expansion = ExpansionLimits.standard

  package init(paths: [String]) {
    self.paths = paths
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
