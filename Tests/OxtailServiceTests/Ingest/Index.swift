import GRDB
import TestSupport
import Testing

@testable import IncidentStore

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

  /// The incident and the place of each occurrence, in their order.
  static func occurrences(_ path: String) throws -> [[Int64]] {
    try read(path) { database in
      let rows = try Row.fetchAll(database, sql: "SELECT incident, body FROM ox_occurrence ORDER BY incident, place")
      return try rows.flatMap { row in
        try #require(ChunkCache.unpacked(row[1])).entries.map { [row[0], $0.place] }
      }
    }
  }

  private static func read<Value>(_ path: String, _ value: (Database) throws -> Value) throws -> Value {
    try PackedRecords.reader(path).read(value)
  }

  /// Every row of every table as text, but for what only counts commits.
  ///
  /// How words are divided among packs is no part of it, but what is in them is.
  static func rows(_ path: String) throws -> [String] {
    try read(path) { database in
      let tables =
        try String.fetchAll(
          database,
          sql: """
            SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'ox\\_%' ESCAPE '\\'
              AND name NOT LIKE 'ox\\_event\\_%' ESCAPE '\\' AND name NOT IN ('ox_meta', 'ox_pack', 'ox_word') ORDER BY name
            """) + [words]
      return try tables.flatMap { table in
        try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { row in
          (table == words ? "words" : table) + "|" + row.map { "\($0.1)" }.joined(separator: "|")
        }
      }
    }
  }

  private static let words = """
    (SELECT e.id, record_text(p.id, p.byte_count, p.data, e.id), record_body(p.id, p.byte_count, p.data, e.id),
        record_position(p.id, p.byte_count, p.data, e.id) FROM ox_event e
      LEFT JOIN ox_pack p ON p.id = (SELECT max(id) FROM ox_pack WHERE id <= e.id))
    """

  /// Where records lie, and how long they are: the columns `generation_id`, `offset` and `size`.
  static let sizes = """
    (SELECT e.id, e.generation_id, e.offset, record_size(p.id, p.byte_count, p.data, e.id) AS size FROM ox_event e
      LEFT JOIN ox_pack p ON p.id = (SELECT max(id) FROM ox_pack WHERE id <= e.id))
    """

  /// The numbers of a statement's one row.
  static func numbers(_ path: String, _ sql: String) throws -> [Int] {
    try read(path) { database in
      try Row.fetchOne(database, sql: sql).map { row in row.map { Int.fromDatabaseValue($0.1) ?? -1 } } ?? []
    }
  }
}
