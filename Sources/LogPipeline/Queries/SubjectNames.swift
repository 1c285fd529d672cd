/// The names of a subject as they are asked for: a mailbox also names its domain, and an instance stands for its subscription.
package struct SubjectNames: Hashable, Sendable {
  package var domain: String?
  package var mailbox: String?
  package var contextName: String?
  package var contextID: String?
  package var subscription: String?
  package var subadmin: String?
  package var address: String?
  /// What imported lists add to what the records say.
  package var listed: KnownObject?

  package init(_ fields: Fields, _ listed: KnownObject? = nil) {
    mailbox = fields[.mailbox]?.string
    domain =
      fields[.domain]?.string
      ?? mailbox.flatMap { mailbox in mailbox.firstIndex(of: "@").map { String(mailbox[mailbox.index(after: $0)...]) } }
    contextName = fields[.contextName]?.string
    contextID = fields[.contextID]?.string
    subscription = (fields[.subscription] ?? fields[.instance])?.string
    subadmin = fields[.subadmin]?.string
    address = fields[.address]?.string
    self.listed = listed
  }

  /// - Returns: Nothing for a key that names no subject; with the lists' names where the records have none.
  package subscript(key: Query.Key) -> [String] {
    let all = completed
    let names: [String?] =
      switch key {
      case .domain: [all.domain]
      case .mailbox: [mailbox]
      case .context: [all.contextName, all.contextID]
      case .subscription: [subscription]
      case .subadmin: [all.subadmin]
      case .customer: [customer]
      default: []
      }
    return names.compactMap { $0 }
  }

  // MARK: With what lists add

  package var customer: String? { listed?.customer }

  /// With the lists' names where the records have none: what every view shows.
  package var completed: SubjectNames {
    var names = self
    guard let listed else { return names }
    names.domain = domain ?? listed.domain
    names.contextName = contextName ?? listed.contextName
    names.contextID = contextID ?? listed.contextID.map(String.init)
    names.subadmin = subadmin ?? listed.subadmin
    return names
  }

  /// Which of the names lists gave and no record, as JSON calls them.
  package var listedKeys: [String] {
    guard let listed else { return [] }
    let keys: [(String, Bool)] = [
      ("context_id", contextID == nil && listed.contextID != nil),
      ("context_name", contextName == nil && listed.contextName != nil),
      ("customer", listed.customer != nil), ("domain", domain == nil && listed.domain != nil),
      ("subadmin", subadmin == nil && listed.subadmin != nil),
    ]
    return keys.filter(\.1).map(\.0)
  }
}

extension Occurrence {
  /// Whom it concerns.
  package var names: SubjectNames { SubjectNames(fields, listed) }
}
