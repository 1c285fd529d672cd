import GRDB
import LogPipeline

/// One look into the lists.
struct NameLookup {
  let database: Database
  /// The kinds of lists that there are.
  let kinds: Set<String>

  func object(_ names: SubjectNames, _ host: String?) throws -> KnownObject? {
    let domain = names.domain?.lowercased()
    let contexts = try contexts(names, domain)
    guard contexts.count <= 1 else { return nil }
    let context = contexts.first
    let subadmin = try context.flatMap(owner)
    if let subadmin, let told = names.subadmin, told.lowercased() != subadmin.lowercased() { return nil }
    if let told = names.contextName, let name = context?.name?.string, told.lowercased() != name.lowercased() {
      return nil
    }
    let leading = context?.leadingNames ?? []
    var plesk = try rows(.plesk, leadingTo: leading.union(domain.map { [$0] } ?? []))
    // Another installation may have a context with this number, of somebody else.
    if let domain, context != nil, !plesk.isEmpty, !leading.contains(domain),
      !plesk.contains(where: { $0.domain?.string.lowercased() == domain })
    {
      return nil
    }
    if plesk.isEmpty { plesk = try instance(names, context, host) }
    guard context != nil || !plesk.isEmpty else { return nil }
    var object = object(context, subadmin, plesk)
    object.mailboxSeen = try user(names, context)?.time
    return object
  }

  private func object(_ context: InventoryRow?, _ subadmin: String?, _ plesk: [InventoryRow]) -> KnownObject {
    // Of several rows, one a mailbox, what they agree in.
    func common(_ value: (InventoryRow) -> String?) -> String? {
      let values = Set(plesk.map(value))
      return values.count == 1 ? values.first ?? nil : nil
    }
    var object = KnownObject()
    object.contextID = context?.id
    object.contextSeen = context?.time
    object.contextName = context?.name?.string
    object.subadmin = subadmin
    object.domain = common { $0.domain?.string }
    object.pleskHost = common { $0.host?.string }
    object.customer = common { $0.owner?.string }
    object.isComparable = kinds.isSuperset(of: [InventoryRow.Kind.contexts, .plesk].map(\.rawValue))
    return object
  }

  // MARK: Rows

  private func contexts(_ names: SubjectNames, _ domain: String?) throws -> [InventoryRow] {
    let id = names.contextID.flatMap { Int($0) }
    if id != nil || names.contextName != nil {
      return try InventoryRow.rows(
        database, .contexts, "i.object_id = ? OR i.name = ?", [id, names.contextName])
    }
    return try domain.map { try rows(.contexts, leadingTo: [$0]) } ?? []
  }

  /// The user with the subject's mailbox, of its context where that is known.
  private func user(_ names: SubjectNames, _ context: InventoryRow?) throws -> InventoryRow? {
    guard let mailbox = names.mailbox?.lowercased(), mailbox.contains("@") else { return nil }
    return try rows(.users, leadingTo: [mailbox]).first { user in
      context == nil || user.contextID == nil || user.contextID == context?.id
    }
  }

  /// A list may name a context's subadmin by its id.
  private func owner(_ context: InventoryRow) throws -> String? {
    guard let owner = context.owner?.string, let id = Int(owner) else { return context.owner?.string }
    return try InventoryRow.rows(database, .admins, "i.object_id = ?", [id]).first?.name?.string
  }

  /// What Plesk has for an instance, where only one domain can be meant.
  private func instance(_ names: SubjectNames, _ context: InventoryRow?, _ host: String?) throws -> [InventoryRow] {
    let told = names.subscription.flatMap { Int($0) }
    let instances = told.map { [$0] } ?? Array(context?.mappings.instances ?? [])
    guard let instance = instances.first, instances.count == 1 else { return [] }
    let rows = try InventoryRow.rows(database, .plesk, "i.object_id = ?", [instance]).filter { row in
      host == nil || row.host == nil || row.host?.string == host
    }
    return Set(rows.map { [$0.host?.string, $0.domain?.string.lowercased()] }).count == 1 ? rows : []
  }

  private func rows(_ kind: InventoryRow.Kind, leadingTo names: Set<String>) throws -> [InventoryRow] {
    guard !names.isEmpty else { return [] }
    let places = names.map { _ in "?" }.joined(separator: ", ")
    return try InventoryRow.rows(
      database, kind,
      "(i.source_id, i.line) IN (SELECT source_id, line FROM ox_inventory_name WHERE name IN (\(places)))",
      StatementArguments(names.sorted()))
  }
}
