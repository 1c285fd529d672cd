import GRDB

/// Reads chunks, and keeps those that it read last: a page of occurrences ends within one, and a record's failures lie in neighbouring ones. Documents
/// are read in the order in which they lie.
final class ChunkCache {
  /// As many incidents may take turns.
  private static let usualMax = 16

  private let chunksMax: Int

  // By what they were packed into: whatever became of a row, that is still the same.
  private var known: [DatabaseValue: RowChunk] = [:]

  init(chunksMax: Int = usualMax) { self.chunksMax = chunksMax }

  /// - Returns: `nil` for a damaged one.
  func chunk(_ body: DatabaseValue) -> RowChunk? {
    if let chunk = known[body] { return chunk }
    guard let chunk = Self.unpacked(body) else { return nil }
    if known.count >= chunksMax { known = [:] }
    known[body] = chunk
    return chunk
  }

  static func unpacked(_ body: DatabaseValue) -> RowChunk? {
    ValuePacker.text(body).flatMap { RowChunk($0) }
  }
}
