/// Bytes of a log that were seen and could not be read, or not be kept: loss is never silent.
package struct Gap: Hashable, Sendable {
  /// Where they begin; for what was dropped inside of a record, the record's place.
  package var offset: Int
  /// `nil` where nobody knows how many are missing: behind the damage of a compressed file.
  package var byteCount: Int?
  package var reason: String

  package init(offset: Int, byteCount: Int?, reason: String) {
    self.offset = offset
    self.byteCount = byteCount
    self.reason = reason
  }
}
