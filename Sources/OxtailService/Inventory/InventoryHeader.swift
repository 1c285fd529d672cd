import IncidentStore

/// Which column of a list holds what. Names of columns differ by version and by who wrote the list: case, blanks and signs do not count.
struct InventoryHeader {
  enum Field: String, CaseIterable {
    case id, name, owner, context, host, domain, mailbox, detail
  }

  /// What may stand above a field's column, for each kind; the first that is there counts.
  private static let names: [InventoryRow.Kind: [Field: [String]]] = [
    .contexts: [
      .id: ["id", "cid", "contextid"], .name: ["name", "contextname"], .owner: ["owner", "subadmin"],
      .detail: ["lmappings", "loginmappings", "mappings"],
    ],
    .admins: [
      .id: ["id", "sid", "adminid"], .name: ["name", "username", "login"], .owner: ["parent", "parentid"],
      .detail: ["restrictions"],
    ],
    .users: [
      .id: ["id", "userid", "uid"], .name: ["name", "username", "login"],
      .mailbox: ["primaryemail", "primarymail", "email1", "mail"], .context: ["contextid", "cid", "context"],
    ],
    .plesk: [
      .host: ["host", "pleskhost", "server"], .domain: ["domain", "domainname"],
      .id: ["instance", "instanceid", "subscription", "subscriptionid"],
      .mailbox: ["mailbox", "mail", "email", "mailname"],
      .owner: ["customer", "client", "owner", "reseller"],
    ],
  ]

  /// What only lists of a kind have, all of each group.
  private static let signs: [(InventoryRow.Kind, [Set<String>])] = [
    (.contexts, [["lmappings"], ["loginmappings"], ["filestoreid", "maxquota"], ["fid", "qmax"]]),
    (.admins, [["restrictions"], ["parent", "displayname"], ["parentid", "displayname"]]),
    (.plesk, [["domain"], ["domainname"]]),
    (.users, [["primaryemail"], ["primarymail"], ["email1"], ["username"]]),
  ]

  let kind: InventoryRow.Kind
  private let columns: [Field: Int]
  let count: Int

  /// - Parameters:
  ///   - kind: `nil` to tell it by the columns.
  ///   - named: Columns that the user named for fields.
  /// - Throws: Words for the user.
  init(_ cells: [String], kind: InventoryRow.Kind?, named: [Field: String]) throws(InventoryTrouble) {
    let header = cells.map(Self.folded)
    let found =
      kind ?? Self.signs.first { _, groups in groups.contains { $0.isSubset(of: header) } }?.0
      ?? (named[.domain] != nil ? .plesk : nil)
    guard let found else {
      throw InventoryTrouble(
        "its columns are none of listcontext, listadmin, listuser or a Plesk list: \(cells.joined(separator: ", "))")
    }
    var columns: [Field: Int] = [:]
    for (field, names) in Self.names[found] ?? [:] {
      if let name = named[field] {
        guard let column = header.firstIndex(of: Self.folded(name)) else {
          throw InventoryTrouble("there is no column '\(name)'; it has \(cells.joined(separator: ", "))")
        }
        columns[field] = column
      } else if let column = names.lazy.compactMap({ header.firstIndex(of: $0) }).first {
        columns[field] = column
      }
    }
    for field in Self.needed[found] ?? [] where columns[field] == nil {
      throw InventoryTrouble("there is no column for the \(field.rawValue); name it: --column \(field.rawValue)=…")
    }
    self.kind = found
    self.columns = columns
    self.count = cells.count
  }

  private static let needed: [InventoryRow.Kind: [Field]] = [
    .contexts: [.id, .name], .admins: [.id, .name], .users: [.id, .name], .plesk: [.domain],
  ]

  /// A cell without blanks around it; `nil` where it is empty or there is no such column.
  func cell(_ field: Field, _ cells: [String]) -> String? {
    guard let column = columns[field] else { return nil }
    let text = cells[column].trimmingBlanks
    return text.isEmpty || text.lowercased() == "null" ? nil : text
  }

  static func folded(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}

/// Why a list as a whole cannot be used.
package struct InventoryTrouble: Error, Equatable {
  package var words: String

  init(_ words: String) { self.words = words }
}
