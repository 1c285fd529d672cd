import Foundation
import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// What is indexed is what is scanned, however often and in however many pieces.
struct IndexerTests {
  let logs: IndexedLogs

  init() throws { logs = try IndexedLogs() }

  private var directory: TemporaryDirectory { logs.directory }
  private var path: String { logs.path }

  @discardableResult
  private func index(_ paths: [String]? = nil) throws -> IndexOutcome { try logs.index(paths) }

  /// What the index answers, as `incidents -o json` prints it.
  private func answer(below base: String) throws -> JSONValue {
    try document(try IndexReader(path: path).result(), below: base)
  }

  private func document(_ result: ScanResult, below base: String) throws -> JSONValue {
    try JSONValue(text: JSON.text(IncidentDocument(result)).replacing(base + "/", with: ""))
  }

  /// Where an incident stands needs an index's memory, unless it recovered.
  private func incidents(_ value: JSONValue) -> [String] {
    value.list("incidents").map(\.withoutMemory.description).sorted()
  }

  private func expectSame(as scan: JSONValue, below base: String, _ what: String) throws {
    let answer = try answer(below: base)
    #expect(incidents(answer) == incidents(scan), "\(what)")
    for key in ["suspected", "other_clients"] { #expect(answer[key] == scan[key], "\(what): \(key)") }
    func sources(_ value: JSONValue) -> [String] { value.list("sources").map(\.description).sorted() }
    #expect(sources(answer) == sources(scan), "\(what)")
  }

  /// Every row, its id as well.
  private func rows() throws -> [String] { try Index.rows(path) }

  @Test(arguments: Story.all)
  func `a story indexed is the story scanned`(story: Story) throws {
    try index([story.folder])
    try expectSame(as: try scanned([""], below: story.folder), below: story.folder, story.name)
    let before = try rows()
    let again = try index([story.folder])
    #expect(again.files.allSatisfy { $0.newBytes == 0 })
    #expect(try rows() == before)
  }

  @Test func `all stories indexed are all stories scanned`() throws {
    try index([Repository.sampleLogs])
    try expectSame(as: try StoryTests.whole.get(), below: Repository.sampleLogs, "all")
    let before = try rows()
    try index([Repository.sampleLogs])
    #expect(try rows() == before)
  }

  @Test func `what else a log holds is counted by minute and level`() throws {
    func line(_ time: String, _ level: String) -> String {
      "2020-05-21T\(time),000+0200 \(level.padding(toLength: 5, withPad: " ", startingAt: 0)) [W-1] "
        + "com.openexchange.ajax.Login.perform(Login.java:7)\nOperation took 3 ms\n"
    }
    try directory.write(
      "ox1/open-xchange.log.0",
      line("11:58:37", "INFO") + line("11:58:37", "WARN") + line("11:58:59", "INFO") + line("11:59:00", "INFO")
        + line("11:58:59", "INFO") + line("11:59:01", "DEBUG"))
    try index()
    // The last record may still grow.
    let counts = try Index.column(
      path, "SELECT (minute_ms % 3600000 / 60000) || ' ' || level || ' ' || records FROM minutes ORDER BY 1")
    #expect(counts == ["58 info 3", "58 warning 1", "59 info 1"])
  }

  /// Logs grow by any number of bytes, between any two of which the index is brought up to date.
  @Test func `logs that grow in pieces end like logs that were there at once`() throws {
    for seed in Seeded.seeds(0..<8) {
      var random = Seeded(seed)
      let story = random.pick(Story.all)
      let test = try IndexerTests()
      let logs = try story.logs.map { ($0, try Repository.bytes(of: story.folder + "/" + $0)) }
      for part in 1...4 {
        for (name, bytes) in logs {
          let end = part == 4 ? bytes.count : max(1, bytes.count * part / 4 - random.number(max(1, bytes.count / 5)))
          try test.directory.write(name, Array(bytes[..<end]))
        }
        try test.index()
      }
      try test.expectSame(
        as: try scanned([""], below: test.directory.path), below: test.directory.path, "\(story) OXTAIL_SEED=\(seed)")
    }
  }

  private func move(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: directory.path + "/" + name, toPath: directory.path + "/" + other)
  }

  /// The rows without what a new name changes.
  private func contents() throws -> [String] { try rows().filter { $0.hasPrefix("ox_event|") } }

  @Test func `a log that was renamed, then compressed, is the same log`() throws {
    try directory.write("ox1/open-xchange.log.0", LogTexts.noise("12:00:00") + LogTexts.failure("12:29:40").joined())
    try directory.write("plesk1/panel.log", LogTexts.report("12:29:41"))
    try index()
    let before = try contents()
    #expect(before.count == 2)
    try move("ox1/open-xchange.log.0", to: "ox1/open-xchange.log.1")
    try index()
    #expect(try contents() == before)
    let bytes = try Repository.bytes(of: directory.path + "/ox1/open-xchange.log.1")
    try FileManager.default.removeItem(atPath: directory.path + "/ox1/open-xchange.log.1")
    try directory.write("ox1/open-xchange.log.1.gz", Gzip.member(bytes))
    try index()
    #expect(try contents() == before)
    try expectSame(as: try scanned([""], below: directory.path), below: directory.path, "compressed")
  }

  @Test func `a rotation in the middle of a stack keeps one failure, and so does what follows`() throws {
    let lines = LogTexts.failure("12:29:40")
    try directory.write("ox1/open-xchange.log.0", LogTexts.noise("12:00:00") + lines[..<4].joined())
    try directory.write("plesk1/panel.log", LogTexts.report("12:29:41"))
    try index()
    try move("ox1/open-xchange.log.0", to: "ox1/open-xchange.log.1")
    try directory.write("ox1/open-xchange.log.0", lines[4...].joined() + LogTexts.noise("12:50:00"))
    try index()
    try expectSame(as: try scanned([""], below: directory.path), below: directory.path, "rotated")
    let before = try rows()
    try index()
    #expect(try rows() == before)
    let events = try contents()
    try index([directory.path + "/ox1/open-xchange.log.1"])
    #expect(try contents() == events, "the older one alone forgets nothing")
  }

  // MARK: Gaps

  private func gaps() throws -> [String] { try rows().filter { $0.hasPrefix("ox_gap|") } }

  @Test func `a hole of NUL bytes is a gap, and events and gaps cover the log`() throws {
    let (first, second) = (LogTexts.failure("12:29:40").joined(), LogTexts.failure("12:30:40").joined())
    let hole = [UInt8](repeating: 0, count: 5000)
    try directory.write(
      "ox1/open-xchange.log.0", Array(first.utf8) + hole + Array((second + LogTexts.noise("12:50:00")).utf8))
    let outcome = try index()
    #expect(outcome.files.map(\.lostBytes) == [5000])
    #expect(try gaps().count == 1)
    let sums = try Index.numbers(
      path,
      """
      SELECT sum(e.size), (SELECT sum(byte_count) FROM ox_gap), max(e.offset + e.size), g.offset
      FROM \(Index.sizes) e JOIN ox_generation g ON g.id = e.generation_id
      """)
    let end = first.utf8.count + hole.count + second.utf8.count
    // The hole lies inside the record above it.
    #expect(sums == [end, hole.count, end, end])
  }

  @Test func `what a damaged file did not give is a gap until it is read`() throws {
    let whole = LogTexts.noise("12:00:00") + LogTexts.failure("12:29:40").joined() + LogTexts.noise("12:50:00")
    let member = Gzip.member(Array(whole.utf8))
    try directory.write("ox1/open-xchange.log.1.gz", Array(member[..<(member.count - 20)]))
    try index()
    #expect(try gaps().count == 1)
    #expect(try gaps().first?.contains("truncated gzip file") == true)
    let before = try rows()
    try index()
    #expect(try rows() == before)
    try directory.write("ox1/open-xchange.log.1.gz", member)
    try index()
    #expect(try gaps() == [])
  }

  // MARK: Hosts

  /// Two hosts with one beginning: the second was cloned from the first, and went its own way.
  private func writeClones() throws {
    let common = LogTexts.report("12:29:41")
    try directory.write("plesk1/panel.log", common)
    try directory.write("plesk2/panel.log", common + LogTexts.report("13:05:00"))
    try directory.write("ox1/open-xchange.log.0", LogTexts.noise("12:00:00") + LogTexts.failure("12:29:40").joined())
  }

  @Test func `two hosts whose logs begin alike are two logs`() throws {
    try writeClones()
    try index()
    try expectSame(as: try scanned([""], below: directory.path), below: directory.path, "at once")
    let before = try rows()
    try index()
    #expect(try rows() == before)
  }

  @Test(arguments: [["plesk1", "plesk2"], ["plesk2", "plesk1"]])
  func `two hosts whose logs begin alike are two logs, whichever is read first`(hosts: [String]) throws {
    try writeClones()
    for name in ["ox1"] + hosts { try index([directory.path + "/" + name]) }
    try expectSame(as: try scanned([""], below: directory.path), below: directory.path, "one by one")
    // The first one goes on where the second one was when it was cloned.
    let panel = try Repository.bytes(of: directory.path + "/plesk1/panel.log")
    try directory.write("plesk1/panel.log", panel + Array(LogTexts.report("14:00:00").utf8))
    try index()
    try expectSame(as: try scanned([""], below: directory.path), below: directory.path, "grown")
  }

  @Test func `a host that was renamed keeps its log, under its new name`() throws {
    try writeClones()
    try index()
    let events = try contents()
    try move("plesk2", to: "plesk3")
    try index()
    #expect(try contents() == events)
    try expectSame(as: try scanned([""], below: directory.path), below: directory.path, "renamed")
  }

  @Test func `a log whose host nobody names is the same in another place`() throws {
    try directory.write("a/panel.log", LogTexts.report("12:29:41"))
    try index([directory.path + "/a/panel.log"])
    let events = try contents()
    try directory.write("elsewhere/deep/panel.log", LogTexts.report("12:29:41"))
    try index([directory.path + "/elsewhere/deep/panel.log"])
    #expect(try contents() == events)
  }

  @Test func `a half-written copy is no new log`() throws {
    let whole = LogTexts.noise("12:00:00") + LogTexts.failure("12:29:40").joined() + LogTexts.noise("12:50:00")
    try directory.write("ox1/open-xchange.log.0", whole)
    try index()
    let before = try contents()
    try directory.write("ox1/open-xchange.log.1", String(whole.prefix(whole.count / 2)))
    let outcome = try index()
    #expect(outcome.result.skipped.count == 1)
    #expect(try contents() == before)
  }

  @Test func `logs that are gone still answer`() throws {
    let story = try #require(Story.all.first)
    for log in try story.logs { try directory.copy(story.folder + "/" + log, to: log) }
    try index()
    let scan = try scanned([""], below: directory.path)
    for log in try story.logs { try FileManager.default.removeItem(atPath: directory.path + "/" + log) }
    try index()
    try expectSame(as: scan, below: directory.path, "gone")
  }

  @Test func `no password of any story is in any byte of the index`() throws {
    try index([Repository.sampleLogs])
    let names = try FileManager.default.contentsOfDirectory(atPath: logs.database.path)
    #expect(Set(names).isSuperset(of: ["oxtail.db", "oxtail.db-wal"]))
    for name in names {
      let bytes = try Repository.bytes(of: logs.database.path + "/" + name)
      #expect(RawSpan(_elements: bytes.span).firstIndex(of: Array("Canary".utf8)) == nil, "\(name)")
    }
  }
}
