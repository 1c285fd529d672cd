import LogPipeline

/// A source whose events are rows, with what dates them.
package struct DatedSource: Sendable {
  /// The generation in the rows.
  package var generation: Int64
  package var host: String
  package var file: String
  package var side: Side
  /// What the record's own time and its request's start make of it.
  package var clock: SourceClock
  /// The time of records before any that has one; `nil` where none has, which is then the epoch.
  package var first: Instant?

  package init(generation: Int64, host: String, file: String, side: Side, clock: SourceClock, first: Instant? = nil) {
    self.generation = generation
    self.host = host
    self.file = file
    self.side = side
    self.clock = clock
    self.first = first
  }

  /// The order in which events of one moment are looked at.
  static func precedes(_ left: DatedSource, _ right: DatedSource) -> Bool {
    if left.host != right.host { return left.host < right.host }
    if left.side != right.side { return left.side < right.side }
    return left.file != right.file ? left.file < right.file : left.generation < right.generation
  }
}
