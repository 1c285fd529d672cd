import GRDB

/// An index looked at from outside.
enum Index {
  /// What a question answers with one column.
  static func column(_ path: String, _ sql: String) throws -> [String] {
    try read(path) { try String.fetchAll($0, sql: sql) }
  }

  /// The rows that a question answers with, as text.
  static func lines(_ path: String, _ sql: String) throws -> [String] {
    try read(path) { database in
      try Row.fetchAll(database, sql: sql).map { row in row.map { "\($0.1)" }.joined(separator: "|") }
    }
  }

  private static func read<Value>(_ path: String, _ value: (Database) throws -> Value) throws -> Value {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: path, configuration: configuration).read(value)
  }

  /// Every row of every table as text, but for what only counts commits.
  static func rows(_ path: String) throws -> [String] {
    try read(path) { database in
      let tables = try String.fetchAll(
        database,
        sql: """
          SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'ox\\_%' ESCAPE '\\'
            AND name NOT LIKE 'ox\\_event\\_%' ESCAPE '\\' AND name <> 'ox_meta' ORDER BY name
          """)
      return try tables.flatMap { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { row in
          table + "|" + row.map { "\($0.1)" }.joined(separator: "|")
        }
      }
    }
  }

  /// The numbers of a statement's one row.
  static func numbers(_ path: String, _ sql: String) throws -> [Int] {
    try read(path) { database in
      try Row.fetchOne(database, sql: sql).map { row in row.map { Int.fromDatabaseValue($0.1) ?? -1 } } ?? []
    }
  }
}
