import GRDB

/// Keeps what packs are found by.
struct EventSearch {
  /// Beyond so many different words they are asked for anew.
  private static let knownMax = 1 << 16

  /// Hashes of words that are rows already, also in the transaction that is open. That two of so many are equal is beyond all chance.
  private var known: Set<Int> = []

  /// - Parameter pack: With one record at the least.
  mutating func insert(_ pack: PackDraft, in database: Database) throws {
    guard let id = pack.ids?.lowerBound else { return }
    var new: [String] = []
    let (words, parts) = TextSieve.divide(pack.words) { word in
      var hasher = Hasher()
      unsafe word.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
      if known.insert(hasher.finalize()).inserted { new.append(String(decoding: word, as: UTF8.self)) }
    }
    try database.cachedStatement(sql: "INSERT INTO ox_event_word (rowid, words) VALUES (?, ?)")
      .execute(arguments: [id, words])
    if !parts.isEmpty {
      try database.cachedStatement(sql: "INSERT INTO ox_event_part (rowid, parts) VALUES (?, ?)")
        .execute(arguments: [id, parts])
    }
    let insert = try database.cachedStatement(sql: "INSERT OR IGNORE INTO ox_word (word) VALUES (?)")
    for word in new { try insert.execute(arguments: [word]) }
    if known.count > Self.knownMax { known = [] }
  }

  /// Its words of letters stay: they are few, and others have them.
  ///
  /// - Parameter pack: As it was inserted: the tables have no other way to find what to remove.
  static func delete(_ pack: PackDraft, in database: Database) throws {
    guard let id = pack.ids?.lowerBound else { return }
    let (words, parts) = TextSieve.divide(pack.words) { _ in }
    try database.cachedStatement(
      sql: "INSERT INTO ox_event_word (ox_event_word, rowid, words) VALUES ('delete', ?, ?)"
    ).execute(arguments: [id, words])
    guard !parts.isEmpty else { return }
    try database.cachedStatement(
      sql: "INSERT INTO ox_event_part (ox_event_part, rowid, parts) VALUES ('delete', ?, ?)"
    ).execute(arguments: [id, parts])
  }

  // MARK: Merging

  private static let tables = ["ox_event_word", "ox_event_part"]
  /// Pages that one merging writes, some milliseconds' work. What FTS5 does by itself when a transaction ends is ten to twenty times as much.
  private static let mergedPagesMax = 16

  /// Says whether commits merge, now and then, what is found by the same words, or ``merge(in:)`` alone does.
  static func mergesByItself(_ does: Bool, in database: Database) throws {
    for table in tables {
      // 4 is what FTS5 begins with.
      let segments = does ? 4 : 0
      let known = try Int.fetchOne(database, sql: "SELECT v FROM \(table)_config WHERE k = 'automerge'") ?? 4
      guard known != segments else { continue }
      try database.execute(
        sql: "INSERT INTO \(table) (\(table), rank) VALUES ('automerge', ?)", arguments: [segments])
    }
  }

  /// Merges a little.
  ///
  /// - Returns: Whether there is more to be merged.
  static func merge(in database: Database) throws -> Bool {
    var hasMore = false
    for table in tables {
      let before = database.totalChangesCount
      try database.cachedStatement(sql: "INSERT INTO \(table) (\(table), rank) VALUES ('merge', \(mergedPagesMax))")
        .execute()
      // One change is the command itself.
      if database.totalChangesCount - before > 1 { hasMore = true }
    }
    return hasMore
  }
}
