/// Where a record stands.
package struct RecordPosition: Codable, Hashable, Sendable {
  /// Index of its source in the run.
  package var source: Int
  package var offset: Int
  package var line: Int
  package var byteCount: Int

  /// Where the next record begins.
  package var end: Int { offset + byteCount }

  package init(source: Int, offset: Int, line: Int, byteCount: Int) {
    self.source = source
    self.offset = offset
    self.line = line
    self.byteCount = byteCount
  }
}
