import GRDBSQLite

/// Answers SQL that somebody typed: one SELECT over the documented views, and nothing else.
///
/// The connection is SQLite's own and not GRDB's, which needs the authorizer for itself. It can only read; the authorizer allows what the views show and
/// a list of functions; lengths, time, memory and rows are limited, as the progress handler stops statements but no single function.
@safe package final class SQLConsole {
  /// Views that may be asked.
  package static let views = [
    "sources", "events", "minutes", "gaps", "incidents", "failures", "remarks", "inventory", "outbox",
  ]
  /// A value that is longer makes the statement fail; so does a statement.
  static let lengthMax: Int32 = 256 << 10
  /// SQLite's whole memory, in bytes.
  static let memoryMax: Int64 = 128 << 20
  /// Steps of SQLite's machine between two looks at the clock.
  private static let stepsPerLook: Int32 = 1000

  private let path: String
  private let database: OpaquePointer
  /// Read by SQLite's callbacks, which hold no reference to them.
  private let watch: Watch
  private let rules = SQLConsoleRules()

  private final class Watch {
    let isOver: () -> Bool
    init(_ isOver: @escaping () -> Bool) { self.isOver = isOver }
  }

  /// - Parameter isOver: Whether a statement took long enough.
  package init(path: String, isOver: @escaping () -> Bool) throws(StoreError) {
    self.path = path
    watch = Watch(isOver)
    sqlite3_hard_heap_limit64(Self.memoryMax)
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(path, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened = unsafe opened, code == SQLITE_OK else {
      throw StoreError(.permissionDenied, path: path, "cannot be opened: look at the rights of the file")
    }
    unsafe database = opened
    let settings =
      "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192"
    guard unsafe sqlite3_exec(opened, settings, nil, nil, nil) == SQLITE_OK,
      unsafe PackedTextFunction.register(in: opened)
    else {
      throw StoreError(.unusable, path: path, "is no index of oxtail: name another --db")
    }
    limit()
    try restrict()
  }

  deinit { unsafe sqlite3_close_v2(database) }

  private func limit() {
    unsafe sqlite3_busy_timeout(database, 5000)
    for (limit, value) in [
      (SQLITE_LIMIT_LENGTH, Self.lengthMax), (SQLITE_LIMIT_SQL_LENGTH, 64 << 10), (SQLITE_LIMIT_ATTACHED, 0),
      (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200), (SQLITE_LIMIT_EXPR_DEPTH, 100), (SQLITE_LIMIT_COMPOUND_SELECT, 50),
      (SQLITE_LIMIT_COLUMN, 200), (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
      (SQLITE_LIMIT_FUNCTION_ARG, 20),
    ] {
      unsafe sqlite3_limit(database, limit, value)
    }
  }

  /// What the views read may be read, whoever asks: a statement's own names look like a view's.
  private func restrict() throws(StoreError) {
    let context = unsafe Unmanaged.passUnretained(rules).toOpaque()
    unsafe sqlite3_set_authorizer(
      database,
      { context, action, first, second, _, _ in
        guard let context = unsafe context else { return SQLITE_DENY }
        let rules = unsafe Unmanaged<SQLConsoleRules>.fromOpaque(context).takeUnretainedValue()
        return unsafe rules.allows(action, SQLConsole.text(first), SQLConsole.text(second)) ? SQLITE_OK : SQLITE_DENY
      }, context)
    for view in Self.views {
      var statement: OpaquePointer?
      let code = unsafe sqlite3_prepare_v2(database, "SELECT * FROM \(view)", -1, &statement, nil)
      unsafe sqlite3_finalize(statement)
      guard code == SQLITE_OK else {
        throw StoreError(.unusable, path: path, "has no view '\(view)': name another --db")
      }
    }
    rules.isLearning = false
    unsafe sqlite3_progress_handler(
      database, Self.stepsPerLook,
      { context in
        guard let context = unsafe context else { return 1 }
        return unsafe Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue().isOver() ? 1 : 0
      }, unsafe Unmanaged.passUnretained(watch).toOpaque())
  }

  private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }

  // MARK: Asking

  package enum Value: Equatable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
  }

  /// - Parameters:
  ///   - columns: Receives the names of the columns, once.
  ///   - row: Receives each row, and returns whether it wants more.
  /// - Throws: ``SQLConsoleError`` with SQLite's words.
  package func ask(
    _ sql: String, columns: ([String]) throws -> Void, row: ([Value]) throws -> Bool
  ) throws {
    var prepared: OpaquePointer?
    var rest: String = ""
    let code = unsafe sql.withCString { start -> Int32 in
      var tail: UnsafePointer<CChar>?
      let code = unsafe sqlite3_prepare_v3(database, start, -1, 0, &prepared, &tail)
      rest = unsafe Self.text(tail) ?? ""
      return code
    }
    defer { unsafe sqlite3_finalize(prepared) }
    guard code == SQLITE_OK else { throw error(code) }
    guard let statement = unsafe prepared else { throw SQLConsoleError(code: .wrong, message: "there is no statement") }
    guard rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
      throw SQLConsoleError(code: .refused, message: "there is more than one statement")
    }
    guard unsafe sqlite3_stmt_readonly(statement) != 0 else {
      throw SQLConsoleError(code: .refused, message: "it would change something")
    }
    let count = unsafe sqlite3_column_count(statement)
    try columns((0..<count).map { unsafe Self.text(sqlite3_column_name(statement, $0)) ?? "" })
    while true {
      let code = unsafe sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw error(code) }
      guard try row((0..<count).map { unsafe value(statement, $0) }) else { return }
    }
  }

  private func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
    switch unsafe sqlite3_column_type(statement, column) {
    case SQLITE_NULL: return .null
    case SQLITE_INTEGER: return .integer(unsafe sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .real(unsafe sqlite3_column_double(statement, column))
    default:
      guard let bytes = unsafe sqlite3_column_blob(statement, column) else { return .text("") }
      let count = Int(unsafe sqlite3_column_bytes(statement, column))
      return .text(unsafe String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self))
    }
  }

  private func error(_ code: Int32) -> SQLConsoleError {
    let words = unsafe Self.text(sqlite3_errmsg(database)) ?? ""
    return switch code & 0xFF {
    case SQLITE_INTERRUPT: SQLConsoleError(code: .tooMuch, message: "it took too long")
    case SQLITE_NOMEM: SQLConsoleError(code: .tooMuch, message: "it takes too much memory")
    case SQLITE_TOOBIG: SQLConsoleError(code: .tooMuch, message: "a value is longer than \(Self.lengthMax >> 10) KiB")
    case SQLITE_AUTH: SQLConsoleError(code: .refused, message: words)
    default: SQLConsoleError(code: .wrong, message: words)
    }
  }
}

/// Why a statement was not answered.
package struct SQLConsoleError: Error, Equatable {
  package enum Code: Equatable, Sendable {
    /// It is no SQL, or speaks of what is not there.
    case wrong
    /// It asks for what nobody may.
    case refused
    /// It took too long or too much.
    case tooMuch
  }

  package var code: Code
  package var message: String
}
