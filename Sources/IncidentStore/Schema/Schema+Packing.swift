import GRDB

extension Schema {
  /// Version 2 keeps the words of records together and compressed, which were two columns of each: they were three quarters of an index.
  static func packWords(_ database: Database) throws {
    try database.execute(
      sql: """
        -- The words and the whole reading of the records from `id` on, up to the next pack: see EventPack. As long as `byte_count`, it is as it was,
        -- else a zlib stream.
        CREATE TABLE ox_pack (id INTEGER PRIMARY KEY, records INTEGER NOT NULL, byte_count INTEGER NOT NULL, data BLOB NOT NULL);
        DROP VIEW events;
        DROP TABLE ox_event_word;
        -- Whole words, which subjects are made of: see TextSieve.
        CREATE VIRTUAL TABLE ox_event_word USING fts5 (text, names, content = '', detail = none, columnsize = 0,
          tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
        """)
    var packs = PackWriter(isCompressed: true)
    let words = try database.makeStatement(sql: "INSERT INTO ox_event_word (rowid, text, names) VALUES (?, ?, ?)")
    let rows = try Row.fetchCursor(database, sql: "SELECT id, text, names, body FROM ox_event ORDER BY id")
    while let row = try rows.next() {
      let (id, text, names, body): (Int64, String, String, String) = (row[0], row[1], row[2], row[3])
      try words.execute(arguments: [id, text, names])
      try packs.add(id, text: text.utf8, body: body.utf8, in: database)
    }
    try packs.finish(in: database)
    try database.execute(
      sql: """
        ALTER TABLE ox_event DROP COLUMN text;
        ALTER TABLE ox_event DROP COLUMN body;
        CREATE VIEW events AS
          SELECT e.id, g.host, g.side, g.name AS file, e.offset, e.line, e.time_ms, e.level, e.kind, e.cause,
            \(PackedTextFunction.name)(p.id, p.byte_count, p.data, e.id) AS text, s.text AS stack
          FROM ox_event e JOIN ox_generation g ON g.id = e.generation_id LEFT JOIN ox_stack s ON s.id = e.stack_id
          LEFT JOIN ox_pack p ON p.id = (SELECT max(id) FROM ox_pack WHERE id <= e.id);
        """)
  }
}
