import GRDB

/// Keeps what records are found by with their rows.
enum EventSearch {
  private static let tables = ["ox_event_word", "ox_event_text"]

  static func insert(_ id: Int64, text: String, names: String, in database: Database) throws {
    for table in tables {
      try database.cachedStatement(sql: "INSERT INTO \(table) (rowid, text, names) VALUES (?, ?, ?)")
        .execute(arguments: [id, text, names])
    }
  }

  /// - Parameters:
  ///   - text: What was inserted, and `names` as well: the tables have no other way to find what to remove.
  static func delete(_ id: Int64, text: String, names: String, in database: Database) throws {
    for table in tables {
      try database.cachedStatement(
        sql: "INSERT INTO \(table) (\(table), rowid, text, names) VALUES ('delete', ?, ?, ?)"
      )
      .execute(arguments: [id, text, names])
    }
  }

  static func rebuild(in database: Database) throws {
    for table in tables { try database.execute(sql: "INSERT INTO \(table) (\(table)) VALUES ('rebuild')") }
  }
}
