extension Schema {
  /// What records are found by. Both tables are sieves: they keep no places within a text, and whoever asks looks at the record again.
  ///
  /// Rows of `ox_event` are their content, so that they hold no text themselves; they are written with the rows, in ``EventSearch``.
  static let search = """
    -- Whole words, which subjects are made of: see TextSieve.
    CREATE VIRTUAL TABLE ox_event_word USING fts5 (text, names, content = 'ox_event', content_rowid = 'id', detail = none, columnsize = 0,
      tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
    -- Three characters each, as a search looks for a text wherever it stands: `timeout` in `SocketTimeoutException`.
    CREATE VIRTUAL TABLE ox_event_text USING fts5 (text, names, content = 'ox_event', content_rowid = 'id', detail = none, columnsize = 0,
      tokenize = 'trigram');

    -- In which occurrences records stand.
    CREATE TABLE ox_evidence (
      event_id INTEGER NOT NULL,
      incident INTEGER NOT NULL,
      place INTEGER NOT NULL,
      PRIMARY KEY (event_id, incident, place)
    ) WITHOUT ROWID;
    """
}
