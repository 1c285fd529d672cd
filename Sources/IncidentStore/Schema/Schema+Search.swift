extension Schema {
  /// What records are found by. All of it is a sieve: it keeps no places within a text, and whoever asks looks at the record again. Version 3 finds
  /// packs of them: see ``EventSearch``.
  static let search = """
    -- Whole words, which subjects are made of: see TextSieve. Rows of `ox_event` are its content, so that it holds no text itself.
    CREATE VIRTUAL TABLE ox_event_word USING fts5 (text, names, content = 'ox_event', content_rowid = 'id', detail = none, columnsize = 0,
      tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
    -- Words of nothing but letters, each once: in which of them a part stands (`timeout` in `sockettimeoutexception`), and then where these words do.
    CREATE TABLE ox_word (word TEXT PRIMARY KEY) WITHOUT ROWID;
    -- What holds numbers is hardly ever the same twice: of such words all pieces of three characters.
    CREATE VIRTUAL TABLE ox_event_part USING fts5 (parts, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '_'");

    -- In which occurrences records stand.
    CREATE TABLE ox_evidence (
      event_id INTEGER NOT NULL,
      incident INTEGER NOT NULL,
      place INTEGER NOT NULL,
      PRIMARY KEY (event_id, incident, place)
    ) WITHOUT ROWID;
    """
}
