import Foundation
import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// What is indexed is what is scanned, however often and in however many pieces.
struct IndexerTests {
  let directory: TemporaryDirectory
  let database: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    database = try TemporaryDirectory()
  }

  private var path: String { database.path + "/oxtail.db" }

  @discardableResult
  private func index(_ paths: [String]) throws -> IndexOutcome {
    let writer = try IndexWriter(path: path, words: "the test") { KeyedHash.repeatable($0) }
    return try Indexer(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: paths), writer: writer, hash: .repeatable
    ).run()
  }

  @discardableResult
  private func index() throws -> IndexOutcome { try index([directory.path]) }

  /// What the index answers, as `incidents -o json` prints it.
  private func answer(below base: String) throws -> JSONValue {
    let reader = try IndexReader(path: path)
    let answer = try JSON.value(IndexAnswer.self, try #require(try reader.answer()))
    return try document(answer.result(try reader.incidents(), reader), below: base)
  }

  private func document(_ result: ScanResult, below base: String) throws -> JSONValue {
    try JSONValue(text: JSON.text(IncidentDocument(result)).replacing(base + "/", with: ""))
  }

  private func incidents(_ value: JSONValue) -> [String] { value.list("incidents").map(\.description).sorted() }

  private func expectSame(as scan: JSONValue, below base: String, _ what: String) throws {
    let answer = try answer(below: base)
    #expect(incidents(answer) == incidents(scan), "\(what)")
    for key in ["suspected", "other_clients"] { #expect(answer[key] == scan[key], "\(what): \(key)") }
    func sources(_ value: JSONValue) -> [String] { value.list("sources").map(\.description).sorted() }
    #expect(sources(answer) == sources(scan), "\(what)")
  }

  /// Every row, its id as well.
  private func rows() throws -> [String] { try IndexReader(path: path).dump() }

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
    let names = try FileManager.default.contentsOfDirectory(atPath: database.path)
    #expect(Set(names).isSuperset(of: ["oxtail.db", "oxtail.db-wal"]))
    for name in names {
      let bytes = try Repository.bytes(of: database.path + "/" + name)
      #expect(RawSpan(_elements: bytes.span).firstIndex(of: Array("Canary".utf8)) == nil, "\(name)")
    }
  }
}
