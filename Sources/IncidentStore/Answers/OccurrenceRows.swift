import GRDB

/// Puts occurrences into chunks, which are the rows of `ox_occurrence`: each is found by the place of its first occurrence.
struct OccurrenceRows {
  /// Where an occurrence is, if it is anywhere. Arguments: incident, place.
  static let around = """
    SELECT place, body FROM ox_occurrence WHERE incident = ? AND place <= ? ORDER BY place DESC LIMIT 1
    """

  private let database: Database
  /// `nil` where it is not worth the time.
  private let packer: ValuePacker?
  private var chunk = OccurrenceChunk()
  private var incident: Int64 = 0

  init(_ packer: ValuePacker?, in database: Database) {
    self.packer = packer
    self.database = database
  }

  /// - Parameter text: Of an occurrence that follows those before in the order of incidents and places. Until ``finish()`` it is nowhere.
  mutating func add(_ text: String, of incident: Int64, place: Int64) throws {
    if incident != self.incident || chunk.ends(before: place) { try finish() }
    self.incident = incident
    chunk.add(place, text)
  }

  /// Writes what is left.
  mutating func finish() throws {
    guard let first = chunk.entries.first else { return }
    let text = chunk.text
    try database.cachedStatement(sql: "INSERT INTO ox_occurrence (incident, place, body) VALUES (?, ?, ?)")
      .execute(arguments: [incident, first.place, packer?.packed(text) ?? text.databaseValue])
    chunk = OccurrenceChunk()
  }

  /// Takes some occurrences of an incident out of their chunks. One that cannot be read stays until there is another answer.
  static func remove(_ places: [Int64], of incident: Int64, _ packer: ValuePacker, in database: Database) throws {
    let around = try database.cachedStatement(sql: Self.around)
    let remove = try database.cachedStatement(sql: "DELETE FROM ox_occurrence WHERE incident = ? AND place = ?")
    // Where it lies, so that the room that it gives up is not scattered.
    let change = try database.cachedStatement(
      sql: "UPDATE ox_occurrence SET place = ?, body = ? WHERE incident = ? AND place = ?")
    var rest = Set(places)
    while let last = rest.max(), let row = try Row.fetchOne(around, arguments: [incident, last]) {
      let start: Int64 = row[0]
      let gone = rest.filter { $0 >= start }
      rest.subtract(gone)
      guard let chunk = OccurrenceChunks.unpacked(row[1]) else { continue }
      var remaining = OccurrenceChunk()
      for entry in chunk.entries where !gone.contains(entry.place) {
        remaining.add(entry.place, chunk.text(of: entry))
      }
      if let first = remaining.entries.first {
        try change.execute(arguments: [first.place, packer.packed(remaining.text), incident, start])
      } else {
        try remove.execute(arguments: [incident, start])
      }
    }
  }
}
