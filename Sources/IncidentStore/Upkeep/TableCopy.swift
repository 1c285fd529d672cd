import GRDB

/// Copies a table of a damaged database row by row: forwards to the damage, then backwards to it from the other side.
struct TableCopy {
  let table: String
  let old: Database
  let new: Database
  private(set) var rows = 0
  /// Stretches that could not be read.
  private(set) var losses = 0

  init(table: String, old: Database, new: Database) {
    self.table = table
    self.old = old
    self.new = new
  }

  /// - Throws: What the new database says; what the old one says is counted.
  mutating func run() throws {
    let columns = try new.columns(in: table)
    let names = columns.map(\.name).joined(separator: ", ")
    // The order of the table itself: an index may be damaged as well.
    let key = try new.primaryKey(table).columns
    let marks = columns.map { _ in "?" }.joined(separator: ", ")
    let insert = BareStatement(
      try new.makeStatement(sql: "INSERT OR IGNORE INTO \(table) (\(names)) VALUES (\(marks))"))
    guard try !copy("SELECT \(names) FROM \(table) NOT INDEXED", insert) else { return }
    losses += 1
    let backwards = key.map { "\($0) DESC" }.joined(separator: ", ")
    _ = try copy("SELECT \(names) FROM \(table) NOT INDEXED ORDER BY \(backwards)", insert)
  }

  /// - Returns: Whether all of it could be read.
  private mutating func copy(_ sql: String, _ insert: BareStatement) throws -> Bool {
    let query: Statement
    let cursor: RowCursor
    do {
      query = try old.makeStatement(sql: sql)
      cursor = try Row.fetchCursor(query)
    } catch is DatabaseError {
      return false
    }
    while true {
      do {
        guard try cursor.next() != nil else { return true }
      } catch is DatabaseError {
        return false
      }
      try insert.execute(copying: query)
      rows += new.changesCount
    }
  }
}
