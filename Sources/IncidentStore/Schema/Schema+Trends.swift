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
}
