import TestSupport
import Testing

@testable import LogPipeline

struct QueryTests {
  private func query(_ terms: String...) throws -> Query {
    var query = Query()
    for term in terms { try query.add(term: term) }
    return query
  }

  /// What a failure in the tests is.
  private static let values: [Query.Key: [String]] = [
    .domain: ["kunde.example"], .host: ["plesk1", "ox1"], .cause: ["limit.contexts"], .owner: ["ox-admin"],
    .side: ["ox"],
  ]

  private func admits(_ query: Query, at time: Int64 = 0) -> Bool {
    query.admits(
      Instant(ms: time), values: { Self.values[$0] ?? [] }, text: { "Maximum number of contexts reached: 100" })
  }

  @Test(
    arguments: [
      (["contexts"], true), (["CONTEXTS", "maximum"], true), (["contexts", "mailbox"], false), (["max*100"], true),
      (["domain:kunde.example"], true), (["domain:kunde"], false), (["domain:kunde*"], true),
      (["-domain:kunde*"], false), (["!domain:other.example"], true), (["host:plesk1"], true), (["host:ox*"], true),
      (["host:plesk2", "host:ox1"], true), (["host:plesk2", "domain:kunde.example"], false),
      (["-host:ox1", "host:plesk1"], false), (["mailbox:x"], false), (["-mailbox:x"], true),
      (["cause:limit.*", "owner:ox-admin", "reached"], true), (["side:plesk"], false), (["\"reached: 100\""], true),
      (["com.openexchange:x"], false), (["12:30"], false),
    ] as [([String], Bool)])
  func `everything that is asked has to hold`(terms: [String], isAdmitted: Bool) throws {
    var query = Query()
    for term in terms { try query.add(term: term) }
    #expect(admits(query) == isAdmitted)
  }

  @Test func `a stretch of time begins with its first moment and ends before its last`() throws {
    var query = Query()
    query.since = Instant(ms: 10)
    query.until = Instant(ms: 20)
    #expect([9, 10, 19, 20].map { admits(query, at: $0) } == [false, true, true, false])
  }

  @Test(
    arguments: [
      ("ownr:x", QueryError.unknownKey("ownr", term: "ownr:x")),
      ("-soap:Server", .unknownKey("soap", term: "-soap:Server")),
      ("owner:me", .unknownValue(.owner, "me")), ("kind:nice*", .unknownValue(.kind, "nice*")),
      ("domain:", .noValue(.domain)), ("-state:", .noValue(.state)),
    ])
  func `what cannot be understood is refused`(term: String, error: QueryError) {
    #expect(throws: error) { try query(term) }
  }

  @Test(arguments: ["http://a.example/", "Server:Client", "[soap:Server]", "12:30", "a:b", "\"owner:me\""])
  func `what only looks like a key is a word`(term: String) throws {
    #expect(try query(term).words.count == 1)
  }

  @Test(arguments: ["kind:trans*", "owner:*admin", "state:regressed", "side:apache"])
  func `values of a fixed set may have stars`(term: String) throws {
    #expect(try query(term).conditions.count == 1)
  }

  @Test func `a mailbox names its domain, and an instance its subscription`() {
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    let fields: Fields = [
      .mailbox: recogniser.redact("info@kunde.example"), .instance: recogniser.redact("24"),
      .contextID: recogniser.redact("19"),
    ]
    let names = SubjectNames(fields)
    #expect(names[.domain] == ["kunde.example"])
    #expect(names[.subscription] == ["24"])
    #expect(names[.context] == ["19"])
    #expect(names[.host] == [])
  }
}
