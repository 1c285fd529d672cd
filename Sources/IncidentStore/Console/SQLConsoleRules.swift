import GRDBSQLite

/// What a statement of the console may do.
final class SQLConsoleRules {
  /// Whether what is read now may be read for ever.
  var isLearning = true
  /// Tables, and columns as `table.column`.
  private var readable: Set<String> = []

  /// Functions that end soon whatever they are given. `printf`, `zeroblob` and `randomblob` make long values in one call.
  static let functions: Set<String> = [
    "abs", "avg", "char", "coalesce", "count", "cume_dist", "date", "datetime", "dense_rank", "first_value", "glob",
    "group_concat", "hex", "ifnull", "iif", "instr", "julianday", "lag", "last_value", "lead", "length", "like",
    "lower",
    "ltrim", "max", "min", "nth_value", "ntile", "nullif", "percent_rank", "quote", "rank", "replace", "round",
    "row_number", "rtrim", "sign", "strftime", "substr", "substring", "sum", "time", "total", "trim", "typeof",
    "unicode",
    "unixepoch", "upper", PackedTextFunction.name,
  ]

  /// - Parameter action: SQLite's code, with its two names.
  func allows(_ action: Int32, _ first: String?, _ second: String?) -> Bool {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return true
    case SQLITE_FUNCTION: return Self.functions.contains(second?.lowercased() ?? "")
    case SQLITE_READ: return allowsReading(first?.lowercased() ?? "", second?.lowercased() ?? "")
    default: return false
    }
  }

  private func allowsReading(_ table: String, _ column: String) -> Bool {
    if isLearning {
      readable.formUnion([table, "\(table).\(column)"])
      return true
    }
    // Where no column is read, rows are counted.
    if readable.contains(column.isEmpty ? table : "\(table).\(column)") { return true }
    // What has no such name is a view, or the statement's own.
    return !Self.isTable(table)
  }

  private static func isTable(_ name: String) -> Bool {
    ["ox_", "sqlite_", "pragma_", "fts5", "json_", "dbstat"].contains(where: name.hasPrefix)
  }
}
