/// What redacting one record may cost. Reaching a limit withholds the rest of the record.
package struct RedactionLimits: Sendable {
  /// Longest record that is looked at, in bytes; as long as records may get.
  package var recordBytesMax = 256 * 1024
  /// Bytes looked at again and again (searching closing quotes, end tags, repetitions) per byte of the record. Real
  /// records stay below 2; only composed ones get near.
  package var workPerByte = 24
  /// Free of charge for short records, in bytes.
  package var workBytesMin = 64 * 1024

  package init() {}
}
