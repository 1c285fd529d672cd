import GRDB
import LogPipeline

/// Looks through the lists in the other direction than ``NameLookup``: from a name to whatever leads to it.
struct ListedSearch {
  let database: Database

  /// What only lists may say of a subject.
  static let keys: [Query.Key] = [.domain, .context, .subadmin, .customer]
  /// Beyond so many instances all contexts are looked at.
  private static let instancesMax = 16

  /// - Complexity: O(*n*) in the rows of the lists, but for a domain without a star.
  func identifiers(_ key: Query.Key, _ value: Glob) throws -> ListedIdentifiers {
    var found = ListedIdentifiers()
    switch key {
    case .domain where value.isLiteral:
      try add(plesk: rows(.plesk, leadingTo: [value.text.lowercased()]), to: &found)
    case .domain: try add(plesk: rows(.plesk, "i.domain", value), to: &found)
    case .customer: try add(plesk: rows(.plesk, "i.owner", value), to: &found)
    case .context:
      let contexts = try rows(.contexts, "i.name", value) + rows(.contexts, "CAST(i.object_id AS TEXT)", value)
      for context in contexts { found.add(context: context) }
    case .subadmin:
      // A list may name a context's subadmin by its id.
      let ids = Set(try rows(.admins, "i.name", value).compactMap { $0.id.map(String.init) })
      let contexts =
        try rows(.contexts, "i.owner", value)
        + InventoryRow.rows(
          database, .contexts, "i.owner IN (SELECT value FROM json_each(?))", [ListedIdentifiers.array(ids)])
      for context in contexts { found.add(context: context) }
    default: break
    }
    return found
  }

  private func add(plesk: [InventoryRow], to found: inout ListedIdentifiers) throws {
    for row in plesk { found.add(plesk: row) }
    let instances = Set(plesk.compactMap(\.id))
    for context in try rows(.contexts, leadingTo: found.domains) + contexts(ofInstances: instances) {
      found.add(context: context)
    }
  }

  /// The contexts that are named after instances, or branded for them.
  private func contexts(ofInstances instances: Set<Int>) throws -> [InventoryRow] {
    guard !instances.isEmpty else { return [] }
    let named = instances.count > Self.instancesMax ? ["%"] : instances.sorted().map { "%\($0)%" }
    let condition = named.map { _ in "i.name LIKE ? OR i.detail LIKE ?" }.joined(separator: " OR ")
    return try InventoryRow.rows(database, .contexts, condition, StatementArguments(named.flatMap { [$0, $0] }))
      .filter { !$0.mappings.instances.isDisjoint(with: instances) }
  }

  private func rows(_ kind: InventoryRow.Kind, _ column: String, _ value: Glob) throws -> [InventoryRow] {
    let (sql, arguments) = QuerySQL.comparison(column, with: value)
    return try InventoryRow.rows(database, kind, sql, arguments)
  }

  private func rows(_ kind: InventoryRow.Kind, leadingTo names: Set<String>) throws -> [InventoryRow] {
    guard !names.isEmpty else { return [] }
    return try InventoryRow.rows(
      database, kind,
      "(i.source_id, i.line) IN (SELECT source_id, line FROM ox_inventory_name WHERE name IN (SELECT value FROM json_each(?)))",
      [ListedIdentifiers.array(names)])
  }
}
