import GRDB
import TestSupport
import Testing

@testable import IncidentStore
@testable import LogPipeline

/// What the tests put into an index.
enum Made {
  static func writer(_ directory: TemporaryDirectory, words: String = "the test") throws(StoreError) -> IndexWriter {
    try IndexWriter(path: directory.path + "/oxtail.db", words: words) { Hashes.fnv($0) }
  }

  static func generation(_ id: Int64? = nil, offset: Int) -> Generation {
    var generation = Generation(
      host: "ox1", side: "ox", family: "/logs/open-xchange.log", name: "/logs/open-xchange.log.0")
    generation.id = id
    generation.offset = offset
    generation.ladder = [Generation.Rung(length: 16, hash: [1, 2])]
    generation.anchor = [3, 4]
    generation.size = offset + 100
    return generation
  }

  static func event(_ offset: Int, _ text: String, stack: String = "") -> StoredEvent {
    let position = RecordPosition(source: 0, offset: offset, line: offset / 100 + 1, byteCount: 100)
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    let event = Event(
      position: position, side: .openXchange, kind: .unknown, level: .error, findings: [], fields: [:], faultTexts: [],
      exceptionIDs: [], summary: recogniser.redact(text), isProvisioning: true)
    return StoredEvent(
      event: event, timeMs: Int64(offset), text: recogniser.redact(text), stack: recogniser.redact(stack))
  }

  static func batch(_ generation: Generation, _ events: [StoredEvent]) -> IndexBatch {
    var batch = IndexBatch(generation: generation)
    batch.events = events
    return batch
  }

  static var incident: Incident {
    let cause = CauseSpec(
      id: "limit.contexts", title: "The subadmin has reached its number of contexts", kind: .capacity, owner: .oxAdmin,
      retry: .useless, grade: .source, affects: .subadmin, oxLogs: .always, explain: "There are no more.")
    return Incident(
      id: "OX-MED8W", number: 0, cause: cause, operation: "install", state: .open, recoveredAt: nil,
      firstSeen: Instant(ms: 1000),
      lastSeen: Instant(ms: 2000), fingerprint: "v1:0", foldedText: "no more", isConfirmed: false, count: 0,
      remedy: Remedy(explain: "There are no more.", check: [], fix: [], links: [], next: []))
  }

  /// All events, in the order of their rows.
  static func events(_ directory: TemporaryDirectory) throws -> [Event] {
    let columns = try ["body", "text", "position"].map { column in
      try rows(
        directory,
        """
        SELECT record_\(column)(p.id, p.byte_count, p.data, e.id) FROM ox_event e
        JOIN ox_pack p ON p.id = (SELECT max(id) FROM ox_pack WHERE id <= e.id) ORDER BY e.id
        """)
    }
    return try columns[2].indices.map { row in
      let numbers = columns[2][row].split(separator: ",").compactMap { Int($0) }
      return try #require(
        Event(
          rowBytes: Array(columns[0][row].utf8)[...], besides: Array(columns[1][row].utf8)[...],
          position: RecordPosition(source: 0, offset: numbers[0], line: numbers[1], byteCount: numbers[2])))
    }
  }

  static func occurrence(_ ms: Int64) -> Occurrence {
    Occurrence(
      time: Instant(ms: ms), host: "p1", operation: "install", cause: "limit.contexts", fields: [:], partner: .missing,
      link: nil, evidence: [])
  }

  /// The incident and the place of each occurrence, in their order.
  static func occurrences(_ database: Database) throws -> [[Int64]] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT incident, place, body FROM ox_occurrence ORDER BY incident, place")
    return try rows.flatMap { row in
      let chunk = try #require(ChunkCache.unpacked(row[2]))
      #expect(chunk.entries.first?.place == row[1])
      return chunk.entries.map { [row[0], $0.place] }
    }
  }

  /// The cause of each chunk of documents, and the numbers of those.
  static func documents(_ database: Database) throws -> [(cause: String, numbers: [Int64])] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT cause, number, documents FROM ox_document ORDER BY cause, number")
    return try rows.map { row in
      let chunk = try #require(ChunkCache.unpacked(row[2]))
      #expect(chunk.entries.first?.place == row[1])
      return (row[0], chunk.entries.map(\.place))
    }
  }

  /// The rows of one column, through a connection of its own.
  static func rows(_ directory: TemporaryDirectory, _ sql: String) throws -> [String] {
    try PackedRecords.reader(directory.path + "/oxtail.db").read { try String.fetchAll($0, sql: sql) }
  }
}

enum Hashes {
  static func fnv(_ bytes: [UInt8]) -> [UInt8] { KeyedHash.repeatable(bytes) }
}
