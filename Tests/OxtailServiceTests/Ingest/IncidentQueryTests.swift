import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// What a list of incidents is asked for. All stories lie in one index.
struct IncidentQueryTests {
  private static let index = Result {
    let database = try TemporaryDirectory()
    let writer = try IndexWriter(path: database.path + "/oxtail.db", words: "the test") { KeyedHash.repeatable($0) }
    _ = try Indexer(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: [Repository.sampleLogs]), writer: writer,
      hash: .repeatable
    ).run()
    return database
  }

  private func reader() throws -> IndexReader { try IndexReader(path: try Self.index.get().path + "/oxtail.db") }

  private static func query(_ terms: [String]) throws -> Query {
    var query = Query()
    for term in terms { try query.add(term: term) }
    return query
  }

  /// Circumstances are counted by outlines, whose rows are read without their records.
  @Test func `an outline says of a failure what the whole failure says`() throws {
    let incidents = try reader().incidents()
    var alone = 0
    for incident in incidents {
      let (outlines, whole) = (Array(incident.outlines), incident.occurrences.map(\.outline))
      #expect(outlines.count == whole.count && !whole.isEmpty)
      for (outline, expected) in zip(outlines, whole) {
        #expect(outline.host == expected.host && outline.names == expected.names, "\(incident.id)")
        #expect(outline.partner == expected.partner && outline.confidence == expected.confidence, "\(incident.id)")
        #expect(outline.relation == expected.relation, "\(incident.id)")
        #expect(outline.restart?.host == expected.restart?.host, "\(incident.id)")
        guard outline.partner == nil, outline.confidence == nil else { continue }
        // Only then is it asked for.
        #expect(outline.witness == expected.witness && outline.witness != nil, "\(incident.id)")
        alone += 1
      }
    }
    #expect(alone > 0)
  }

  /// What the condition in SQL finds is what the same query admits of the same failures in memory.
  @Test(
    arguments: [
      [], ["timeout"], ["domain:*.example"], ["domain:rosenberg.example"], ["-domain:*.example"], ["host:ox-*"],
      ["host:plesk-06a"], ["subadmin:reseller7", "cause:limit.*"], ["owner:network"], ["-owner:ox-admin"],
      ["context:19"], ["context:reseller*"], ["kind:transient", "-cause:transport.*"], ["operation:install"],
      ["side:apache"], ["-side:plesk"], ["mailbox:*@*"], ["subscription:141"], ["100%"], ["a_b"],
      ["reseller7", "contexts"], ["ulme.example", "filestore"],
      // Two failures of one incident fit, and no single one does.
      ["ulme.example", "esche.example"], ["ulme.example", "domain:esche.example"],
      ["host:plesk-06a", "host:plesk-21b1"], ["state:open", "state:new"],
    ])
  func `the index finds what the same query admits in memory`(terms: [String]) throws {
    let query = try Self.query(terms)
    let reader = try reader()
    let found = Set(try reader.list(query).map(\.id))
    let all = try reader.incidents()
    let expected = all.filter { incident in
      incident.occurrences.contains { query.admits($0, of: incident) }
    }
    #expect(found == Set(expected.map(\.id)))
    #expect(terms.isEmpty || found.count < all.count)
    #expect(try Set(reader.incidents(query).map(\.id)) == found)
  }

  @Test func `a time asks for failures in it, not for the first and the last one around it`() throws {
    let reader = try reader()
    let ghost = try #require(try reader.incidents().first { $0.count > 1 && $0.lastSeen - $0.firstSeen > 60_000 })
    let times = ghost.occurrences.map(\.time.ms)
    let gap = try #require(zip(times, times.dropFirst()).first { $1 - $0 > 60_000 })
    var query = Query()
    query.since = Instant(ms: gap.0 + 1)
    query.until = Instant(ms: gap.1)
    #expect(try !reader.list(query).map(\.id).contains(ghost.id))
    query.until = Instant(ms: gap.1 + 1)
    #expect(try reader.list(query).map(\.id).contains(ghost.id))
  }

  @Test func `a word and a time ask for one failure`() throws {
    let reader = try reader()
    var query = try Self.query(["ulme.example"])
    let incident = try #require(try reader.incidents(query).first)
    let named = try #require(incident.occurrences.first { $0.names.domain == "ulme.example" })
    try #require(incident.occurrences.contains { $0.time > named.time })
    query.since = named.time
    #expect(try reader.list(query).map(\.id) == [incident.id])
    query.since = named.time + 1
    #expect(try reader.list(query).isEmpty)
  }

  @Test func `the newest come first, as many as are asked for`() throws {
    let list = try reader().list(limit: 5)
    #expect(list.count == 5)
    #expect(list.map(\.lastSeen) == list.map(\.lastSeen).sorted(by: >))
  }

  @Test func `an answer that cannot be understood is said, and not taken for none`() throws {
    let logs = try IndexedLogs()
    try logs.writer().replace([], answer: "words")
    let reader = try logs.reader()
    for ask in [{ try reader.result() }, { try reader.result(of: []) }] as [() throws -> ScanResult] {
      let error = #expect(throws: StoreError.self) { try ask() }
      #expect(error?.code == .unusable)
    }
  }
}
