import GRDB
import GRDBSQLite

/// A statement whose arguments SQLite is handed as they are: made GRDB's, they take longer than most rows.
struct BareStatement {
  private let statement: Statement

  init(_ statement: Statement) {
    self.statement = statement
    // From now on GRDB leaves them alone.
    statement.setUncheckedArguments([])
  }

  /// Runs it for each row of a query, with all its columns.
  ///
  /// - Parameter database: Where the query is asked: not where it runs, perhaps.
  func execute(copying query: String, in database: Database) throws {
    let query = try database.makeStatement(sql: query)
    let rows = try Row.fetchCursor(query)
    while try rows.next() != nil { try execute(copying: query) }
  }

  /// Runs it with all columns of the row at which another statement stands.
  func execute(copying row: Statement) throws {
    let columns = unsafe sqlite3_column_count(row.sqliteStatement)
    try unsafe execute(columns) { target, place in
      unsafe sqlite3_bind_value(target, place, sqlite3_column_value(row.sqliteStatement, place - 1))
    }
  }

  func execute(numbers: [Int64]) throws {
    try unsafe execute(CInt(numbers.count)) { unsafe sqlite3_bind_int64($0, $1, numbers[Int($1) - 1]) }
  }

  /// - Parameter bind: Gives the argument at a place, from 1 on.
  private func execute(_ count: CInt, _ bind: (OpaquePointer, CInt) -> CInt) throws {
    let target = unsafe statement.sqliteStatement
    // Only then SQLite takes arguments. What the last run ended with was thrown.
    unsafe sqlite3_reset(target)
    for place in stride(from: 1, through: count, by: 1) {
      let code = unsafe bind(target, place)
      guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
    try statement.execute()
  }
}
