import GRDB

/// Which commits an index's answer was made of. `ox_meta` keeps the number of the last commit (`revision`), of the last one that changed records
/// (`events`), and of the one that the incidents were made of (`derived`).
enum Revision {
  /// To be called in the transaction of each commit.
  static func advance(in database: Database, changesEvents: Bool) throws {
    try database.execute(sql: "UPDATE ox_meta SET value = value + 1 WHERE key = 'revision'")
    guard changesEvents else { return }
    try database.execute(
      sql: "INSERT OR REPLACE INTO ox_meta (key, value) SELECT 'events', value FROM ox_meta WHERE key = 'revision'")
  }

  /// Whether the incidents are those of the last commit.
  static func isDerived(_ database: Database) throws -> Bool {
    try number("derived", database) == number("revision", database)
  }

  /// Whether the incidents are those of all records; what came since then tells only how far the logs were read.
  ///
  /// An index that was not written since this is noted does not know: then each commit may have changed records.
  static func countsAllEvents(_ database: Database) throws -> Bool {
    let changed = try number("events", database) ?? number("revision", database)
    return try number("derived", database) ?? 0 >= changed ?? 0
  }

  /// The last commit's, and that of the commit of which the incidents are: where both are alike, so are all failures.
  static func numbers(_ database: Database) throws -> [Int64?] {
    [try number("revision", database), try number("derived", database)]
  }

  private static func number(_ key: String, _ database: Database) throws -> Int64? {
    try Int64.fetchOne(database, sql: "SELECT value FROM ox_meta WHERE key = ?", arguments: [key])
  }
}
