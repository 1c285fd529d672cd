/// What one record may hold in memory. What a cap cuts is counted with the record; the records around it are unharmed.
package enum RecordLimits {
  /// Bytes kept of a record. The longest stack seen in the field is some 40 KiB.
  package static let recordBytesMax = 256 * 1024
  /// Lines kept of a record.
  package static let recordLinesMax = 5_000
  /// Bytes kept of a line.
  package static let lineBytesMax = 64 * 1024
}
