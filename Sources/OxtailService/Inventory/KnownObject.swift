import IncidentStore
import LogPipeline

/// What the lists of both sides know of the subject of a failure.
package struct KnownObject: Hashable, Sendable {
  package var contextID: Int?
  package var contextName: String?
  package var subadmin: String?
  package var domain: String?
  package var pleskHost: String?
  package var customer: String?
  /// Whether the other side's list was imported too, so that its absence there says something.
  package var isComparable: Bool

  /// - Returns: `nil` where no list knows it, or where several objects fit.
  package init?(_ fields: Fields, _ reader: IndexReader) throws(StoreError) {
    let domain =
      fields[.domain]?.string.lowercased()
      ?? fields[.mailbox]?.string.split(separator: "@").last.map { $0.lowercased() }
    let name = fields[.contextName]?.string
    let id = fields[.contextID].flatMap { Int($0.string) }
    var contexts: [InventoryRow] = []
    if id != nil || name != nil { contexts = try reader.inventoryContexts(id: id, name: name) }
    if contexts.isEmpty, id == nil, name == nil, let domain {
      contexts = try reader.inventoryContexts(mapping: domain).filter {
        InventoryPairing.mappings($0).names.contains(domain)
      }
    }
    guard contexts.count <= 1 else { return nil }
    let context = contexts.first
    let names = (context.map { InventoryPairing.mappings($0).names } ?? []).union(domain.map { [$0] } ?? [])
    let plesk = try reader.inventoryPlesk(domains: names.sorted())
    guard context != nil || !plesk.isEmpty else { return nil }
    // Of several rows, one a mailbox, what they agree in.
    func common(_ value: (InventoryRow) -> String?) -> String? {
      let values = Set(plesk.map(value))
      return values.count == 1 ? values.first ?? nil : nil
    }
    contextID = context?.id
    contextName = context?.name?.string
    subadmin = context?.owner?.string
    self.domain = common { $0.domain?.string }
    pleskHost = common { $0.host?.string }
    customer = common { $0.owner?.string }
    isComparable = Set(try reader.inventorySources().map(\.kind)).isSuperset(of: [.contexts, .plesk])
  }

  package var isOnOpenXchange: Bool { contextID != nil }
  package var isInPlesk: Bool { domain != nil }
}
