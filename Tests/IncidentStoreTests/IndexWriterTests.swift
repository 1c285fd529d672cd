import Foundation
import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore

/// Each test has an index of its own.
struct IndexWriterTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private var path: String { directory.path + "/oxtail.db" }

  private func code(_ body: () throws -> Void) -> StoreError.Code? {
    do {
      try body()
      return nil
    } catch {
      return (error as? StoreError)?.code
    }
  }

  private func makeDatabase(_ sql: String) throws {
    try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
  }

  // MARK: Schema

  @Test func `a new index has the schema and its version`() throws {
    _ = try Made.writer(directory)
    #expect(try Made.rows(directory, "PRAGMA user_version") == ["\(Schema.version)"])
    #expect(try Made.rows(directory, "PRAGMA application_id") == ["\(Schema.applicationID)"])
    let views = try Made.rows(directory, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
    #expect(
      views == ["events", "failures", "gaps", "incidents", "inventory", "minutes", "outbox", "remarks", "sources"])
  }

  @Test func `a schema that fails half-way leaves nothing, not even a version`() throws {
    try makeDatabase("PRAGMA max_page_count = 8; CREATE TABLE t (x); DROP TABLE t")
    let queue = try DatabaseQueue(path: path)
    #expect(throws: DatabaseError.self) {
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 8") }
      try queue.write { try Schema.migrate($0, path: path) }
    }
    #expect(try Made.rows(directory, "SELECT name FROM sqlite_schema") == [])
    #expect(try Made.rows(directory, "PRAGMA user_version") == ["0"])
  }

  @Test func `an index of a newer oxtail is refused and left alone`() throws {
    try makeDatabase(
      "PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(Schema.version + 1)")
    #expect(code { _ = try Made.writer(directory) } == .unusable)
    #expect(code { _ = try IndexReader(path: path) } == .unusable)
    #expect(try Made.rows(directory, "PRAGMA user_version") == ["\(Schema.version + 1)"])
  }

  @Test(arguments: ["", "PRAGMA user_version = 1", "PRAGMA user_version = 99", "PRAGMA application_id = 7"])
  func `a database of something else is refused and left alone`(mark: String) throws {
    try makeDatabase("CREATE TABLE t (x); \(mark)")
    let before = try Repository.bytes(of: path)
    let error = StoreError(.unusable, path: path, "is a database of something else: name another --db")
    #expect(throws: error) { _ = try Made.writer(directory) }
    #expect(throws: error) { _ = try IndexReader(path: path) }
    #expect(try Repository.bytes(of: path) == before)
  }

  @Test func `a file that is no database is refused and left alone`() throws {
    try directory.write(
      "oxtail.db", "no database at all, but long enough to look at " + String(repeating: "x", count: 2000))
    #expect(code { _ = try Made.writer(directory) } == .unusable)
    #expect(try Repository.bytes(of: path).count == 2047)
  }

  @Test func `a reader without an index says that there is none`() {
    #expect(code { _ = try IndexReader(path: path) } == .missing)
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  // MARK: Lock

  @Test func `a second writer is told who writes`() throws {
    let first = try Made.writer(directory, words: "oxtail index (process 42)")
    let error = #expect(throws: StoreError.self) { try Made.writer(directory) }
    #expect(error?.code == .busy)
    #expect(error?.message.contains("oxtail index (process 42)") == true)
    withExtendedLifetime(first) {}
  }

  @Test func `the lock goes with its holder`() throws {
    do { _ = try Made.writer(directory, words: "a longer text than the second one's") }
    let second = try Made.writer(directory, words: "short")
    #expect(try String(contentsOfFile: path + ".lock", encoding: .utf8) == "short")
    withExtendedLifetime(second) {}
  }

  // MARK: Rows

  @Test func `what is provisional is replaced, also where texts are searched`() throws {
    let writer = try Made.writer(directory)
    let id = try writer.commit(
      Made.batch(Made.generation(offset: 100), [Made.event(0, "settled one"), Made.event(100, "halfwritten")]))
    try writer.commit(
      Made.batch(Made.generation(id, offset: 200), [Made.event(100, "complete"), Made.event(200, "newest")]))
    #expect(try Made.events(directory).map(\.position.offset) == [0, 100, 200])
    let reader = try IndexReader(path: directory.path + "/oxtail.db")
    func found(_ word: String) throws -> [Int] { try reader.events(about: word).map(\.event.position.offset) }
    #expect(try found("halfwritten") == [])
    #expect(try found("complete") == [100])
    #expect(try found("settled") == [0])
    let stored = try #require(try writer.generations().first)
    #expect(stored == Made.generation(id, offset: 200))
  }

  @Test func `equal stacks are one row`() throws {
    let writer = try Made.writer(directory)
    try writer.commit(
      Made.batch(
        Made.generation(offset: 300),
        [Made.event(0, "a", stack: "at x"), Made.event(100, "b", stack: "at x"), Made.event(200, "c", stack: "at y")]
          + [Made.event(250, "d")]))
    #expect(try Made.rows(directory, "SELECT text FROM ox_stack ORDER BY id") == ["at x", "at y"])
    #expect(try Made.rows(directory, "SELECT count(*) FROM ox_event WHERE stack_id IS NULL") == ["1"])
  }

  @Test func `counts of a minute add up, and a mark stays one`() throws {
    let writer = try Made.writer(directory)
    var batch = Made.batch(Made.generation(offset: 100), [])
    batch.minutes = [MinuteCount(minuteMs: 60_000, level: .info, records: 3)]
    batch.marks = [TimeMark(offset: 0, line: 1, timeMs: 60_001)]
    batch.generation.id = try writer.commit(batch)
    try writer.commit(batch)
    #expect(try Made.rows(directory, "SELECT records FROM minutes") == ["6"])
    #expect(try Made.rows(directory, "SELECT count(*) FROM ox_mark") == ["1"])
  }

  @Test func `counts of very many minutes are all there, those of one minute together`() throws {
    let writer = try Made.writer(directory)
    var batch = Made.batch(Made.generation(offset: 100), [])
    // Before 1970 as well, and each minute once more at the end.
    let minutes = (-70..<70).map { MinuteCount(minuteMs: $0 * 60_000, level: .info, records: Int($0) + 100) }
    batch.minutes = minutes + minutes + [MinuteCount(minuteMs: 0, level: .error, records: 1)]
    try writer.commit(batch)
    let counts = try Made.rows(
      directory, "SELECT (minute_ms / 60000) || ' ' || level || ' ' || records FROM minutes ORDER BY minute_ms, level")
    var wanted = (-70..<70).map { "\($0) info \(2 * ($0 + 100))" }
    wanted.insert("0 error 1", at: 70)
    #expect(counts == wanted)
  }

  @Test func `stacks are known again in another commit, however many there are`() throws {
    let writer = try Made.writer(directory)
    var id: Int64?
    for commit in 0..<2 {
      let events = (0..<80).map { Made.event(commit * 8000 + $0 * 100, "a", stack: "at x\($0 % 40)") }
      id = try writer.commit(Made.batch(Made.generation(id, offset: 20_000), events))
    }
    #expect(try Made.rows(directory, "SELECT text FROM ox_stack ORDER BY id") == (0..<40).map { "at x\($0)" })
    let right = """
      SELECT count(*) FROM ox_event e JOIN ox_stack s ON s.id = e.stack_id WHERE s.text = 'at x' || (e.offset / 100 % 40)
      """
    #expect(try Made.rows(directory, right) == ["160"])
  }

  @Test func `incidents are those of all events only after they were derived`() throws {
    let writer = try Made.writer(directory)
    let reader = try IndexReader(path: path)
    #expect(try reader.isDerived())
    try writer.commit(Made.batch(Made.generation(offset: 100), [Made.event(0, "a")]))
    #expect(try !reader.isDerived())
    try writer.replace([], answer: "words")
    #expect(try reader.isDerived())
    #expect(try reader.answer() == "words")
  }

  @Test func `a second reader sees the rows of the first one, or nobody asks it`() throws {
    let writer = try Made.writer(directory)
    let id = try writer.commit(Made.batch(Made.generation(offset: 200), [Made.event(100, "one")]))
    let reader = try IndexReader(path: directory.path + "/oxtail.db")
    try reader.rows.hold()
    let second = try #require(try reader.second())
    #expect(try second.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM ox_event") } == 1)
    try writer.commit(Made.batch(Made.generation(id, offset: 300), [Made.event(200, "two")]))
    let late = try reader.second()
    #expect(late == nil)
  }

  @Test func `lines without records of provisioning leave the incidents those of all records`() throws {
    let writer = try Made.writer(directory)
    let reader = try IndexReader(path: path)
    var generation = Made.generation(offset: 100)
    generation.id = try writer.commit(Made.batch(generation, [Made.event(0, "a"), Made.event(100, "provisional")]))
    #expect(try !reader.countsAllEvents())
    try writer.replace([], answer: "")
    #expect(try reader.countsAllEvents())
    generation.offset = 200
    try writer.commit(Made.batch(generation, []))
    #expect(try !reader.countsAllEvents(), "a provisional record is gone")
    try writer.replace([], answer: "")
    generation.offset = 300
    try writer.commit(Made.batch(generation, []))
    #expect(try reader.countsAllEvents())
    #expect(try !reader.isDerived())
    try DatabaseQueue(path: path).write { try $0.execute(sql: "DELETE FROM ox_meta WHERE key = 'events'") }
    #expect(try !reader.countsAllEvents(), "an index that does not know")
  }

  // MARK: Files

  @Test func `nobody else can read any of its files`() throws {
    let writer = try Made.writer(directory)
    try writer.commit(Made.batch(Made.generation(offset: 100), [Made.event(0, "a")]))
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
    #expect(Set(names).isSuperset(of: ["oxtail.db", "oxtail.db-wal", "oxtail.db.lock"]))
    for name in names {
      let attributes = try FileManager.default.attributesOfItem(atPath: directory.path + "/" + name)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
    }
    withExtendedLifetime(writer) {}
  }

  @Test func `the WAL stays after a clean end`() throws {
    do { _ = try Made.writer(directory).commit(Made.batch(Made.generation(offset: 100), [Made.event(0, "a")])) }
    #expect(FileManager.default.fileExists(atPath: path + "-wal"))
    #expect(try IndexReader(path: path).incidents().isEmpty)
  }

  /// SQLite refuses to let the file grow beyond so many pages, or beyond what it has, as a full disk would.
  @Test func `a full disk leaves the state before the batch`() throws {
    let queue = try Connection.writer(path)
    func limitPages(to count: Int) throws {
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
    }
    let writer = try IndexWriter(path: path, words: "the test", hash: Hashes.fnv) { _ in queue }
    let id = try writer.commit(Made.batch(Made.generation(offset: 100), [Made.event(0, "first")]))
    try limitPages(to: 1)
    let many = (1..<2000).map { Made.event($0 * 100, "text \($0) " + String(repeating: "long ", count: 50)) }
    #expect(code { try writer.commit(Made.batch(Made.generation(id, offset: 200_000), many)) } == .failed)
    #expect(try Made.events(directory).count == 1)
    #expect(try writer.generations().first?.offset == 100)
    try limitPages(to: 1 << 20)
    try writer.commit(Made.batch(Made.generation(id, offset: 200_000), many))
    #expect(try Made.events(directory).count == 2000)
  }
}
