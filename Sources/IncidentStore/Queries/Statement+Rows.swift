import GRDB
import GRDBSQLite

/// Rows as they lie in SQLite, for those who go over millions of them: GRDB's cursors and rows cost more than what is done with a row.
extension Statement {
  /// Goes over the rows of a statement that has its arguments.
  ///
  /// - Throws: `DatabaseError`, as GRDB's cursors do.
  func forEachRow(_ body: () throws -> Void) throws {
    let statement = unsafe sqliteStatement
    defer { unsafe sqlite3_reset(statement) }
    while true {
      let code = unsafe sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else {
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code),
          message: unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(statement))))
      }
      try body()
    }
  }

  /// A number of the row that was read last; 0 for NULL.
  func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(sqliteStatement, column) }

  func optionalInteger(_ column: Int32) -> Int64? {
    unsafe sqlite3_column_type(sqliteStatement, column) == SQLITE_NULL ? nil : integer(column)
  }

  /// A text of the row that was read last, as it lies in SQLite until the next one is read; `nil` for NULL.
  func text(_ column: Int32) -> UnsafeRawBufferPointer? {
    guard let text = unsafe sqlite3_column_text(sqliteStatement, column) else { return nil }
    return unsafe UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(sqliteStatement, column)))
  }

  /// The same as a string; empty for NULL.
  func string(_ column: Int32) -> String {
    unsafe text(column).map { unsafe String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
