import Foundation
import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore

struct SQLConsoleTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    let writer = try Made.writer(directory)
    try writer.commit(Made.batch(Made.generation(offset: 200), (0..<200).map { Made.event($0, "text \($0)") }))
    try writer.replace([Made.incident], answer: "words")
  }

  private var path: String { directory.path + "/oxtail.db" }

  /// - Parameter looks: How often the clock is looked at before it is over.
  private func ask(_ sql: String, looks: Int = 2000, rowsMax: Int = 10_000) throws -> [[SQLConsole.Value]] {
    var left = looks
    let console = try SQLConsole(path: path) {
      left -= 1
      return left < 0
    }
    var rows: [[SQLConsole.Value]] = []
    try console.ask(
      sql, columns: { _ in },
      row: { row in
        rows.append(row)
        return rows.count < rowsMax
      })
    return rows
  }

  private func code(_ sql: String) -> SQLConsoleError.Code? {
    do {
      _ = try ask(sql)
      return nil
    } catch {
      return (error as? SQLConsoleError)?.code
    }
  }

  @Test(arguments: SQLConsole.views)
  func `every documented view can be asked, and no other is there`(view: String) throws {
    _ = try ask("SELECT * FROM \(view)")
    #expect(
      try Made.rows(directory, "SELECT name FROM sqlite_schema WHERE type = 'view'").sorted()
        == SQLConsole.views.sorted())
  }

  @Test(
    arguments: [
      ("SELECT id, cause FROM incidents", 1),
      ("SELECT count(*), max(length(text)) FROM events WHERE text LIKE '%1%'", 1),
      ("WITH e AS (SELECT substr(text, 1, 4) AS t FROM events) SELECT t, count(*) FROM e GROUP BY t ORDER BY 2", 1),
      ("SELECT upper(id) FROM incidents WHERE id IN (SELECT id FROM incidents);", 1),
      (
        "SELECT strftime('%Y', time_ms / 1000, 'unixepoch') AS y, row_number() OVER (ORDER BY id) FROM events LIMIT 7",
        7
      ),
      ("SELECT 1, 2.5, NULL, 'x', x'41'", 1), ("VALUES (1), (2)", 2),
    ])
  func `what is asked in peace is answered`(sql: String, count: Int) throws {
    #expect(try ask(sql).count == count)
  }

  @Test func `two packs of one number and one length are two`() throws {
    // One record: its number, the lengths of text, names and body, its place and length in a log, and the text.
    let texts = ["6F6E65", "74776F"].map { "record_text(1, 11, x'0101030000000000\($0)', 1)" }
    #expect(try ask("SELECT \(texts.joined(separator: ", "))") == [[.text("one"), .text("two")]])
  }

  @Test func `values keep their kinds`() throws {
    #expect(try ask("SELECT 1, 2.5, NULL, 'x'") == [[.integer(1), .real(2.5), .null, .text("x")]])
  }

  static let hostile = [
    "DELETE FROM ox_incident", "DELETE FROM incidents", "DROP TABLE ox_event", "DROP VIEW incidents",
    "UPDATE ox_meta SET value = 0",
    "UPDATE incidents SET state = 'x'", "INSERT INTO ox_meta VALUES ('x', 1)", "INSERT INTO incidents DEFAULT VALUES",
    "REPLACE INTO ox_meta VALUES ('answer', 'x')", "CREATE TABLE t (x)", "CREATE TEMP TABLE t (x)",
    "CREATE VIEW v AS SELECT 1",
    "CREATE TEMP VIEW v AS SELECT 1", "CREATE INDEX i ON ox_event (names)",
    "CREATE TRIGGER t AFTER INSERT ON ox_event BEGIN SELECT 1; END",
    "CREATE TEMP TRIGGER t AFTER INSERT ON ox_event BEGIN SELECT 1; END", "CREATE VIRTUAL TABLE v USING fts5 (x)",
    "ALTER TABLE ox_event ADD COLUMN x", "ALTER TABLE ox_event RENAME TO y", "REINDEX", "ANALYZE", "VACUUM",
    "VACUUM INTO '/tmp/stolen.db'", "ATTACH '/tmp/other.db' AS o", "ATTACH ':memory:' AS o", "DETACH main", "BEGIN",
    "COMMIT",
    "ROLLBACK", "SAVEPOINT s", "RELEASE s", "PRAGMA query_only = OFF", "PRAGMA journal_mode = DELETE",
    "PRAGMA writable_schema = ON",
    "PRAGMA user_version", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA temp_store_directory = '/tmp'",
    "PRAGMA trusted_schema = ON",
    "SELECT * FROM pragma_table_info('ox_event')", "SELECT * FROM pragma_database_list", "SELECT * FROM sqlite_master",
    "SELECT * FROM sqlite_schema", "SELECT * FROM sqlite_temp_master", "SELECT state FROM ox_generation",
    "SELECT * FROM ox_meta",
    "SELECT records FROM ox_pack", "SELECT * FROM ox_event_word", "SELECT * FROM OX_META", "SELECT * FROM main.ox_meta",
    "SELECT * FROM \"ox_meta\"", "SELECT (SELECT value FROM ox_meta) FROM incidents",
    "SELECT * FROM incidents JOIN ox_meta ON 1", "WITH incidents AS (SELECT * FROM ox_meta) SELECT * FROM incidents",
    "WITH x AS (SELECT 1) DELETE FROM ox_event", "EXPLAIN DELETE FROM ox_event", "SELECT load_extension('/tmp/x.so')",
    "SELECT readfile('/etc/passwd')", "SELECT writefile('/tmp/x', 'y')", "SELECT edit('x')", "SELECT fts5(1)",
    "SELECT printf('%1000000d', 1)",
    "SELECT format('%1000000d', 1)", "SELECT zeroblob(1000)", "SELECT randomblob(1000)", "SELECT random()",
    "SELECT sqlite_version()",
    "SELECT last_insert_rowid()", "SELECT 1; DELETE FROM ox_event", "SELECT 1; SELECT 2",
    "SELECT json_extract('{}', '$')",
    "SELECT * FROM json_each('[1]')", "SELECT * FROM fts5vocab", "SELECT * FROM dbstat",
    "SELECT highlight(ox_event_word, 0, 'a', 'b') FROM ox_event_word",
  ]

  private func bytes() throws -> [[UInt8]] {
    try ["", "-wal"].map { suffix in
      FileManager.default.fileExists(atPath: path + suffix) ? try Repository.bytes(of: path + suffix) : []
    }
  }

  @Test func `hostile statements are refused, and the index stays as it is`() throws {
    #expect(Self.hostile.count >= 60)
    let before = try bytes()
    for sql in Self.hostile {
      let code = code(sql)
      #expect(code == .refused || code == .wrong, "\(sql)")
    }
    #expect(try bytes() == before)
    for name in ["stolen.db", "other.db", "x"] { #expect(!FileManager.default.fileExists(atPath: "/tmp/\(name)")) }
  }

  @Test(
    arguments: [
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION SELECT n + 1 FROM c) SELECT count(*) FROM c",
      "WITH RECURSIVE c(n, s) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, s || s FROM c) SELECT length(s) FROM c",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT group_concat(n) FROM c",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c ORDER BY n DESC",
      "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT DISTINCT hex(n) FROM c ORDER BY 1",
      "SELECT count(*) FROM events a, events b, events c, events d",
      "SELECT sum(length(a.text || b.text)) FROM events a, events b, events c",
      "SELECT max(replace(a.text, 't', b.text)) FROM events a, events b, events c",
      "SELECT count(*) FROM events a, events b, events c, events d WHERE c.text LIKE '%' || d.text || '%'",
      "SELECT a.text FROM events a, events b, events c, events d ORDER BY a.text || b.text || c.text",
      "SELECT row_number() OVER (ORDER BY a.text) FROM events a, events b, events c",
      "SELECT a.id FROM events a, events b, events c GROUP BY a.id, b.id, c.id HAVING count(*) > 9",
      "SELECT hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(hex(text))))))))))))))))) FROM events",
    ])
  func `what takes too long or too much ends`(sql: String) throws {
    #expect(code(sql) == .tooMuch, "\(sql)")
  }

  @Test func `rows end where nobody wants more`() throws {
    #expect(try ask("SELECT id FROM events", rowsMax: 5).count == 5)
  }
}
