import IncidentStore

/// `oxtail.inventory/1`
package struct InventoryDocument: Codable, Sendable {
  package var schema = "oxtail.inventory/1"
  package var lists: [List]
  package var headRoom: [HeadRoom]
  /// Whether some contexts are named by their number and others after their subadmin.
  package var mixedNames: Bool
  @Null package var openXchangeOnly: [Object]?
  @Null package var pleskOnly: [Object]?
  /// Contexts and domains of which nobody can tell which belong together.
  package var unclear: [Object]
  @Null package var mailboxesPleskOnly: [Object]?
  @Null package var usersOpenXchangeOnly: [Object]?

  private enum CodingKeys: String, CodingKey {
    case schema, lists
    case headRoom = "head_room"
    case mixedNames = "mixed_names"
    case openXchangeOnly = "ox_only"
    case pleskOnly = "plesk_only"
    case unclear
    case mailboxesPleskOnly = "mailboxes_plesk_only"
    case usersOpenXchangeOnly = "users_ox_only"
  }

  package struct List: Codable, Sendable {
    package var kind: String
    package var name: String
    package var rows: Int
    /// When it was made.
    @Null package var asOf: String?

    enum CodingKeys: String, CodingKey {
      case kind, name, rows
      case asOf = "as_of"
    }
  }

  package struct HeadRoom: Codable, Sendable {
    package var subadmin: String
    package var contexts: Int
    package var limit: Int
  }

  package struct Object: Codable, Sendable {
    @Null package var id: Int?
    @Null package var name: String?
    @Null package var owner: String?
    @Null package var context: Int?
    @Null package var host: String?
    @Null package var domain: String?
    @Null package var mailbox: String?

    init(_ row: InventoryRow) {
      id = row.id
      name = row.name?.string
      owner = row.owner?.string
      context = row.contextID
      host = row.host?.string
      domain = row.domain?.string
      mailbox = row.address
    }
  }

  package init(_ report: InventoryReport) {
    lists = report.sources.map { List(kind: $0.kind.rawValue, name: $0.name, rows: $0.rows, asOf: $0.time?.iso8601) }
    headRoom = report.headRoom.map { HeadRoom(subadmin: $0.subadmin, contexts: $0.used, limit: $0.limit) }
    mixedNames = report.mixedNames != nil
    openXchangeOnly = report.openXchangeOnly?.map(Object.init)
    pleskOnly = report.pleskOnly?.map(Object.init)
    unclear = report.unclear.map(Object.init)
    mailboxesPleskOnly = report.mailboxesPleskOnly?.map(Object.init)
    usersOpenXchangeOnly = report.usersOpenXchangeOnly?.map(Object.init)
  }
}
