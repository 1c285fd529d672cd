import Simulation

/// What a row reaches today on the seeds of the tests. Where that is less than the row's target, the target is a known issue; whoever
/// raises a figure raises its floor, and removes the issue that is none any more.
struct Floor {
  var owner = 0.0
  var retry = 0.0
  var blastRadius = 0.0
  var surfaced = 0.0
  var cause = 0.0
  var pairing = 0.0
  var verdicts = 0.0
  var grouping = 0.0
  /// Foreign records in incidents, incidents of no failure, and wrong "safe": not more than these.
  var foreign = 0
  var falseIncidents = 0
  var wrongSafe = 0
  /// Why the target is not met.
  var misses: String?
}

extension Floor {
  static func of(_ row: CorpusRow) -> Floor {
    switch row {
    default: Floor()
    }
  }
}
