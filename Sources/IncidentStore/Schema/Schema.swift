import GRDB

/// The tables of an index, version by version. A released version is never changed: a new one is added behind it.
///
/// Times are UTC milliseconds in Int64. Tables are oxtail's own business and begin with `ox_`; the views are the documented face.
enum Schema {
  /// What `PRAGMA application_id` says of an index: "OXTL".
  static let applicationID = 0x4F58_544C
  static let version = steps.count

  /// Leads from one version to the next.
  typealias Step = @Sendable (Database) throws -> Void

  /// Step *n* leads from version *n* to *n* + 1.
  static let steps: [Step] = [
    { try $0.execute(sql: version1 + "\n" + inventory + "\n" + outbox + "\n" + search + "\n" + trends) },
    packWords,
    {
      try narrow($0)
      try chunkOccurrences($0)
      try chunkDocuments($0)
      try sumDays($0)
    },
  ]

  /// Brings a database to the newest version, in one transaction: tables and their version are there together or not at all.
  ///
  /// - Throws: ``StoreError`` `unusable` for a version from the future or a database of something else.
  static func migrate(_ database: Database, path: String) throws {
    try refuseOther(database, path: path)
    let current = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard current <= version else {
      throw StoreError(
        .unusable, path: path,
        "was written by a newer oxtail (schema \(current), this one knows \(version)): use that one, or another --db")
    }
    guard current < version else { return }
    for step in steps[current...] { try step(database) }
    try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
  }

  /// - Throws: ``StoreError`` `unusable` for a database of something else; an empty one may become an index.
  static func refuseOther(_ database: Database, path: String) throws {
    let application = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard application != applicationID else { return }
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard try application == 0 && version == 0 && isEmpty(database) else {
      throw StoreError(.unusable, path: path, "is a database of something else: name another --db")
    }
  }

  private static func isEmpty(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
  }

  private static let version1 = """
    -- One life of a log file: see Generation.
    CREATE TABLE ox_generation (
      id INTEGER PRIMARY KEY,
      host TEXT NOT NULL,
      side TEXT NOT NULL,
      family TEXT NOT NULL,
      name TEXT NOT NULL,
      ladder BLOB NOT NULL,
      anchor BLOB NOT NULL,
      offset INTEGER NOT NULL,
      line INTEGER NOT NULL,
      size INTEGER NOT NULL,
      records INTEGER NOT NULL,
      first_ms INTEGER,
      last_ms INTEGER,
      state TEXT NOT NULL
    );
    CREATE INDEX ox_generation_by_family ON ox_generation (host, side, family);

    -- Each distinct stack once: failures of one cause share theirs.
    CREATE TABLE ox_stack (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, text TEXT NOT NULL);

    -- Records that matter, keyed by (generation, offset), with the head's reading, of which the clock makes the time; that no two rows share a key is the writer's care, in the transaction of the offset.
    -- `names`: see EventNames.
    CREATE TABLE ox_event (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
      offset INTEGER NOT NULL,
      line INTEGER NOT NULL,
      byte_count INTEGER NOT NULL,
      local_ms INTEGER,
      utc_offset INTEGER,
      request_start INTEGER,
      time_ms INTEGER,
      level TEXT NOT NULL,
      kind TEXT NOT NULL,
      cause TEXT,
      text TEXT NOT NULL,
      stack_id INTEGER REFERENCES ox_stack (id),
      names TEXT NOT NULL,
      body TEXT NOT NULL
    );
    CREATE INDEX ox_event_by_position ON ox_event (generation_id, offset);
    CREATE INDEX ox_event_by_time ON ox_event (time_ms);

    -- What else the logs hold, counted.
    CREATE TABLE ox_minute (
      generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
      minute_ms INTEGER NOT NULL,
      level TEXT NOT NULL,
      records INTEGER NOT NULL,
      PRIMARY KEY (generation_id, minute_ms, level)
    ) WITHOUT ROWID;

    -- Where in a file a time stands, some thousand records apart.
    CREATE TABLE ox_mark (
      generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
      offset INTEGER NOT NULL,
      line INTEGER NOT NULL,
      time_ms INTEGER NOT NULL,
      PRIMARY KEY (generation_id, offset)
    ) WITHOUT ROWID;

    -- Bytes that were seen and could not be read or kept; without a count where nobody knows how many.
    CREATE TABLE ox_gap (
      generation_id INTEGER NOT NULL REFERENCES ox_generation (id),
      offset INTEGER NOT NULL,
      byte_count INTEGER,
      reason TEXT NOT NULL,
      PRIMARY KEY (generation_id, offset)
    ) WITHOUT ROWID;

    -- Derived from the events; `words` is what free words are looked for in.
    -- `state` and `state_ms` also heed what was said of the incident.
    CREATE TABLE ox_incident (
      number INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      cause TEXT NOT NULL,
      title TEXT NOT NULL,
      operation TEXT,
      kind TEXT NOT NULL,
      owner TEXT NOT NULL,
      retry TEXT NOT NULL,
      affects TEXT NOT NULL,
      entity TEXT NOT NULL,
      state TEXT NOT NULL,
      state_ms INTEGER,
      confirmed INTEGER NOT NULL,
      fingerprint TEXT NOT NULL,
      first_ms INTEGER NOT NULL,
      last_ms INTEGER NOT NULL,
      recovered_ms INTEGER,
      regressed_ms INTEGER,
      failures INTEGER NOT NULL,
      words TEXT NOT NULL
    );
    CREATE INDEX ox_incident_by_last ON ox_incident (last_ms, id);
    CREATE INDEX ox_incident_by_state ON ox_incident (state, last_ms, id);
    CREATE INDEX ox_incident_by_fingerprint ON ox_incident (fingerprint, first_ms);
    -- Whole incidents, without their occurrences: by themselves, as every list would read their pages on its way.
    CREATE TABLE ox_document (incident INTEGER PRIMARY KEY, document TEXT NOT NULL);
    -- The occurrences of the incident with a number, in their order; their evidence names events by id.
    CREATE TABLE ox_occurrence (
      incident INTEGER NOT NULL,
      place INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (incident, place)
    ) WITHOUT ROWID;
    -- What is asked for of the same occurrences: counting a million of these reads no body. `sides` adds 1 for Plesk's records, 2 for Open-Xchange's and
    -- 4 for Apache's; `partner_host` is that of the other side's records. They lie in the order of time, in which they are mostly counted.
    CREATE TABLE ox_failure (
      incident INTEGER NOT NULL,
      place INTEGER NOT NULL,
      time_ms INTEGER NOT NULL,
      cause TEXT NOT NULL,
      operation TEXT,
      host TEXT NOT NULL,
      partner_host TEXT,
      partner TEXT,
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
    CREATE INDEX ox_failure_by_incident ON ox_failure (incident, time_ms, host);
    -- Every id under which an incident was ever shown, with the place of its first record then; `incident` is the number of the one that has the record now.
    CREATE TABLE ox_id (
      id TEXT PRIMARY KEY,
      generation_id INTEGER NOT NULL,
      offset INTEGER NOT NULL,
      incident INTEGER
    ) WITHOUT ROWID;
    CREATE INDEX ox_id_by_incident ON ox_id (incident);
    -- What people said of the incident with an id: see Remark. Deriving never touches it.
    CREATE TABLE ox_remark (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      incident TEXT NOT NULL,
      time_ms INTEGER NOT NULL,
      author TEXT NOT NULL,
      verb TEXT NOT NULL,
      text TEXT,
      ticket TEXT,
      mute_end TEXT
    );
    -- Records that are no incident: nobody understands them (0), or another client met them (1).
    CREATE TABLE ox_record (
      list INTEGER NOT NULL,
      place INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (list, place)
    ) WITHOUT ROWID;

    -- `revision` counts commits of events; `derived` is the one that the incidents were made of.
    CREATE TABLE ox_meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    INSERT INTO ox_meta VALUES ('revision', 0), ('derived', 0), ('answer', NULL);

    CREATE VIEW sources AS
      SELECT id, host, side, family, name, offset AS bytes, records, first_ms, last_ms FROM ox_generation;
    CREATE VIEW events AS
      SELECT e.id, g.host, g.side, g.name AS file, e.offset, e.line, e.time_ms, e.level, e.kind, e.cause, e.text, s.text AS stack
      FROM ox_event e JOIN ox_generation g ON g.id = e.generation_id LEFT JOIN ox_stack s ON s.id = e.stack_id;
    CREATE VIEW minutes AS
      SELECT g.host, g.side, m.minute_ms, m.level, sum(m.records) AS records
      FROM ox_minute m JOIN ox_generation g ON g.id = m.generation_id GROUP BY g.host, g.side, m.minute_ms, m.level;
    CREATE VIEW gaps AS
      SELECT g.host, g.side, g.name AS file, p.offset, p.byte_count, p.reason
      FROM ox_gap p JOIN ox_generation g ON g.id = p.generation_id;
    CREATE VIEW incidents AS
      SELECT id, cause, title, operation, kind, owner, retry, affects, entity, state, state_ms, confirmed, fingerprint, first_ms, last_ms, failures
      FROM ox_incident;
    CREATE VIEW failures AS
      SELECT i.id AS incident, f.time_ms, f.cause, i.kind, i.owner, i.retry, i.state, f.operation, f.host, f.partner_host, f.partner, f.domain, f.mailbox,
        f.context_name, f.context_id, f.subscription, f.subadmin, f.address
      FROM ox_failure f JOIN ox_incident i ON i.number = f.incident;
    CREATE VIEW remarks AS
      SELECT coalesce(i.id, s.incident) AS incident, s.time_ms, s.author, s.verb, s.text, s.ticket, s.mute_end
      FROM ox_remark s LEFT JOIN ox_id d ON d.id = s.incident LEFT JOIN ox_incident i ON i.number = d.incident;
    """
}
