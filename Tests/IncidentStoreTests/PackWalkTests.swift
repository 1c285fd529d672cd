import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore

/// Records are found by their packs, of which several are full and one is not, in the order of time, whatever the order in which they came.
struct PackWalkTests {
  private struct Record {
    var ms: Int64
    var text: String
  }

  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private static let names = ["alder7.example", "birch12.example", "cedar_3", "dogwood", "Elder", "fir-90.example"]

  /// Some packs' worth of records of two logs, whose times go back and forth and are often the same.
  private func fill(_ random: inout Seeded) throws -> [Record] {
    let writer = try Made.writer(directory)
    var records: [Record] = []
    var ids: [Int64?] = [nil, nil]
    for commit in 0..<6 {
      let log = commit % 2
      let stored = (0..<100).map { number -> StoredEvent in
        let offset = (commit / 2 * 100 + number) * 1000
        let name = Self.names[.random(in: 0..<Self.names.count, using: &random)]
        let isRare = Int.random(in: 0..<40, using: &random) == 0
        let words = (0..<40).map { _ in "word\(Int.random(in: 0..<500, using: &random))" }.joined(separator: " ")
        var event = Made.event(offset, "\(isRare ? "a rarity, " : "")'\(name)' failed: \(words)")
        event.timeMs = Int64(Int.random(in: 0..<300, using: &random))
        records.append(Record(ms: event.timeMs ?? 0, text: event.text.string))
        return event
      }
      var generation = Made.generation(ids[log], offset: (commit / 2 * 100 + 100) * 1000)
      generation.name += ".\(log)"
      ids[log] = try writer.commit(Made.batch(generation, stored))
    }
    #expect(try Made.rows(directory, "SELECT is_full FROM ox_pack").contains("1"))
    #expect(try Made.rows(directory, "SELECT is_full FROM ox_pack").contains("0"))
    return records
  }

  @Test(arguments: Seeded.seeds(0..<6))
  func `what words are asked for is found in the order of time, to the first that are wanted`(seed: Int) throws {
    var random = Seeded(seed)
    let records = try fill(&random)
    let reader = try IndexReader(path: directory.path + "/oxtail.db")
    for word in ["rarity", "alder7", "ELDER", "edar_", "word17", "90.exam", "rit failed", "nowhere", "failed"] {
      var query = Query()
      try query.add(term: "\"\(word)\"")
      query.since = Bool.random(using: &random) ? Instant(ms: Int64(Int.random(in: 0..<300, using: &random))) : nil
      query.until = Bool.random(using: &random) ? Instant(ms: Int64(Int.random(in: 0..<300, using: &random))) : nil
      let wanted = records.filter {
        $0.text.lowercased().contains(word.lowercased()) && $0.ms >= query.since?.ms ?? .min
          && $0.ms < query.until?.ms ?? .max
      }
      for newestFirst in [false, true] {
        var found: [Record] = []
        try reader.events(query, newestFirst: newestFirst) { event, text in
          found.append(Record(ms: event.time.ms, text: text))
          return true
        }
        #expect(found.map(\.text).sorted() == wanted.map(\.text).sorted(), "\(word)")
        let times = found.map { newestFirst ? -$0.ms : $0.ms }
        #expect(times == times.sorted(), "\(word)")
        var first: [String] = []
        try reader.events(query, newestFirst: newestFirst) { _, text in
          first.append(text)
          return first.count < 5
        }
        #expect(first == found.prefix(5).map(\.text), "\(word)")
      }
    }
    for name in Self.names {
      let traced = try reader.events(about: name).count
      #expect(traced == records.count { $0.text.lowercased().contains("'\(name.lowercased())'") }, "\(name)")
    }
  }

  @Test func `what was pruned is found by nothing any more, and its neighbours are`() throws {
    var random = Seeded(7)
    let records = try fill(&random)
    let writer = try Made.writer(directory)
    var pruning = Pruning(before: Instant(ms: 150))
    while !pruning.isDone { try writer.prune(&pruning, for: .milliseconds(1)) }
    let reader = try IndexReader(path: directory.path + "/oxtail.db")
    for name in Self.names {
      let left = records.count { $0.ms >= 150 && $0.text.lowercased().contains("'\(name.lowercased())'") }
      #expect(try reader.events(about: name).count == left, "\(name)")
    }
    pruning = Pruning(before: Instant(ms: 1000))
    while !pruning.isDone { try writer.prune(&pruning, for: .milliseconds(1)) }
    for word in ["failed", "word17", "example"] {
      #expect(try Made.rows(directory, "SELECT rowid FROM ox_event_word WHERE ox_event_word MATCH '\(word)'") == [])
    }
    #expect(try Made.rows(directory, "SELECT rowid FROM ox_event_part WHERE ox_event_part MATCH 'wor'") == [])
    #expect(try Made.rows(directory, "SELECT id FROM ox_pack") == [])
  }
}
