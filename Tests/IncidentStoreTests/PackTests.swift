import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore

/// Words lie in packs, whoever wrote them and whatever became of their neighbours.
struct PackTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func texts() throws -> [String] { try Made.rows(directory, "SELECT text FROM events ORDER BY id") }

  private func count() throws -> Int { Int(try Made.rows(directory, "SELECT count(*) FROM ox_pack")[0]) ?? 0 }

  @Test func `what is committed record by record lies in few packs`() throws {
    let writer = try Made.writer(directory)
    let id = try writer.commit(Made.batch(Made.generation(offset: 100), [Made.event(0, "the first")]))
    for number in 1..<200 {
      // As a follower does: the last record is provisional, and comes again with the next one.
      let events = [Made.event(number * 100, "number \(number)"), Made.event(number * 100 + 100, "provisional")]
      try writer.commit(Made.batch(Made.generation(id, offset: number * 100 + 100), events))
    }
    #expect(try count() == 1)
    #expect(try texts() == ["the first"] + (1..<200).map { "number \($0)" } + ["provisional"])
    let packed = try PackedRecords.bytes(directory.path + "/oxtail.db").reduce(0) { $0 + $1.count }
    #expect(packed < 200 * 90, "what gave way takes no room")
  }

  @Test func `a long record fills a pack, and what surrounds it is found`() throws {
    let writer = try Made.writer(directory)
    let long = String(repeating: "a word and another ", count: 10_000)
    let events = ["before", long, "behind", ""].enumerated().map { Made.event($0 * 100, $1) }
    try writer.commit(Made.batch(Made.generation(offset: 400), events))
    #expect(try texts() == ["before", long, "behind", ""])
    #expect(try count() == 2)
  }

  @Test func `a transaction that was undone leaves nothing to the next one`() throws {
    let writer = try Made.writer(directory)
    var broken = Made.batch(Made.generation(offset: 200), [Made.event(0, "undone")])
    broken.marks = [TimeMark(offset: 0, line: 1, timeMs: 1)]
    try DatabaseQueue(path: directory.path + "/oxtail.db").write {
      try $0.execute(sql: "CREATE TRIGGER no BEFORE INSERT ON ox_mark BEGIN SELECT RAISE(ABORT, 'no'); END")
    }
    #expect(throws: StoreError.self) { try writer.commit(broken) }
    try writer.commit(Made.batch(Made.generation(offset: 200), [Made.event(0, "kept")]))
    #expect(try texts() == ["kept"])
    let packs = try PackedRecords.bytes(directory.path + "/oxtail.db").map { String(decoding: $0, as: UTF8.self) }
    #expect(packs.count == 1 && !packs[0].contains("undone"))
  }

  @Test func `who read a pack finds what was added to its number since`() throws {
    let writer = try Made.writer(directory)
    let id = try writer.commit(Made.batch(Made.generation(offset: 100), [Made.event(0, "one")]))
    let packs = PackReader()
    let reader = try PackedRecords.reader(directory.path + "/oxtail.db")
    func word(_ event: Int64) throws -> String? { try reader.read { try packs.words(of: event, in: $0)?.string } }
    #expect(try word(1) == "one")
    for number in 1..<40 {
      try writer.commit(Made.batch(Made.generation(id, offset: number * 100), [Made.event(number * 100, "\(number)")]))
    }
    #expect(try count() == 1)
    let last = Int64(try #require(try Made.rows(directory, "SELECT max(id) FROM ox_event").first)) ?? 0
    #expect(try word(last) == "39")
    #expect(try word(last + 1) == nil)
  }

  @Test func `what pruning wrote is brought back from the WAL in a step of its own`() throws {
    let writer = try Made.writer(directory)
    let events = (0..<100).map { Made.event($0 * 100, "number \($0)") }
    try writer.commit(Made.batch(Made.generation(offset: 10_000), events))
    var pruning = Pruning(before: Instant(ms: 10_000))
    while pruning.events == 0, !pruning.isDone { try writer.prune(&pruning, for: .zero) }
    let before = pruning.events
    try writer.database.write { try $0.execute(sql: "CREATE TABLE large AS SELECT zeroblob(8000000) AS bytes") }
    try writer.prune(&pruning, for: .zero)
    #expect(pruning.events == before)
    // All of it: page, frames in the WAL, and how many of them were brought back.
    let pages = try DatabaseQueue(path: directory.path + "/oxtail.db").inDatabase {
      try Row.fetchOne($0, sql: "PRAGMA wal_checkpoint(PASSIVE)")
    }
    #expect(try #require(pages)[1] as Int == #require(pages)[2])
    try writer.prune(&pruning, for: .zero)
    #expect(pruning.events > before)
  }

  @Test func `what packs are found by is merged in steps while somebody prunes, and by itself again afterwards`() throws
  {
    var writer: IndexWriter? = try Made.writer(directory)
    let events = (0..<100).map { Made.event($0 * 100, "number \($0)") }
    try writer?.commit(Made.batch(Made.generation(offset: 10_000), events))
    func settings() throws -> [String] {
      try ["ox_event_word", "ox_event_part"].flatMap {
        try Made.rows(directory, "SELECT v FROM \($0)_config WHERE k = 'automerge'")
      }
    }
    var pruning = Pruning(before: Instant(ms: 5_000))
    try writer?.prune(&pruning, for: .zero)
    #expect(try settings() == ["0", "0"])
    // Where it ends in between, too.
    writer = nil
    writer = try Made.writer(directory)
    #expect(try settings() == ["4", "4"])
    pruning = Pruning(before: Instant(ms: 5_000))
    while !pruning.isDone { try writer?.prune(&pruning, for: .zero) }
    #expect(try settings() == ["4", "4"])
  }

  @Test func `merging ends, a few pages at a time`() throws {
    let writer = try Made.writer(directory)
    try writer.database.write { try EventSearch.mergesByItself(false, in: $0) }
    for number in 0..<12 {
      let words = (0..<4_000).map { "w\($0 * 12 + number)x" }.joined(separator: " ")
      try writer.database.write {
        try $0.execute(sql: "INSERT INTO ox_event_word (rowid, words) VALUES (?, ?)", arguments: [number + 1, words])
      }
    }
    func segments() throws -> Int {
      try writer.database.read {
        try Int.fetchOne($0, sql: "SELECT count(DISTINCT id >> 37) FROM ox_event_word_data WHERE id >= 1 << 37") ?? 0
      }
    }
    #expect(try segments() == 12)
    var times = 1
    while try writer.database.write({ try EventSearch.merge(in: $0) }) { times += 1 }
    #expect(try segments() < 4)
    #expect(times > 3)
    #expect(try Made.rows(directory, "SELECT rowid FROM ox_event_word WHERE ox_event_word MATCH 'w31x'") == ["8"])
  }

  @Test func `pruning takes the words too`() throws {
    let writer = try Made.writer(directory)
    let events = (0..<100).map { Made.event($0 * 100, "number \($0)") }
    try writer.commit(Made.batch(Made.generation(offset: 10_000), events))
    var pruning = Pruning(before: Instant(ms: 5_000))
    while !pruning.isDone { try writer.prune(&pruning, for: .milliseconds(1)) }
    #expect(pruning.events == 50)
    #expect(try texts() == (50..<100).map { "number \($0)" })
    let packs = try PackedRecords.bytes(directory.path + "/oxtail.db").map { String(decoding: $0, as: UTF8.self) }
    #expect(packs.count == 1 && packs[0].contains("number 50") && !packs[0].contains("number 49"))
  }

  private func words(_ text: String, names: String = "", body: String = "", _ position: RecordPosition) -> EventWords {
    EventWords(
      text: Array(text.utf8)[...], names: Array(names.utf8)[...], body: Array(body.utf8)[...], position: position)
  }

  private func position(_ random: inout Seeded) -> RecordPosition {
    // Numbers of all lengths.
    func number() -> Int {
      let bits = Int.random(in: 0...60, using: &random)
      return Int.random(in: 0...1 << bits, using: &random)
    }
    return RecordPosition(source: 0, offset: number(), line: number(), byteCount: number())
  }

  @Test(arguments: Seeded.seeds(0..<100))
  func `records of several logs keep their places, in whatever order they lie`(seed: Int) throws {
    var random = Seeded(seed)
    var positions = (0..<20).map { _ in position(&random) }
    let largest = RecordPosition(source: 0, offset: 1 << 60, line: 1 << 60, byteCount: 1 << 60)
    positions += [largest, RecordPosition(source: 0, offset: 0, line: 0, byteCount: 0), largest]
    positions.shuffle(using: &random)
    var draft = PackDraft()
    for (id, position) in positions.enumerated() { draft.add(Int64(id), words("text", position)) }
    let pack = try #require(EventPack(bytes: draft.bytes))
    #expect(pack.entries.map { pack.words(of: $0).position } == positions, "OXTAIL_SEED=\(seed)")
    #expect(PackDraft(pack).bytes == draft.bytes)
    let thinned = try #require(EventPack(bytes: PackDraft(pack) { $0 % 3 == 0 }.bytes))
    for id in stride(from: 0, to: Int64(positions.count), by: 3) {
      #expect(thinned[id]?.position == positions[Int(id)], "OXTAIL_SEED=\(seed)")
    }
  }

  @Test func `a record that begins where the one before it ends takes seven bytes of numbers`() {
    let first = RecordPosition(source: 0, offset: 1 << 50, line: 1 << 40, byteCount: 100)
    var draft = PackDraft()
    draft.add(1, words("", first))
    let length = draft.bytes.count
    draft.add(2, words("", RecordPosition(source: 0, offset: first.end, line: first.line + 1, byteCount: 100)))
    #expect(draft.bytes.count == length + 7)
  }

  @Test(arguments: 4..<7)
  func `a place that no log has is none`(column: Int) {
    // A record without words, one number of which is another one.
    func pack(_ number: [UInt8]) -> EventPack? {
      var numbers: [[UInt8]] = [[1], [1], [0], [0], [0], [0], [0], [0]]
      numbers[column + 1] = number
      return EventPack(bytes: Array(numbers.joined()))
    }
    let largest = [UInt8](repeating: 0xFF, count: 8) + [0x7F]
    #expect(pack([2])?.entries.count == 1)
    #expect(pack(largest) == nil)
    #expect(pack([0xFE] + Array(largest.dropFirst())) == nil)
    #expect(pack(Array(largest.dropLast()) + [0xFF, 0x7F]) == nil)
    // That is -1 where it is a step.
    #expect((pack([1]) == nil) == (column < 6))
  }

  @Test(arguments: Seeded.seeds(0..<200))
  func `whatever is unpacked of a damaged pack, it is none`(seed: Int) throws {
    var random = Seeded(seed)
    var draft = PackDraft()
    for id in 1...Int64.random(in: 2...9, using: &random) {
      let (text, names, body) = ("text \(id) of some", id == 2 ? "a name" : "", "body \(id)")
      draft.add(id, words(text, names: names, body: body, position(&random)))
    }
    let pack = try #require(EventPack(bytes: draft.bytes))
    #expect(pack.words(of: pack.entries[1]).namesString == "a name")
    #expect(pack[2].map { [$0.string, String(decoding: $0.body, as: UTF8.self)] } == ["text 2 of some", "body 2"])
    let whole = Deflate.packed(pack.bytes)
    var hurt = whole
    hurt[Int.random(in: 0..<hurt.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
    func unpacked(_ bytes: [UInt8], _ count: Int) -> [UInt8]? {
      unsafe bytes.withUnsafeBytes { unsafe Deflate.unpacked($0, count: count) }
    }
    #expect(unpacked(whole, pack.bytes.count) == pack.bytes)
    #expect(hurt.count == pack.bytes.count || unpacked(hurt, pack.bytes.count) != pack.bytes)
    for count in [-1, 0, pack.bytes.count - 1, pack.bytes.count + 1] where count != whole.count {
      #expect(unpacked(whole, count) == nil, "\(count)")
    }
    // Whatever it says of its entries, they lie within it.
    var bytes = pack.bytes
    bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
    let read = EventPack(bytes: bytes)
    for entry in read?.entries ?? [] {
      let words = read?.words(of: entry)
      #expect(words?.position.isPackable == true, "OXTAIL_SEED=\(seed)")
    }
    for end in 1..<pack.bytes.count {
      #expect((EventPack(bytes: Array(pack.bytes[..<end]))?.entries.count ?? 0) < pack.entries.count)
    }
  }
}
