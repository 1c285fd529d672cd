import GRDB
import LogPipeline
import TestSupport
import Testing

@testable import IncidentStore
@testable import OxtailService

/// What records of an index are found by. All stories lie in one index.
struct IndexSearchTests {
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

  /// The rows of the records that a query admits, of those that the index hands over for another one.
  private func found(_ asked: Query, _ reader: IndexReader, handing: Query, newestFirst: Bool = false) throws -> [Int64]
  {
    var rows: [Int64] = []
    try reader.events(handing, newestFirst: newestFirst) { event, text in
      let names = event.event.fields.values.map(\.string).joined(separator: " ")
      let admits = asked.admits(event, text: "\(text) \(names)", cause: { Shipped.catalogue.cause($0) })
      if admits { rows.append(event.row) }
      return true
    }
    return rows
  }

  @Test(arguments: [
    ["timeout"], ["ALREADY EXISTS"], ["imeout"], ["ox"], ["con*exists"], ["domain:rosenberg.example"],
    ["domain:*berg.example"], ["context:19"], ["mailbox:*@*"], ["subscription:141", "install"], ["host:ox-06"],
    ["subadmin:reseller7", "subadmin:reseller8"], ["side:apache", "POST"], ["100%"], ["a_b"], ["no such words"],
    ["PHP-SOAP/7"], ["-SOAP/7."], ["7.3.27"], ["\"create\""], ["worker-00"], ["403"], ["ing"], ["e*ox*e"],
    ["context:19", "context:reseller*"], ["-domain:rosenberg.example", "context"], ["ümlaut"],
  ])
  func `a sieve lets through whatever a query admits`(terms: [String]) throws {
    let (query, reader) = (try Self.query(terms), try reader())
    let all = try found(query, reader, handing: Query())
    #expect(try found(query, reader, handing: query) == all)
    #expect(try found(query, reader, handing: query, newestFirst: true) == all.reversed())
  }

  @Test func `every subject is traced to all records that name it`() throws {
    let reader = try reader()
    var texts: [(event: DatedEvent, text: String)] = []
    try reader.events(Query(), newestFirst: false) {
      texts.append(($0, $1))
      return true
    }
    let values = Set(texts.flatMap { $0.event.event.fields.values.map(\.string) })
    let ids = Set(texts.flatMap(\.event.event.exceptionIDs))
    let subjects = values.union(ids).sorted()
    #expect(values.count > 100 && ids.count > 10)
    // Some of them, another few each time that stories change: all take a minute.
    for subject in stride(from: 0, to: subjects.count, by: 7).map({ subjects[$0] }) {
      let word = Glob(subject)
      let naming = texts.filter { event, text in
        event.event.fields.values.contains { $0.string.lowercased() == subject.lowercased() }
          || word.stands(in: text) && IndexReader.stands(subject, in: text)
      }
      let traced = Set(try reader.events(about: subject).map(\.row))
      #expect(Set(naming.map(\.event.row)).isSubset(of: traced), "\(subject)")
    }
  }

  @Test func `what belongs to a subject's failures comes with it`() throws {
    let reader = try reader()
    for incident in try reader.incidents() {
      for occurrence in incident.occurrences.prefix(2) {
        guard let domain = occurrence.fields[.domain]?.string else { continue }
        let traced = Set(try reader.events(about: domain).map(\.row))
        #expect(traced.isSuperset(of: occurrence.evidence.map(\.event.row)), "\(domain), \(incident.id)")
      }
    }
  }

  @Test func `a failure has its own cause and operation, also where its incident has others`() throws {
    let reader = try reader()
    var others = 0
    for summary in try reader.list() {
      let incident = try #require(try reader.incident(summary.id))
      func line(_ time: Instant, _ cause: String, _ operation: String?) -> String {
        "\(time.ms) \(cause) \(operation ?? "none")"
      }
      let whole = incident.occurrences.map { line($0.time, $0.cause, $0.operation) }.sorted()
      var query = Query()
      query.incidents = [summary.id]
      var narrow: [String] = []
      try reader.failures(query) { narrow.append(line($0.time, $0.cause, $0.operation)) }
      #expect(narrow.sorted() == whole, "\(summary.id)")
      others += incident.occurrences.count { $0.cause != summary.cause || $0.operation != incident.operation }
    }
    #expect(others > 0)
  }

  // MARK: Plans

  /// How SQLite goes about the statements of a body: the tables of which it reads every row.
  private func scans(_ reader: IndexReader, _ body: () throws -> Void) throws -> Set<String> {
    var statements: [String] = []
    reader.database.inDatabase { $0.trace { statements.append($0.expandedDescription) } }
    try body()
    reader.database.inDatabase { $0.trace(options: []) }
    let plans = try reader.database.inDatabase { database in
      // What FTS5 asks of its own tables is its business.
      try statements.filter {
        ($0.hasPrefix("SELECT") || $0.hasPrefix("WITH")) && !$0.contains("'main'.'ox_event_")
          && !$0.contains("\"main\".\"ox_event_")
      }.flatMap {
        try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \($0)").map { $0["detail"] as String }
      }
    }
    #expect(!plans.isEmpty)
    return Set(plans.filter { $0.hasPrefix("SCAN ") && !$0.contains("VIRTUAL TABLE") }.map { String($0.dropFirst(5)) })
  }

  @Test func `what few records have is found without reading all of them`() throws {
    let reader = try reader()
    let trace = try scans(reader) { _ = try reader.events(about: "info@rosenberg.example") }
    let whole: Set = ["e", "f", "o", "ox_event", "ox_occurrence", "ox_failure"]
    #expect(trace.isDisjoint(with: whole), "\(trace)")
    for terms in [["rosenberg"], ["domain:rosenberg.example"], ["context:19", "exists"]] {
      let search = try scans(reader) { try reader.events(try Self.query(terms), newestFirst: true) { _, _ in true } }
      // `o` is what the sieve let through, in the order of time.
      #expect(search.isDisjoint(with: whole.subtracting(["o"])), "\(terms): \(search)")
    }
    let some = try #require(try reader.list(limit: 1).first)
    #expect(try scans(reader) { _ = try reader.ids(from: String(some.id.prefix(5))) } == [])
    // What people said is little, and has no index.
    #expect(try scans(reader) { _ = try reader.incident(some.id) }.isSubset(of: ["s"]))
  }

  @Test func `counting all times by cause reads no failure`() throws {
    let reader = try reader()
    let scanned = try scans(reader) { _ = try reader.counts(by: .cause, Query(), limit: 10) }
    #expect(!scanned.contains { $0.hasPrefix("f") || $0.hasPrefix("ox_failure") }, "\(scanned)")
  }
}
