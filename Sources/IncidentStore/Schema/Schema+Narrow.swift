import GRDB
import LogPipeline

extension Schema {
  /// Version 3 finds packs, not records, by their words; has in rows what SQL looks at and nothing else; and numbers instead of the same few names.
  static func narrow(_ database: Database) throws {
    let (levels, kinds) = (Level.allCases.map(\.rawValue), Event.Kind.inRows.map(\.rawValue))
    let partners = Occurrence.Partner.inRows.map(\.rawValue)
    try database.execute(
      sql: """
        DROP VIEW IF EXISTS events;
        DROP VIEW minutes;
        DROP VIEW failures;
        DROP TABLE ox_event_word;
        DROP TABLE ox_event_part;
        ALTER TABLE ox_pack RENAME TO ox_pack_2;
        ALTER TABLE ox_event RENAME TO ox_event_2;
        ALTER TABLE ox_minute RENAME TO ox_minute_2;
        ALTER TABLE ox_failure RENAME TO ox_failure_2;
        DROP INDEX ox_failure_by_incident;
        DROP INDEX ox_event_by_position;
        DROP INDEX ox_event_by_time;

        CREATE TABLE ox_cause (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        -- Records that matter, keyed by (generation, offset); that no two rows share a key is the writer's care, in the transaction of the offset.
        -- `level` and `kind` are the numbers of names, see the view `events`; whatever else is known of a record is in its pack.
        CREATE TABLE ox_event (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
          offset INTEGER NOT NULL,
          line INTEGER NOT NULL,
          time_ms INTEGER,
          level INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          cause_id INTEGER REFERENCES ox_cause (id),
          stack_id INTEGER REFERENCES ox_stack (id)
        );
        -- The words and the whole reading of the records from `id` to `last_id`: see PackDraft. As long as `byte_count`, it is as it was, else a zlib stream.
        -- Only the last one is not full; it alone is unknown to the tables below.
        CREATE TABLE ox_pack (
          id INTEGER PRIMARY KEY,
          last_id INTEGER NOT NULL,
          records INTEGER NOT NULL,
          is_full INTEGER NOT NULL,
          byte_count INTEGER NOT NULL,
          data BLOB NOT NULL
        );
        -- What packs are found by: see TextSieve. Whole words, which subjects are made of.
        CREATE VIRTUAL TABLE ox_event_word USING fts5 (words, content = '', detail = none, columnsize = 0,
          tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
        -- What holds numbers is hardly ever the same twice: of such words all pieces of three characters.
        CREATE VIRTUAL TABLE ox_event_part USING fts5 (parts, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '_'");
        -- What else the logs hold, counted.
        CREATE TABLE ox_minute (
          generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
          minute INTEGER NOT NULL,
          level INTEGER NOT NULL,
          records INTEGER NOT NULL,
          PRIMARY KEY (generation_id, minute, level)
        ) WITHOUT ROWID;

        -- What is asked for of an occurrence: counting a million of these reads no chunk. Cause and operation, '' for none, only where the incident's are
        -- others. `partner` is the number of a name, see the view; `sides` adds 1 for Plesk's records, 2 for Open-Xchange's and 4 for Apache's; `partner_host`
        -- is that of the other side's records. They lie in the order of time, in which they are mostly counted.
        CREATE TABLE ox_failure (
          incident INTEGER NOT NULL,
          place INTEGER NOT NULL,
          time_ms INTEGER NOT NULL,
          other_cause TEXT,
          other_operation TEXT,
          host TEXT NOT NULL,
          partner_host TEXT,
          partner INTEGER,
          sides INTEGER NOT NULL,
          domain TEXT,
          mailbox TEXT,
          context_name TEXT,
          context_id TEXT,
          subscription TEXT,
          subadmin TEXT,
          address TEXT,
          PRIMARY KEY (time_ms, incident, place)
        ) WITHOUT ROWID;

        INSERT INTO ox_cause (name) SELECT DISTINCT cause FROM ox_event_2 WHERE cause IS NOT NULL ORDER BY cause;
        INSERT INTO ox_event SELECT e.id, generation_id, offset, line, time_ms, \(number(of: "level", levels)),
          \(number(of: "kind", kinds)), c.id, stack_id FROM ox_event_2 e LEFT JOIN ox_cause c ON c.name = e.cause ORDER BY e.id;
        DELETE FROM sqlite_sequence WHERE name = 'ox_event';
        INSERT INTO sqlite_sequence (name, seq) SELECT 'ox_event', seq FROM sqlite_sequence WHERE name = 'ox_event_2';
        INSERT INTO ox_minute SELECT generation_id, minute_ms / 60000, \(number(of: "level", levels)), sum(records)
          FROM ox_minute_2 GROUP BY 1, 2, 3;
        INSERT INTO ox_failure SELECT f.incident, place, time_ms, nullif(f.cause, i.cause),
          CASE WHEN f.operation IS i.operation THEN NULL ELSE coalesce(f.operation, '') END, host, partner_host,
          CASE WHEN partner IS NULL THEN NULL ELSE \(number(of: "partner", partners)) END, sides, domain, mailbox, context_name, context_id,
          subscription, subadmin, address
        FROM ox_failure_2 f LEFT JOIN ox_incident i ON i.number = f.incident;
        """)
    try repack(database)
    try database.execute(
      sql: """
        DROP TABLE ox_event_2;
        DROP TABLE ox_pack_2;
        DROP TABLE ox_minute_2;
        DROP TABLE ox_failure_2;
        CREATE INDEX ox_failure_by_incident ON ox_failure (incident, time_ms);
        CREATE INDEX ox_event_by_position ON ox_event (generation_id, offset);
        CREATE INDEX ox_event_by_time ON ox_event (time_ms);
        CREATE VIEW events AS
          SELECT e.id, g.host, g.side, g.name AS file, e.offset, e.line, e.time_ms, \(name(of: "e.level", levels)) AS level,
            \(name(of: "e.kind", kinds)) AS kind, c.name AS cause,
            \(PackedTextFunction.name)(p.id, p.byte_count, p.data, e.id) AS text, s.text AS stack
          FROM ox_event e JOIN ox_generation g ON g.id = e.generation_id LEFT JOIN ox_cause c ON c.id = e.cause_id
          LEFT JOIN ox_stack s ON s.id = e.stack_id LEFT JOIN ox_pack p ON p.id = (SELECT max(id) FROM ox_pack WHERE id <= e.id);
        CREATE VIEW failures AS
          SELECT i.id AS incident, f.time_ms, \(FailureRow.cause) AS cause, i.kind, i.owner, i.retry, i.state, \(FailureRow.operation) AS operation,
            f.host, f.partner_host, \(name(of: "f.partner", partners)) AS partner, f.domain, f.mailbox, f.context_name, f.context_id, f.subscription,
            f.subadmin, f.address
          FROM ox_failure f JOIN ox_incident i ON i.number = f.incident;
        CREATE VIEW minutes AS
          SELECT g.host, g.side, m.minute * 60000 AS minute_ms, \(name(of: "m.level", levels)) AS level, sum(m.records) AS records
          FROM ox_minute m JOIN ox_generation g ON g.id = m.generation_id GROUP BY g.host, g.side, m.minute, m.level;
        """)
  }

  /// Puts all words into packs of this version, and these into what they are found by.
  private static func repack(_ database: Database) throws {
    let name = try database.makeStatement(sql: "SELECT names FROM ox_event_2 WHERE id = ?")
    let packs = try Row.fetchCursor(database, sql: "SELECT byte_count, data FROM ox_pack_2 ORDER BY id")
    var writer = PackWriter(isKept: true)
    while let row = try packs.next() {
      let bytes = try row.withUnsafeData(atIndex: 1) { data in
        data.flatMap { data in unsafe data.withUnsafeBytes { unsafe Deflate.unpacked($0, count: row[0]) } }
      }
      // What cannot be read stays a row without words, as it was.
      for entry in bytes.flatMap(PackOfVersion2.init)?.entries ?? [] {
        guard let names = try String.fetchOne(name, arguments: [entry.id]),
          let (position, body) = PackOfVersion2.parts(of: entry.body)
        else { continue }
        let words = EventWords(text: entry.text, names: Array(names.utf8)[...], body: body, position: position)
        try writer.add(entry.id, words, in: database)
      }
    }
    try writer.finish(in: database)
  }

  private static func number(of column: String, _ names: [String]) -> String {
    "CASE \(column) " + names.enumerated().map { "WHEN '\($1)' THEN \($0)" }.joined(separator: " ") + " ELSE 0 END"
  }

  private static func name(of column: String, _ names: [String]) -> String {
    "CASE \(column) " + names.enumerated().map { "WHEN \($0) THEN '\($1)'" }.joined(separator: " ") + " END"
  }
}
