/// A clock: how far it is off, and which zone it shows.
package struct MachineClock: Sendable {
  package var skewMs: Int64
  package var driftMsPerHour: Int64
  package var offsetMinutes: Int
  /// When the drift began.
  package var startMs: Int64

  /// What it takes for UTC at a true instant.
  package func utcMs(at trueMs: Int64) -> Int64 {
    trueMs + skewMs + (trueMs - startMs) * driftMsPerHour / 3_600_000
  }

  package func wall(at trueMs: Int64) -> WallTime { WallTime(ms: utcMs(at: trueMs), offsetMinutes: offsetMinutes) }
}

/// A Plesk host.
package struct PleskHost: Sendable {
  /// How its version reports a failed script: the forms in which the project writes what nobody has seen verbatim.
  package enum Form: CaseIterable, Sendable {
    /// `Unable to <verb> application Open-Xchange on <domain>: …`
    case unable
    /// `Configuration script of instance <n> (<domain>) failed with exit code [255]: …`
    case instance
    /// PHP's own text, with apspackages in its paths.
    case bare
    /// POA's task around it.
    case task
  }

  package var name: String
  package var address: String
  package var clock: MachineClock
  package var era: Corpus.PleskEra
  package var form: Form
  package var isCaught: Bool
  /// Where the package's scripts lie.
  package var scripts: String
  package var subadmins: [String]
  package var phpVersion: String
}

/// An Open-Xchange node with the Apache before it.
package struct Node: Sendable {
  package var name: String
  package var clock: MachineClock
  package var era: Corpus.NodeEra
  package var isRead: Bool
  /// The first number of its exceptionIds: one a start.
  package var exceptionPrefix: Int
  package var exceptionCount = 0

  /// `-225208343-74`
  package mutating func exceptionID() -> String {
    exceptionCount += 2
    return "\(exceptionPrefix)-\(exceptionCount)"
  }

  /// Whether its layout has property blocks.
  package var hasProperties: Bool { era != .jul && era != .compat && era != .syslog }
}
