import Foundation
import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore

/// An index of each schema that was released, as SQL: today's oxtail opens it and goes on with it.
///
/// `OXTAIL_UPDATE_FIXTURE=1 swift test --filter SchemaFixtureTests` writes that of the newest version anew, and fails. After a release
/// that is right for a new version only: what is released stays what it is.
struct SchemaFixtureTests {
  private static let isUpdate = ProcessInfo.processInfo.environment["OXTAIL_UPDATE_FIXTURE"] == "1"
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private var path: String { directory.path + "/oxtail.db" }

  private static func file(_ version: Int) -> String {
    Repository.root + "Tests/IncidentStoreTests/Fixtures/schema-\(version).sql"
  }

  /// Makes the database of a released version.
  private func makeDatabase(_ version: Int) throws {
    let sql = try String(contentsOfFile: Self.file(version), encoding: .utf8)
    try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
  }

  @Test(arguments: 1...Schema.version)
  func `an index of each version is read, written on and kept`(version: Int) throws {
    if Self.isUpdate, version == Schema.version { try writeFixture() }
    try makeDatabase(version)
    let writer = try Made.writer(directory)
    #expect(try Made.rows(directory, "PRAGMA user_version") == ["\(Schema.version)"])
    let generation = try #require(try writer.generations().first)
    #expect(generation == Made.generation(generation.id, offset: 100))
    let events = try Made.events(directory)
    #expect(events.map(\.summary.string) == ["settled one", "still open"])
    #expect(events.map(\.position) == [Made.event(0, ""), Made.event(100, "")].map(\.event.position))
    let reader = try IndexReader(path: path)
    #expect(try reader.list() == [IncidentSummary(Made.incident)])
    #expect(try reader.incident("OX-MED8W")?.foldedText == "no more")
    #expect(try reader.answer() == "words")
    try writer.commit(Made.batch(Made.generation(generation.id, offset: 200), [Made.event(100, "complete")]))
    #expect(try Made.events(directory).map(\.summary.string) == ["settled one", "complete"])
    #expect(try IndexReader(path: path).events(about: "complete").count == 1)
    #expect(try Made.rows(directory, "PRAGMA integrity_check") == ["ok"])
  }

  @Test(arguments: [
    "", "0,0,1", "0,0,1,100", "0,-5,1,100,", "0,0,1,x,", "0,0,,100,", "0,99999999999999999999,1,100,",
  ])
  func `a record whose place is damaged keeps no words, and its neighbour does`(head: String) throws {
    try makeDatabase(2)
    let rest = "2:ox7:unknown5:error~~~~~0,0,0,0,@0,10,1,~~~~"
    let packs = [(Int64(1), head), (2, "0,1099511627777,2,100," + rest)].map { id, body in
      PackOfVersion2.bytes(of: id, text: Array("still open".utf8), body: Array(body.utf8))
    }
    try DatabaseQueue(path: path).write {
      let bytes = Array(packs.joined())
      try $0.execute(sql: "UPDATE ox_pack SET byte_count = ?, data = ?", arguments: [bytes.count, Data(bytes)])
    }
    _ = try Made.writer(directory)
    let texts = try Made.rows(directory, "SELECT coalesce(text, 'none') FROM events ORDER BY id")
    #expect(texts == ["none", "still open"])
    let event = try #require(try Made.events(directory).first)
    #expect(event.position == RecordPosition(source: 0, offset: 1_099_511_627_777, line: 2, byteCount: 100))
    #expect(event.summary.string == "still open")
  }

  @Test func `occurrences that were a row each read the same`() throws {
    try makeDatabase(2)
    let occurrences = (0..<600).map { Made.occurrence(Int64($0) * 1000) }
    let packer = ValuePacker()
    try DatabaseQueue(path: path).write { database in
      for (place, occurrence) in occurrences.enumerated() {
        let text = occurrence.rowText
        let body = place % 5 == 0 ? text.databaseValue : packer.packed(text, min: 1)
        try database.execute(sql: "INSERT INTO ox_occurrence VALUES (0, ?, ?)", arguments: [place, body])
      }
      try database.execute(sql: "INSERT INTO ox_occurrence VALUES (1, 0, 'damaged')")
    }
    _ = try Made.writer(directory)
    let reader = try IndexReader(path: path)
    let incident = try #require(try reader.incident("OX-MED8W"))
    #expect(incident.occurrences.map(\.rowText) == occurrences.map(\.rowText))
    #expect(reader.rows.trouble == nil)
    let rows = try Made.rows(directory, "SELECT CAST(count(*) AS TEXT) FROM ox_occurrence")
    #expect(try #require(rows.first.flatMap { Int($0) }) < 100)
    #expect(try Made.rows(directory, "SELECT body FROM ox_occurrence WHERE incident = 1") == ["0,0,7:damaged"])
  }

  @Test func `incidents that were a row each read the same, and damage stays where it is`() throws {
    try makeDatabase(2)
    let packer = ValuePacker()
    let old = try DatabaseQueue(path: path)
    try old.write { database in
      let columns = try database.columns(in: "ox_incident").map(\.name).filter { $0 != "number" && $0 != "id" }
        .joined(separator: ", ")
      for number in 1..<200 {
        try database.execute(
          sql: """
            INSERT INTO ox_incident (number, id, \(columns)) SELECT ?, ?, \(columns) FROM ox_incident WHERE number = 0
            """,
          arguments: [number, "OX-\(number)"])
        var incident = Made.incident
        (incident.number, incident.id) = (number, "OX-\(number)")
        let text = number == 50 ? "damaged" : try JSONText.encoded(incident)
        let document =
          number == 60 ? Data([1, 2]).databaseValue : number % 5 == 0 ? text.databaseValue : packer.packed(text)
        try database.execute(sql: "INSERT INTO ox_document VALUES (?, ?)", arguments: [number, document])
      }
      try database.execute(
        sql: "DELETE FROM ox_document WHERE incident = 70; INSERT INTO ox_document VALUES (900, 'x')")
    }
    try old.close()
    let writer = try Made.writer(directory)
    let reader = try IndexReader(path: path)
    for number in 1..<200 where ![50, 60, 70].contains(number) {
      #expect(try reader.incident("OX-\(number)")?.number == number)
    }
    for id in ["OX-50", "OX-60"] { #expect(throws: StoreError.self) { try reader.incident(id) } }
    #expect(try reader.incident("OX-70") == nil)
    let chunks = try writer.database.read { try Made.documents($0) }
    #expect(chunks.flatMap { $0.numbers } == (0..<200).filter { $0 != 70 })
    #expect(chunks.count < 50)
  }

  @Test func `the newest fixture has the newest schema`() throws {
    try makeDatabase(Schema.version)
    let names = "SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY name"
    let old = try Made.rows(directory, names)
    let other = try TemporaryDirectory()
    _ = try Made.writer(other)
    #expect(try Made.rows(other, names) == old)
  }

  // MARK: Generator

  private func writeFixture() throws {
    let made = try TemporaryDirectory()
    do {
      let writer = try Made.writer(made)
      var batch = Made.batch(
        Made.generation(offset: 100), [Made.event(0, "settled one", stack: "at x"), Made.event(100, "still open")])
      batch.minutes = [MinuteCount(minuteMs: 60_000, level: .info, records: 3)]
      batch.marks = [TimeMark(offset: 0, line: 1, timeMs: 60_001)]
      batch.gaps = [Gap(offset: 50, byteCount: 7, reason: "a hole")]
      try writer.commit(batch)
      try writer.replace([Made.incident], answer: "words")
    }
    let rows = try PackedRecords.reader(made.path + "/oxtail.db").read(Self.inserts)
    let schema = try Made.rows(
      made,
      """
      SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'ox\\_event\\_word\\_%' ESCAPE '\\'
        AND name NOT LIKE 'ox\\_event\\_part\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid
      """)
    // So few records are no full pack, which alone the search's tables know.
    let sql =
      "-- Written by SchemaFixtureTests.\n" + (schema + rows).joined(separator: "\n") + "\n"
      + "PRAGMA application_id = \(Schema.applicationID);\nPRAGMA user_version = \(Schema.version);\n"
    try sql.write(toFile: Self.file(Schema.version), atomically: true, encoding: .utf8)
    Issue.record("Fixtures/schema-\(Schema.version).sql was written: look at it, then run again")
  }

  /// Each row of each table as a statement; rows that others refer to come first.
  private static func inserts(_ database: Database) throws -> [String] {
    let tables = try String.fetchAll(
      database,
      sql: """
        SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'ox\\_%' ESCAPE '\\'
          AND name NOT LIKE 'ox\\_event\\_%' ESCAPE '\\'
        ORDER BY name NOT IN ('ox_generation', 'ox_stack', 'ox_cause'), name
        """)
    return try tables.flatMap { table in
      let columns = try database.columns(in: table).map(\.name)
      let quoted = columns.map { "quote(\($0))" }.joined(separator: " || ', ' || ")
      return try String.fetchAll(database, sql: "SELECT \(quoted) FROM \(table)")
        .map { "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\($0));" }
    }
  }
}
