/// What the correlator knows of a source.
package struct SourceFacts: Sendable {
  /// The name under which the user knows it; also what tells two sources apart.
  package var file: String
  package var host: String
  package var side: Side
  /// Stretches of UTC milliseconds that it has records for.
  package var stretches: [ClosedRange<Int64>]
  package var zone: SourceClock.Knowledge

  package init(
    file: String, host: String, side: Side, stretches: [ClosedRange<Int64>], zone: SourceClock.Knowledge
  ) {
    self.file = file
    self.host = host
    self.side = side
    self.stretches = stretches
    self.zone = zone
  }
}
