import GRDB

/// Puts texts into chunks, which are the rows of a table.
struct ChunkWriter {
  private let table: ChunkTable
  private let database: Database
  /// `nil` where it is not worth the time.
  private let packer: ValuePacker?
  private var chunk = RowChunk()
  private var owner = DatabaseValue.null

  init(_ table: ChunkTable, _ packer: ValuePacker?, in database: Database) {
    self.table = table
    self.packer = packer
    self.database = database
  }

  /// - Parameters:
  ///   - text: Of what follows those before in the order of owners and places. Until ``finish()`` it is nowhere.
  ///   - owner: The incident's number for occurrences, the cause's id for documents.
  mutating func add(_ text: String, of owner: DatabaseValue, place: Int64) throws {
    if owner != self.owner || chunk.ends(before: place, mean: table.mean) { try finish() }
    self.owner = owner
    chunk.add(place, text)
  }

  /// Writes what is left.
  mutating func finish() throws {
    guard let first = chunk.entries.first else { return }
    let text = chunk.text
    try database.cachedStatement(sql: table.insert)
      .execute(arguments: [owner, first.place, packer?.packed(text) ?? text.databaseValue])
    chunk = RowChunk()
  }

  /// Takes some occurrences of an incident out of their chunks. One that cannot be read stays until there is another answer.
  static func removeOccurrences(
    _ places: [Int64], of incident: Int64, _ packer: ValuePacker, in database: Database
  ) throws {
    let table = ChunkTable.occurrences
    let around = try database.cachedStatement(sql: table.around)
    let remove = try database.cachedStatement(sql: table.remove)
    // Where it lies, so that the room that it gives up is not scattered.
    let change = try database.cachedStatement(sql: table.change)
    var rest = Set(places)
    while let last = rest.max(), let row = try Row.fetchOne(around, arguments: [incident, last]) {
      let start: Int64 = row[0]
      let gone = rest.filter { $0 >= start }
      rest.subtract(gone)
      guard let chunk = ChunkCache.unpacked(row[1]) else { continue }
      var remaining = RowChunk()
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
