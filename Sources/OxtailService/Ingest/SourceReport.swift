import LogPipeline

/// What was read of one file.
package struct SourceReport: Codable, Sendable {
  package var file: String
  package var host: String
  package var isHostAssumed: Bool
  package var side: Side
  /// Ids of the layouts that its heads had, in the order in which they were first met.
  package var layouts: [String] = []
  /// Of the log's text; what it takes on disk may be less.
  package var bytes = 0
  package var records = 0
  /// Bytes before the first head.
  package var unparsedBytes = 0
  /// Bytes beyond a cap, and NUL bytes at the beginning of lines.
  package var droppedBytes = 0
  /// Lines that look like heads but were written by whoever filled the record around them.
  package var refusedHeads = 0
  package var first: Instant?
  package var last: Instant?
  package var offsetMinutes: Int?
  package var zone: SourceClock.Knowledge = .assumed
  /// How many failures that stand on both sides agree on the zone, where it is known by them.
  package var zonePairs: Int?
  /// Whether the assumed zone is that of another log of the host.
  package var isZoneBorrowed = false
}
