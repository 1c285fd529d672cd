import LogPipeline

/// One object of a list: a context, subadmin or user of Open-Xchange, or what Plesk has for a domain.
package struct InventoryRow: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Codable, Sendable {
    /// `listcontext --csv`
    case contexts
    /// `listadmin --csv`
    case admins
    /// `listuser --csv`
    case users
    /// A list from the Plesk side, of domains and mailboxes.
    case plesk
  }

  /// 1-based line of the file on which it began.
  package var line: Int
  package var kind: Kind
  /// The context's, subadmin's or user's id; the instance's of a domain in Plesk.
  package var id: Int?
  /// The context's, subadmin's or user's name.
  package var name: RedactedText?
  /// The subadmin that owns a context; the customer of a domain in Plesk.
  package var owner: RedactedText?
  /// The context of a user.
  package var contextID: Int?
  /// The Plesk host.
  package var host: RedactedText?
  package var domain: RedactedText?
  /// The mailbox in Plesk, or the user's primary address.
  package var mailbox: RedactedText?
  /// The login mappings of a context, the restrictions of a subadmin: as they are written.
  package var detail: RedactedText?
  /// When its list was made; not stored with the row.
  package var time: Instant?

  package init(line: Int, kind: Kind) {
    self.line = line
    self.kind = kind
  }
}

/// A list that was imported; its rows are those with its id.
package struct InventorySource: Equatable, Sendable {
  package var kind: InventoryRow.Kind
  /// What tells it from others of its kind: a new list of the same name takes its place.
  package var name: String
  package var rows: Int
  /// When it was made; `nil` where nobody knows, and it proves nothing.
  package var time: Instant?

  package init(kind: InventoryRow.Kind, name: String, rows: Int, time: Instant? = nil) {
    self.time = time
    self.kind = kind
    self.name = name
    self.rows = rows
  }
}
