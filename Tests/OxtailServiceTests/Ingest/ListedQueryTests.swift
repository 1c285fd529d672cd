import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// What is asked for by names that only imported lists have. All stories lie in one index, beside lists of both sides that name what fails there.
struct ListedQueryTests {
  private static let index = Result {
    let database = try TemporaryDirectory()
    let path = database.path + "/oxtail.db"
    let writer = try IndexWriter(path: path, words: "the test") { KeyedHash.repeatable($0) }
    _ = try Indexer(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: [Repository.sampleLogs]), writer: writer,
      hash: .repeatable
    ).run()
    let names = try IndexReader(path: path).incidents().flatMap { $0.occurrences.map(\.names) }
    for (name, text) in lists(names) {
      let list = try InventoryList(Array(text.utf8))
      try ListChange(list, name: name, time: nil).apply(to: writer)
    }
    return database
  }

  /// Contexts and domains that records name by a number only have names, subadmins and customers; of what has a domain, every third one is missing.
  private static func lists(_ names: [SubjectNames]) -> [(name: String, text: String)] {
    var (contexts, estate) = ("id,name,lmappings,Owner\n", "domain,instance,customer\n")
    func known(_ fits: (SubjectNames) -> Bool) -> (domain: String?, subadmin: String?) {
      let said = names.filter(fits)
      return (said.lazy.compactMap(\.domain).first, said.lazy.compactMap(\.subadmin).first)
    }
    for (place, id) in Set(names.compactMap(\.contextID)).sorted().enumerated() {
      let (domain, subadmin) = known { $0.contextID == id }
      contexts += "\(id),listed_\(id),\(domain ?? "listed\(id).example"),\(subadmin ?? "\(place % 3 + 1)")\n"
      if domain == nil { estate += "listed\(id).example,\(700_000 + place),Owner \(place)\n" }
    }
    for (place, name) in Set(names.compactMap(\.contextName)).sorted().enumerated() {
      let (domain, subadmin) = known { $0.contextName == name }
      contexts += "\(90_000 + place),\(name),,\(subadmin ?? "\(place % 3 + 1)")\n"
      guard domain == nil, let instance = name.split(separator: "_").last else { continue }
      estate += "listed-\(instance).example,\(instance),Owner of \(instance)\n"
    }
    for (place, domain) in Set(names.compactMap(\.domain)).sorted().enumerated() where place % 3 != 2 {
      estate += "\(domain),\(800_000 + place),Customer \(place % 9)\n"
    }
    let admins = "Id,Name,Displayname,Parent,Restrictions\n1,boss1,,0,\n2,boss2,,0,\n3,boss3,,0,\n"
    return [("contexts", contexts), ("admins", admins), ("estate", estate)]
  }

  private func reader() throws -> IndexReader { try IndexReader(path: try Self.index.get().path + "/oxtail.db") }

  private static func query(_ terms: [String]) throws -> Query {
    var query = Query()
    for term in terms { try query.add(term: term) }
    return query
  }

  private static let questions: [[String]] = [
    ["domain:listed88.example"], ["domain:Listed-9.example"], ["domain:listed*"], ["-domain:*.example"],
    ["context:listed_88"], ["context:listed_*"], ["context:9000*"], ["-context:listed_*", "owner:ox-admin"],
    ["subadmin:boss1", "subadmin:boss2"], ["subadmin:BOSS*", "-domain:listed88.example"],
    ["-subadmin:boss*"], ["customer:Customer 3"], ["customer:owner of*"], ["customer:nobody"], ["-customer:*"],
    ["customer:*", "timeout"],
    ["domain:rosenberg.example"], ["subadmin:reseller7"],
  ]

  @Test(arguments: questions) func `the index finds what views show under a name`(terms: [String]) throws {
    let (query, reader) = (try Self.query(terms), try reader())
    let found = Set(try reader.list(query).map(\.id))
    let all = try reader.incidents()
    let expected = all.filter { incident in incident.occurrences.contains { query.admits($0, of: incident) } }
    #expect(found == Set(expected.map(\.id)))
    #expect(found.isEmpty == (terms == ["customer:nobody"]) && found.count < all.count, "\(found.count)")
    var failures = 0
    try reader.failures(query) { _ in failures += 1 }
    #expect(
      failures == all.reduce(0) { sum, incident in sum + incident.occurrences.count { query.admits($0, of: incident) } }
    )
  }

  @Test(arguments: questions) func `a sieve lets through whom only lists name`(terms: [String]) throws {
    let (query, reader) = (try Self.query(terms), try reader())
    func rows(handing: Query) throws -> [Int64] {
      var rows: [Int64] = []
      try reader.events(handing, newestFirst: true) { event, text in
        if try reader.admits(event, query, text: text, cause: { Shipped.catalogue.cause($0) }) {
          rows.append(event.row)
        }
        return true
      }
      return rows
    }
    #expect(try rows(handing: query) == rows(handing: Query()))
  }

  @Test(arguments: [Facet.domain, .context, .subadmin, .customer])
  func `failures are counted under the names that views show`(facet: Facet) throws {
    let reader = try reader()
    var counted: [String: Int] = [:]
    for incident in try reader.incidents() {
      for occurrence in incident.occurrences {
        let names = occurrence.names.completed
        let value =
          switch facet {
          case .domain: names.domain
          case .context: names.contextName ?? names.contextID
          case .subadmin: names.subadmin
          default: names.customer
          }
        if let value { counted[value, default: 0] += 1 }
      }
    }
    let counts = try reader.counts(by: facet, Query())
    #expect(Dictionary(uniqueKeysWithValues: counts.map { ($0.value, $0.failures) }) == counted)
    #expect(counted.keys.contains { $0.hasPrefix("listed") || $0.hasPrefix("boss") || $0.hasPrefix("Customer") })
  }

  @Test func `a subject is traced by the names that lists give it`() throws {
    let reader = try reader()
    var (named, listed) = (0, 0)
    try reader.events(Query(), newestFirst: false) { event, _ in
      let names = try reader.names(of: event)
      for name in names.listedKeys.isEmpty
        ? [] : [names.completed.contextName, names.completed.domain].compactMap({ $0 })
      {
        named += 1
        let traced = try IndexReader(path: reader.path).events(about: name)
        if traced.contains(where: { $0.row == event.row }) { listed += 1 }
      }
      return named < 60
    }
    #expect(named >= 60 && listed == named)
  }
}
