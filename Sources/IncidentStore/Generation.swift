import LogTail

/// One life of a log file, from its first byte to its rotation, whatever it is called today.
///
/// It is known by its content: by keyed hashes of its beginning (the ladder) and of what stands before the offset (the anchor).
package struct Generation: Equatable, Sendable {
  /// `nil` until its first commit.
  package var id: Int64?
  package var host: String
  package var side: String
  /// The directory and the name without what rotation puts behind it: generations of one family follow each other.
  package var family: String
  /// The path under which it was last read.
  package var name: String
  /// Pairs of a prefix's length and its keyed hash, shortest first.
  package var ladder: [Rung]
  /// The keyed hash of up to ``FileIdentity/anchorBytes`` before `offset`.
  package var anchor: [UInt8]
  /// Where the first record begins that is not final yet.
  package var offset: Int
  /// The 1-based line of `offset`.
  package var line: Int
  /// The file's size when it was last read to its end.
  package var size: Int
  package var records: Int
  package var firstMs: Int64?
  package var lastMs: Int64?
  /// What its reader knows: clock, coverage, counts. Opaque here.
  package var state: String

  package typealias Rung = FileIdentity.Rung

  package init(host: String, side: String, family: String, name: String, state: String = "{}") {
    self.host = host
    self.side = side
    self.family = family
    self.name = name
    ladder = []
    anchor = []
    offset = 0
    line = 1
    size = 0
    records = 0
    self.state = state
  }
}
