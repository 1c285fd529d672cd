/// One life of a followed log, as it is committed with its records. It is all that a restart needs.
package struct FollowedGeneration: Equatable, Sendable, Codable {
  /// `nil` until its first commit: a generation is born in the transaction of its first bytes.
  package var id: Int64?
  /// The path under which it was last read.
  package var path: String
  package var ladder: [FileIdentity.Rung] = []
  /// The hash of up to ``FileIdentity/anchorBytes`` between `offset` and `size`.
  package var anchor: [UInt8] = []
  /// Where its first byte lies: 0 but for what was written behind the place where a file was cut back.
  package var start = 0
  /// Where the first record begins that is not final.
  package var offset = 0
  /// How far it is read.
  package var size = 0
  /// How long it was when it was last looked at.
  package var sizeSeen = 0
  /// The file that last held it: a hint.
  package var key: FileKey?
  /// Whether its last record was final when it was last committed: it was rotated away and read to its end.
  package var isClosed = false
  package var gaps: [Gap] = []
  /// Where its file was cut back to: what stands there behind it belongs to another generation.
  package var cutAt: Int?

  package init(path: String) { self.path = path }

  /// Bytes of a generation that are known to have been there and cannot be read.
  package struct Gap: Hashable, Sendable, Codable {
    package enum Reason: String, Hashable, Sendable, Codable {
      /// Truncated or overwritten before they were read, and no copy was found.
      case destroyed
      /// What follows is damaged in a compressed file.
      case damaged
      /// The file was cut back and written on; where is not known.
      case cutBack
    }

    package var offset: Int
    /// 0 where nobody knows how many.
    package var byteCount: Int
    package var reason: Reason

    package init(offset: Int, byteCount: Int, reason: Reason) {
      self.offset = offset
      self.byteCount = byteCount
      self.reason = reason
    }
  }
}
