import GRDB
import Testing

@testable import IncidentStore

/// What is derived anew is put in where it differs.
struct TableChangesTests {
  private static func queue(_ rows: String) throws -> DatabaseQueue {
    let queue = try DatabaseQueue()
    try queue.write { try $0.execute(sql: "CREATE TABLE t (a INT NOT NULL, b TEXT, PRIMARY KEY (a)); \(rows)") }
    return queue
  }

  @Test func `a row that becomes another one stays where it lies`() throws {
    let old = "INSERT INTO t (rowid, a, b) VALUES (1, 10, 'same'), (2, 20, 'before'), (3, 30, 'gone')"
    let (draft, index) = (try Self.queue(old), try Self.queue(old))
    try draft.inDatabase { draft in
      try draft.execute(
        sql: """
          CREATE TEMP TABLE t (a INT NOT NULL, b TEXT, PRIMARY KEY (a));
          INSERT INTO temp.t VALUES (10, 'same'), (15, 'new'), (20, 'behind')
          """)
      let changes = try TableChanges("t", in: draft)
      try changes.find()
      try index.write { try changes.write(to: $0) }
    }
    let rows = try index.read { try String.fetchAll($0, sql: "SELECT rowid || ' ' || a || ' ' || b FROM t ORDER BY a") }
    #expect(rows == ["1 10 same", "3 15 new", "2 20 behind"])
  }

  @Test func `a name goes from row to row, and what is no business of the draft stays`() throws {
    let schema = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE, c INT, state TEXT)"
    let old = "INSERT INTO t VALUES (1, 'one', 0, 'A'), (2, 'two', 0, 'B'), (3, 'three', 0, 'C'), (4, 'four', 0, 'D')"
    let (draft, index) = (try DatabaseQueue(), try DatabaseQueue())
    for queue in [draft, index] { try queue.write { try $0.execute(sql: "\(schema); \(old)") } }
    try draft.inDatabase { draft in
      try draft.execute(
        sql: """
          \(schema.replacing("CREATE", with: "CREATE TEMP"));
          INSERT INTO temp.t VALUES (1, 'two', 0, '-'), (2, 'one', 0, '-'), (3, 'three', 1, '-'), (4, 'four', 0, '-')
          """)
      let changes = try TableChanges("t", keys: ["a", "b"], but: ["state"], in: draft)
      try changes.find()
      try index.write { try changes.write(to: $0) }
    }
    let rows = try index.read { try String.fetchAll($0, sql: "SELECT a || ' ' || b || ' ' || c || state FROM t") }
    #expect(rows == ["1 two 0-", "2 one 0-", "3 three 1C", "4 four 0D"])
  }

  @Test func `values of every kind come as they are`() throws {
    let kinds = "CREATE TABLE t (a PRIMARY KEY, b)"
    let (draft, index) = (try DatabaseQueue(), try DatabaseQueue())
    try index.write { try $0.execute(sql: kinds) }
    try draft.write { draft in
      try draft.execute(
        sql: """
          \(kinds); CREATE TEMP TABLE t (a PRIMARY KEY, b);
          INSERT INTO temp.t VALUES (1, NULL), (2, 9223372036854775807), (3, 0.1), (4, x'00ff'), (5, 'a' || char(0) || 'b'), (6, ''), (7, x'')
          """)
      let changes = try TableChanges("t", in: draft)
      try changes.find()
      try index.write { try changes.write(to: $0) }
    }
    let rows = try index.read {
      try String.fetchAll($0, sql: "SELECT a || ' ' || typeof(b) || ' ' || hex(b) FROM t ORDER BY a")
    }
    #expect(
      rows == [
        "1 null ", "2 integer 39323233333732303336383534373735383037", "3 real 302E31", "4 blob 00FF", "5 text 610062",
        "6 text ", "7 blob ",
      ])
  }
}
