import GRDB

/// Reads chunks of occurrences, and keeps those that it read last: a page ends within one, and a record's failures lie in neighbouring ones.
final class OccurrenceChunks {
  /// As many incidents may take turns.
  private static let chunksMax = 16

  // By what they were packed into: whatever became of a row, that is still the same.
  private var known: [DatabaseValue: OccurrenceChunk] = [:]

  /// - Returns: `nil` for a damaged one.
  func chunk(_ body: DatabaseValue) -> OccurrenceChunk? {
    if let chunk = known[body] { return chunk }
    guard let chunk = Self.unpacked(body) else { return nil }
    if known.count >= Self.chunksMax { known = [:] }
    known[body] = chunk
    return chunk
  }

  static func unpacked(_ body: DatabaseValue) -> OccurrenceChunk? {
    ValuePacker.text(body).flatMap { OccurrenceChunk($0) }
  }
}
