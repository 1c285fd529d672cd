import GRDB

extension Schema {
  /// Version 3 keeps occurrences of an incident together and compressed, which were a row each: they take half the room.
  ///
  /// One that cannot be read stays one that cannot.
  static func chunkOccurrences(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TEMP TABLE ox_single AS SELECT incident, place, body FROM ox_occurrence ORDER BY incident, place;
        DROP TABLE ox_occurrence;
        -- The occurrences of the incident with a number from the one at `place` on, up to the next chunk: see ChunkTable. Their evidence names
        -- events by id.
        CREATE TABLE ox_occurrence (
          incident INTEGER NOT NULL,
          place INTEGER NOT NULL,
          body TEXT NOT NULL,
          PRIMARY KEY (incident, place)
        );
        """)
    try chunk(into: .occurrences, in: database)
    try database.execute(sql: "DROP TABLE temp.ox_single")
  }

  /// Version 3 keeps incidents of a cause together and compressed, too: they say the same of it, and take a third of the room.
  ///
  /// One that cannot be read stays one that cannot. One that belongs to no incident was never read, and goes.
  static func chunkDocuments(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TEMP TABLE ox_single AS
          SELECT i.cause, i.number, d.document FROM ox_document d JOIN ox_incident i ON i.number = d.incident ORDER BY i.cause, i.number;
        DROP TABLE ox_document;
        -- Whole incidents of a cause, without their occurrences, from the one with `number` on, up to the next chunk: see ChunkTable. By themselves,
        -- as every list would read their pages on its way.
        CREATE TABLE ox_document (
          cause TEXT NOT NULL,
          number INTEGER NOT NULL,
          documents TEXT NOT NULL,
          PRIMARY KEY (cause, number)
        );
        """)
    try chunk(into: .documents, in: database)
    try database.execute(sql: "DROP TABLE temp.ox_single")
  }

  private static func chunk(into table: ChunkTable, in database: Database) throws {
    var chunks = ChunkWriter(table, ValuePacker(), in: database)
    let rows = try Row.fetchCursor(database, sql: "SELECT * FROM temp.ox_single ORDER BY rowid")
    while let row = try rows.next() { try chunks.add(ValuePacker.text(row[2]) ?? "", of: row[0], place: row[1]) }
    try chunks.finish()
  }
}
