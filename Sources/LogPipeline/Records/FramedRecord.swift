/// A record: a head and the continuation lines below it, or what stands before a file's first head.
package struct FramedRecord: Equatable, Sendable {
  /// Where it begins, in bytes from the source's beginning.
  package var offset: Int
  /// 1-based number of its first line.
  package var line: Int
  /// Bytes of the source that it covers, those not kept included.
  package var byteCount: Int
  package var lineCount: Int
  /// `nil` for lines that no head precedes.
  package var head: RecordHead?
  /// Bytes that were not kept: beyond a cap, or NUL bytes at the beginning of a line.
  package var droppedBytes: Int
  /// Lines inside that look like heads of another layout but were written by whoever filled the record.
  package var refusedHeads: Int
  /// Whether a ``RecordWatch`` was asked and told that nobody needs to look into it.
  package var isQuiet = false

  package init(
    offset: Int, line: Int, byteCount: Int, lineCount: Int, head: RecordHead?, droppedBytes: Int, refusedHeads: Int
  ) {
    self.offset = offset
    self.line = line
    self.byteCount = byteCount
    self.lineCount = lineCount
    self.head = head
    self.droppedBytes = droppedBytes
    self.refusedHeads = refusedHeads
  }
}
