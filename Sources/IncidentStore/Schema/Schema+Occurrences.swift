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
        -- The occurrences of the incident with a number from the one at `place` on, up to the next chunk: see OccurrenceChunk. Their evidence names
        -- events by id. A table without row ids would put all of a chunk but its beginning into a page of its own.
        CREATE TABLE ox_occurrence (
          incident INTEGER NOT NULL,
          place INTEGER NOT NULL,
          body TEXT NOT NULL,
          PRIMARY KEY (incident, place)
        );
        """)
    try chunk(in: database)
    try database.execute(sql: "DROP TABLE temp.ox_single")
  }

  private static func chunk(in database: Database) throws {
    var chunks = OccurrenceRows(ValuePacker(), in: database)
    let rows = try Row.fetchCursor(database, sql: "SELECT incident, place, body FROM temp.ox_single ORDER BY rowid")
    while let row = try rows.next() { try chunks.add(ValuePacker.text(row[2]) ?? "", of: row[0], place: row[1]) }
    try chunks.finish()
  }
}
