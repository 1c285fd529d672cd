import GRDB
import LogPipeline

extension IndexReader {
  /// A query as conditions, with what imported lists know of the names in it.
  func sql(_ query: Query) throws(StoreError) -> QuerySQL {
    try StoreError.wrapping(path) {
      // A report asks in between.
      try database.unsafeReentrantRead { try QuerySQL(query, listed(query, $0)) }
    }
  }

  func listed(_ query: Query, _ database: Database) throws -> ListedConditions {
    try ListedConditions(query, hasLists: !names.kinds(database).isEmpty, database)
  }

  /// Whether a record is what is asked for, by its words, its names and what imported lists know of these.
  ///
  /// - Parameters:
  ///   - text: Its words.
  ///   - cause: The catalogue's entry with an id.
  package func admits(
    _ dated: DatedEvent, _ query: Query, text: String, cause: (String) -> CauseSpec?
  ) throws(StoreError) -> Bool {
    let isAskedOfLists = query.conditions.contains { ListedSearch.keys.contains($0.key) }
    let names = isAskedOfLists ? try names(of: dated) : SubjectNames(dated.event.fields)
    let fields = dated.event.fields.values.map(\.string).joined(separator: " ")
    return query.admits(dated, names, text: "\(text) \(fields)", cause: cause)
  }

  /// Whom a record names, with what imported lists know.
  package func names(of dated: DatedEvent) throws(StoreError) -> SubjectNames {
    var names = SubjectNames(dated.event.fields)
    names.listed = try listed(names, on: dated.event.side == .plesk ? dated.host : nil)
    return names
  }

  /// What imported lists know of the subject of a record or a failure.
  package func listed(_ names: SubjectNames, on host: String? = nil) throws(StoreError) -> KnownObject? {
    try StoreError.wrapping(path) {
      // Whoever is handed rows one at a time asks in between.
      try database.unsafeReentrantRead { try self.names.object(names, on: host, $0) }
    }
  }

  /// What they know of whom a report calls by its most telling name.
  ///
  /// - Parameter query: What the report is about: whoever asks for one subadmin learns nothing of another one's.
  package func listed(telling name: String, _ query: Query) throws(StoreError) -> KnownObject? {
    guard let names = SubjectNames(telling: name) else { return nil }
    return try listed(names, query)
  }

  /// What they know of each of the values by which failures are counted; `nil` for what names no subject.
  package func listed(_ values: [String], of facet: Facet, _ query: Query) throws(StoreError) -> [KnownObject?] {
    try StoreError.wrapping(path) {
      // Held open for all of them.
      try database.read { _ in try values.map { try SubjectNames($0, of: facet).flatMap { try listed($0, query) } } }
    }
  }

  private func listed(_ names: SubjectNames, _ query: Query) throws(StoreError) -> KnownObject? {
    guard let object = try listed(names) else { return nil }
    let asked = query.conditions.filter { $0.key == .subadmin && !$0.isNegated }
    guard !asked.isEmpty, object.isOnOpenXchange else { return object }
    return asked.contains { $0.value.fits(object.subadmin ?? "") } ? object : nil
  }
}

extension SubjectNames {
  /// - Returns: `nil` for what names no subject.
  fileprivate init?(_ value: String, of facet: Facet) {
    self.init([:])
    switch facet {
    case .domain: domain = value
    case .mailbox: domain = value.split(separator: "@").last.map(String.init)
    case .context: if Int(value) == nil { contextName = value } else { contextID = value }
    default: return nil
    }
  }

  /// Of a name as ``ReportRows/subject`` makes it.
  init?(telling name: String) {
    self.init([:])
    if let name = name.removing("context id ") {
      contextID = name
    } else if let name = name.removing("context ") {
      contextName = name
    } else if name.hasPrefix("subscription ") {
      // Without its host it is anybody's.
      return nil
    } else {
      domain = name.split(separator: "@").last.map(String.init)
    }
  }
}

extension String {
  /// What stands behind a beginning; `nil` where it begins with something else.
  fileprivate func removing(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
