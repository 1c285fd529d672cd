import GRDB

/// A table of which each row is a chunk: what belongs together from the place in the row on, up to the next row's.
///
/// Its key is whose they are and the place of the first one. It has row ids: a table without them would put all of a chunk but its beginning into a page of
/// its own.
struct ChunkTable {
  /// All of an incident's occurrences, by their places.
  static let occurrences = ChunkTable("ox_occurrence", owner: "incident", place: "place", body: "body", mean: 32)
  /// Whole incidents of a cause, without their occurrences, by their numbers. They are longer.
  static let documents = ChunkTable("ox_document", owner: "cause", place: "number", body: "documents", mean: 8)

  /// How many a chunk has in the mean: see ``RowChunk/begins(at:mean:)``.
  let mean: Int
  /// The place and the body of the row in which one is, if it is anywhere. Arguments: owner, place.
  let around: String
  /// Arguments: owner, place, body.
  let insert: String
  /// Arguments: owner, place.
  let remove: String
  /// Arguments: the new place and body, the owner, and the place until now.
  let change: String

  private init(_ name: String, owner: String, place: String, body: String, mean: Int) {
    self.mean = mean
    around = """
      SELECT \(place), \(body) FROM \(name) WHERE \(owner) = ? AND \(place) <= ? ORDER BY \(place) DESC LIMIT 1
      """
    insert = "INSERT INTO \(name) (\(owner), \(place), \(body)) VALUES (?, ?, ?)"
    remove = "DELETE FROM \(name) WHERE \(owner) = ? AND \(place) = ?"
    change = "UPDATE \(name) SET \(place) = ?, \(body) = ? WHERE \(owner) = ? AND \(place) = ?"
  }
}
