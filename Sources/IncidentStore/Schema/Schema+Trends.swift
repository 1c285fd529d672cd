import GRDB

extension Schema {
  /// Failures, summed. Made in the transaction that derives the failures: see ``TrendRows``.
  static let trends = """
    -- `facet` is what they are counted by: nothing, or the incident's cause or operation. `step_ms` is how long the stretch is that begins at
    -- `start_ms`; `incidents` says of how many different ones they are.
    CREATE TABLE ox_trend (
      facet TEXT NOT NULL,
      step_ms INTEGER NOT NULL,
      start_ms INTEGER NOT NULL,
      value TEXT NOT NULL,
      failures INTEGER NOT NULL,
      incidents INTEGER NOT NULL,
      last_ms INTEGER NOT NULL,
      PRIMARY KEY (facet, step_ms, start_ms, value)
    ) WITHOUT ROWID;
    -- The first and the last failure of the incident with a number, in narrow rows: which incidents a stretch of time has is mostly decided by these.
    CREATE TABLE ox_span (
      incident INTEGER PRIMARY KEY,
      cause TEXT NOT NULL,
      kind TEXT NOT NULL,
      owner TEXT NOT NULL,
      retry TEXT NOT NULL,
      operation TEXT,
      first_ms INTEGER NOT NULL,
      last_ms INTEGER NOT NULL,
      failures INTEGER NOT NULL
    );
    """

  /// Version 3 sums causes and operations by day instead of by hour, and has the incidents' spans in the order of causes, by which they are counted.
  static func sumDays(_ database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM ox_trend WHERE facet <> '';
        CREATE INDEX ox_span_by_cause ON ox_span (cause, first_ms, last_ms)
        """)
    for facet in ["cause", "operation"] {
      try database.execute(
        sql: """
          INSERT INTO ox_trend (facet, step_ms, start_ms, value, failures, incidents, last_ms)
          SELECT '\(facet)', 86400000, (f.time_ms - ((f.time_ms % 86400000) + 86400000) % 86400000) AS start, s.\(facet) AS value,
            count(*), count(DISTINCT f.incident), max(f.time_ms)
          FROM ox_failure f CROSS JOIN ox_span s ON s.incident = f.incident GROUP BY start, value HAVING value IS NOT NULL
          """)
    }
  }
}
