/// What imported lists of both sides say of a failure's subject, where they know exactly one that fits and nothing contradicts it.
package struct KnownObject: Hashable, Codable, Sendable {
  package var contextID: Int?
  package var contextName: String?
  package var subadmin: String?
  package var domain: String?
  package var pleskHost: String?
  package var customer: String?
  /// Whether the lists of both sides were imported, so that its absence on one says something.
  package var isComparable = false
  /// When the list was made that has the context.
  package var contextSeen: Instant?
  /// When the list was made that has the mailbox among the users of Open-Xchange.
  package var mailboxSeen: Instant?

  package init() {}

  package var isOnOpenXchange: Bool { contextID != nil }
  package var isInPlesk: Bool { domain != nil }
}
