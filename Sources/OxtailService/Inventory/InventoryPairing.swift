import IncidentStore

/// Which context belongs to which domain in Plesk: by the domain in the context's login mappings, else by the instance in its name.
///
/// An id of a context is never compared with an instance's number: they have nothing in common.
struct InventoryPairing {
  private(set) var pairedContexts: Set<Int> = []
  /// Rows of Plesk without a context, one a domain.
  private(set) var alone: [InventoryRow] = []
  /// Contexts, and rows of Plesk, that share an instance's number with several of the other side: any of them may be the one.
  private(set) var unclearContexts: Set<Int> = []
  private(set) var unclear: [InventoryRow] = []

  private let byName: [String: Int]
  private let byInstance: [Int: [Int]]
  private let hostsOfInstance: [Int: Int]

  init(contexts: [InventoryRow], plesk: [InventoryRow]) {
    var byName: [String: Int] = [:]
    var byInstance: [Int: [Int]] = [:]
    for context in contexts {
      guard let id = context.id else { continue }
      let mappings = context.mappings
      for name in mappings.names where byName[name] == nil { byName[name] = id }
      for instance in mappings.instances { byInstance[instance, default: []].append(id) }
    }
    self.byName = byName
    self.byInstance = byInstance
    hostsOfInstance = Dictionary(grouping: plesk.filter { $0.id != nil }) { $0.id ?? 0 }
      .mapValues { Set($0.map { "\($0.host?.string ?? "")/\($0.domain?.string ?? "")" }).count }
    var seen: Set<String> = []
    for row in plesk {
      if let context = context(of: row) {
        pairedContexts.insert(context)
      } else if seen.insert("\(row.host?.string ?? "")/\(row.domain?.string ?? "")").inserted {
        alone.append(row)
      }
    }
    setUnclearApart()
  }

  private mutating func setUnclearApart() {
    var rest: [InventoryRow] = []
    for row in alone {
      let candidates = Set(row.id.flatMap { byInstance[$0] } ?? []).subtracting(pairedContexts)
      unclearContexts.formUnion(candidates)
      if candidates.isEmpty { rest.append(row) } else { unclear.append(row) }
    }
    alone = rest
  }

  /// The context's id.
  func context(of row: InventoryRow) -> Int? {
    if let domain = row.domain?.string.lowercased(), let context = byName[domain] { return context }
    // An instance's number is unique on its own Plesk host only.
    guard let instance = row.id, hostsOfInstance[instance] == 1, let contexts = byInstance[instance],
      contexts.count == 1
    else { return nil }
    return contexts[0]
  }
}
