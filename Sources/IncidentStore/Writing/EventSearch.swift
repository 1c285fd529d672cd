import GRDB

/// Keeps what records are found by with their rows.
struct EventSearch {
  /// Beyond so many different words they are asked for anew.
  private static let knownMax = 1 << 16

  /// Hashes of words that are rows already, also in the transaction that is open. That two of so many are equal is beyond all chance.
  private var known: Set<Int> = []

  /// After a transaction that was undone nobody knows what is there.
  mutating func forget() { known = [] }

  mutating func insert(_ id: Int64, text: String, names: String, in database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO ox_event_word (rowid, text, names) VALUES (?, ?, ?)")
      .execute(arguments: [id, text, names])
    var new: [String] = []
    let parts = TextSieve.divide([text, names]) { word in
      var hasher = Hasher()
      unsafe word.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
      if known.insert(hasher.finalize()).inserted { new.append(String(decoding: word, as: UTF8.self)) }
    }
    if !parts.isEmpty {
      try database.cachedStatement(sql: "INSERT INTO ox_event_part (rowid, parts) VALUES (?, ?)")
        .execute(arguments: [id, parts])
    }
    guard !new.isEmpty else { return }
    let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO ox_word (word) VALUES (?)")
    for word in new { try insert.execute(arguments: [word]) }
    if known.count > Self.knownMax { forget() }
  }

  /// Its words stay: they are few, and others have them.
  ///
  /// - Parameters:
  ///   - text: What was inserted, and `names` as well: the tables have no other way to find what to remove.
  static func delete(_ id: Int64, text: String, names: String, in database: Database) throws {
    try database.cachedStatement(
      sql: "INSERT INTO ox_event_word (ox_event_word, rowid, text, names) VALUES ('delete', ?, ?, ?)"
    ).execute(arguments: [id, text, names])
    let parts = TextSieve.divide([text, names]) { _ in }
    guard !parts.isEmpty else { return }
    try database.cachedStatement(
      sql: "INSERT INTO ox_event_part (ox_event_part, rowid, parts) VALUES ('delete', ?, ?)"
    ).execute(arguments: [id, parts])
  }

  /// Makes all of it anew, where there is none.
  mutating func build(in database: Database) throws {
    forget()
    let rows = EventRows(database)
    let events = try Row.fetchCursor(database, sql: "SELECT id, names FROM ox_event ORDER BY id")
    while let row = try events.next() {
      try insert(row[0], text: rows.words(of: row[0])?.string ?? "", names: row[1], in: database)
    }
  }
}
