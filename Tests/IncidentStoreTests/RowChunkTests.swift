import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore

/// Occurrences and whole incidents lie in chunks, and are read one by one.
struct RowChunkTests {
  // MARK: Chunks

  private static func chunk(_ random: inout Seeded) -> RowChunk {
    var chunk = RowChunk()
    var place = Int64(random.number(1 << 50)) - 1 << 49
    for number in 0...random.number(9) {
      chunk.add(place, String(repeating: "ümläut \(number),", count: random.number(4)))
      place += 1 + Int64(random.number(1 << 40))
    }
    return chunk
  }

  @Test(arguments: Seeded.seeds(0..<100))
  func `a chunk comes back, and what is damaged has no place outside of it`(seed: Int) throws {
    var random = Seeded(seed)
    let chunk = Self.chunk(&random)
    let read = try #require(RowChunk(chunk.text), "OXTAIL_SEED=\(seed)")
    #expect(read.entries.map(\.place) == chunk.entries.map(\.place), "OXTAIL_SEED=\(seed)")
    for entry in chunk.entries {
      #expect(read[entry.place] == chunk.text(of: entry), "OXTAIL_SEED=\(seed)")
      #expect(read[entry.place - 1] == nil || chunk.entries.contains { $0.place == entry.place - 1 })
    }
    for end in 0..<chunk.bytes.count {
      let cut = RowChunk(String(decoding: chunk.bytes[..<end], as: UTF8.self))
      #expect((cut?.entries.count ?? 0) < chunk.entries.count, "OXTAIL_SEED=\(seed)")
    }
    for _ in 0..<50 {
      var bytes = chunk.bytes
      bytes[random.number(bytes.count)] = UInt8(random.number(256))
      let hurt = RowChunk(String(decoding: bytes, as: UTF8.self))
      for entry in hurt?.entries ?? [] { _ = hurt?.text(of: entry) }
    }
  }

  @Test(arguments: [
    "", "x", "1", "1,2,0", "1,2,1:", "1,2,-1:", "1,-1,0:", "1,32768,0:", ",,:", "1,2,0:x", "1,2,0:1,2,0:",
    "2,0,0:1,0,0:", "281474976710656,0,0:", "99999999999999999999,0,0:", "1,2,9223372036854775807:",
  ])
  func `what is no chunk is none`(text: String) { #expect(RowChunk(text) == nil) }

  @Test func `every place can be kept`() throws {
    let places = [Int64.min, -1 << 15, -1, 0, 1, 1_636_701_046_359 << 15, .max]
    var chunk = RowChunk()
    for place in places { chunk.add(place, "a text") }
    #expect(try #require(RowChunk(chunk.text)).entries.map(\.place) == places)
  }

  // MARK: Where they begin

  /// The places of each chunk.
  private static func places(_ places: [Int64], mean: Int) -> Set<[Int64]> {
    var chunks: Set<[Int64]> = []
    var chunk = RowChunk()
    for place in places {
      if chunk.ends(before: place, mean: mean) {
        chunks.insert(chunk.entries.map(\.place))
        chunk = RowChunk()
      }
      chunk.add(place, "")
    }
    chunks.insert(chunk.entries.map(\.place))
    return chunks
  }

  @Test(arguments: Seeded.seeds(0..<40))
  func `what turns up late changes one chunk or two`(seed: Int) {
    var random = Seeded(seed)
    let step = random.pick([1, 2, 1 << 15, 1000 << 15, 100_000 << 15])
    let isEven = random.happens(oneIn: 2)
    let mean = random.pick([8, 32])
    var places: [Int64] = [1_636_701_046_359 << 15]
    for _ in 1..<1000 { places.append((places.last ?? 0) + Int64(isEven ? step : 1 + random.number(step))) }
    let before = Self.places(places, mean: mean)
    #expect((500 / mean...2000 / mean).contains(before.count), "OXTAIL_SEED=\(seed)")
    for _ in 0..<50 {
      let late = places[0] - Int64(step) + Int64(random.number(Int(places[999] - places[0]) + 2 * step))
      guard !places.contains(late) else { continue }
      let after = Self.places((places + [late]).sorted(), mean: mean)
      let gone = before.subtracting(after)
      // More than two where twice as many as one chunk takes follow each other and none begins one.
      let longest = places.split { RowChunk.begins(at: $0, mean: mean) }.map { $0.count + 1 }.max() ?? 0
      #expect(gone.count <= max(2, longest / RowChunk.entriesMax(mean: mean) + 1), "OXTAIL_SEED=\(seed)")
      #expect(after.subtracting(before).count <= gone.count + 1, "OXTAIL_SEED=\(seed)")
    }
  }

  @Test(arguments: [8, 32])
  func `a chunk takes so many entries and bytes`(mean: Int) {
    let places = (0..<Int64(1000)).filter { !RowChunk.begins(at: $0, mean: mean) }
    let entriesMax = RowChunk.entriesMax(mean: mean)
    var chunk = RowChunk()
    for place in places.prefix(entriesMax) {
      #expect(!chunk.ends(before: place, mean: mean))
      chunk.add(place, "")
    }
    #expect(chunk.ends(before: places[entriesMax], mean: mean))
    chunk = RowChunk()
    #expect(!chunk.ends(before: places[0], mean: mean))
    chunk.add(places[0], String(repeating: "a", count: RowChunk.bytesMax))
    #expect(chunk.ends(before: places[1], mean: mean))
  }

  // MARK: Rows

  private static func write(_ places: [Int64: [Int64]], _ packer: ValuePacker?, in database: Database) throws {
    var rows = ChunkWriter(.occurrences, packer, in: database)
    for (incident, places) in places.sorted(by: { $0.key < $1.key }) {
      for place in places { try rows.add(Made.occurrence(place).rowText, of: incident.databaseValue, place: place) }
    }
    try rows.finish()
  }

  private static func index() throws -> DatabaseQueue {
    let database = try DatabaseQueue()
    try database.write { try Schema.migrate($0, path: "a test") }
    return database
  }

  @Test(arguments: [true, false])
  func `occurrences are read in their order, from either end`(isPacked: Bool) throws {
    let places: [Int64: [Int64]] = [1: [5, 6], 2: (0..<300).map { $0 * 7 }, 3: [2]]
    let database = try Self.index()
    try database.write { try Self.write(places, isPacked ? ValuePacker() : nil, in: $0) }
    let rows = AnswerRows(path: "a test", database)
    for (number, places) in places {
      var incident = Made.incident
      incident.number = Int(number)
      incident.count = places.count
      rows.fill(&incident)
      #expect(incident.occurrences.map(\.time.ms) == places)
      #expect(incident.occurrences.backwards.map(\.time.ms) == places.reversed())
    }
    #expect(rows.trouble == nil)
  }

  @Test func `a record's occurrences are found in their chunks`() throws {
    let database = try Self.index()
    try database.write { database in
      try Self.write([1: Array(10..<100), 2: [50]], ValuePacker(), in: database)
      for place in [5, 10, 49, 50, 99, 200] {
        try database.execute(sql: "INSERT INTO ox_evidence VALUES (7, 1, ?)", arguments: [place])
      }
      try database.execute(sql: "INSERT INTO ox_evidence VALUES (8, 2, 50), (9, 3, 50)")
    }
    let rows = AnswerRows(path: "a test", database)
    // Of what was pruned nothing is there.
    #expect(try rows.occurrences(of: [7, 8, 9]).map(\.time.ms) == [10, 49, 50, 50, 99])
    #expect(rows.trouble == nil)
    try database.write { try $0.execute(sql: "UPDATE ox_occurrence SET body = x'0102' WHERE incident = 1") }
    #expect(try rows.occurrences(of: [7, 8]).map(\.time.ms) == [50])
    #expect(rows.trouble?.code == .unusable)
  }

  @Test(arguments: Seeded.seeds(0..<20))
  func `what is removed takes nothing else along`(seed: Int) throws {
    var random = Seeded(seed)
    let database = try Self.index()
    var left: [Int64: [Int64]] = [1: (0..<200).map { $0 * 3 }, 2: (0..<9).map { $0 }]
    try database.write { try Self.write(left, ValuePacker(), in: $0) }
    for _ in 0..<40 {
      let incident = Int64(1 + random.number(2))
      // Some that are not there, too.
      let gone = (0..<1 + random.number(20)).map { _ in Int64(random.number(610) - 5) }
      try database.write { try ChunkWriter.removeOccurrences(gone, of: incident, ValuePacker(), in: $0) }
      left[incident]?.removeAll { gone.contains($0) }
      let there = try database.read { try Made.occurrences($0) }
      let expected = left.sorted { $0.key < $1.key }.flatMap { incident, places in places.map { [incident, $0] } }
      #expect(there == expected, "OXTAIL_SEED=\(seed)")
    }
  }

  // MARK: Whole incidents

  /// Those with the highest numbers fail first.
  private static func incidents(_ numbers: Range<Int>) throws -> [Incident] {
    try numbers.map { number in
      let document = try JSONText.encoded(Made.incident).replacing("limit.contexts", with: "cause.\(number % 3)")
      var incident = try JSONText.decoded(Incident.self, document)
      incident.number = number
      incident.id = "OX-\(number + 10_000)"
      incident.lastSeen = Instant(ms: Int64(1_000_000 - number / 2))
      return incident
    }
  }

  @Test func `incidents are read one by one and as a list, whatever chunk they are in`() throws {
    let directory = try TemporaryDirectory()
    let incidents = try Self.incidents(0..<300)
    let writer = try Made.writer(directory)
    try writer.replace(incidents.shuffled(), answer: "words")
    let reader = try IndexReader(path: directory.path + "/oxtail.db")
    for incident in incidents {
      var read = try #require(try reader.incident(incident.id))
      read.state = incident.state
      #expect(try JSONText.encoded(read) == JSONText.encoded(incident))
    }
    let newest = incidents.sorted { ($0.lastSeen.ms, $0.id) > ($1.lastSeen.ms, $1.id) }.map(\.id)
    #expect(try reader.incidents().map(\.id) == newest)
    #expect(try reader.incidents(limit: 7).map(\.id) == Array(newest.prefix(7)))
    let chunks = try writer.database.read { try Made.documents($0) }
    #expect(chunks.allSatisfy { chunk in chunk.numbers.allSatisfy { chunk.cause == "cause.\($0 % 3)" } })
    #expect(chunks.flatMap { $0.numbers }.sorted() == Array(0..<300))
    #expect((20...75).contains(chunks.count))
  }

  @Test func `what is lost or damaged takes no other chunk along`() throws {
    let directory = try TemporaryDirectory()
    let writer = try Made.writer(directory)
    try writer.replace(try Self.incidents(0..<300), answer: "words")
    let chunks = try writer.database.read { try Made.documents($0) }.filter { $0.cause == "cause.1" }
    let (lost, damaged, whole) = (chunks[1].numbers, chunks[2].numbers, chunks[3].numbers)
    try writer.database.write { database in
      try database.execute(
        sql: "DELETE FROM ox_document WHERE cause = 'cause.1' AND number = ?", arguments: [lost[0]])
    }
    let path = directory.path + "/oxtail.db"
    #expect(try IndexReader(path: path).incidents().count == 300 - lost.count)
    try writer.database.write { database in
      try database.execute(
        sql: "UPDATE ox_document SET documents = x'0102' WHERE cause = 'cause.1' AND number = ?",
        arguments: [damaged[0]])
    }
    let reader = try IndexReader(path: path)
    for number in lost { #expect(try reader.incident("OX-\(number + 10_000)") == nil) }
    for number in chunks[0].numbers + whole { #expect(try reader.incident("OX-\(number + 10_000)") != nil) }
    for number in damaged {
      let error = #expect(throws: StoreError.self) { try reader.incident("OX-\(number + 10_000)") }
      #expect(error?.code == .unusable)
    }
  }

  // MARK: Pruning

  @Test func `pruning takes occurrences out of their chunks, a few at a time`() throws {
    let directory = try TemporaryDirectory()
    let writer = try Made.writer(directory)
    let places: [Int64: [Int64]] = [1: (0..<100).map { $0 }, 2: (50..<150).map { $0 }, 3: [3], 4: [200]]
    try writer.database.write { database in
      try Self.write(places, ValuePacker(), in: database)
      for (incident, places) in places {
        for place in places {
          try FailureRow.insert(Made.occurrence(place), of: Int(incident), place: Int(place), in: database)
        }
      }
    }
    var pruning = Pruning(before: Instant(ms: 75))
    while !pruning.isDone {
      try writer.prune(&pruning, for: .zero)
      let both = try writer.database.read { database in
        let failures = try Row.fetchAll(
          database, sql: "SELECT incident, place FROM ox_failure ORDER BY incident, place")
        return (try Made.occurrences(database), failures.map { [$0[0], $0[1]] as [Int64] })
      }
      #expect(both.0 == both.1)
    }
    #expect(pruning.hasChanged)
    let left = try writer.database.read { try Made.occurrences($0) }
    #expect(left == (75..<100).map { [1, $0] } + (75..<150).map { [2, $0] } + [[4, 200]])
  }

  @Test func `what the first records of incidents are is asked of a few at a time`() throws {
    let directory = try TemporaryDirectory()
    let writer = try Made.writer(directory)
    try writer.commit(Made.batch(Made.generation(offset: 1_000), [Made.event(100, "one")]))
    try writer.replace(try Self.incidents(0..<300), answer: "words")
    var pruning = Pruning(before: Instant(ms: 1_500))
    var steps = 0
    while pruning.events == 0, !pruning.isDone {
      try writer.prune(&pruning, for: .zero)
      steps += 1
    }
    #expect(pruning.events == 1)
    #expect(steps > 3)
  }
}
