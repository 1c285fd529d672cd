import IncidentStore
import LogPipeline

/// What the lists of both sides say together.
package struct InventoryReport: Sendable {
  /// How many contexts a subadmin has of those that it may have.
  package struct HeadRoom: Equatable, Sendable {
    package var subadmin: String
    package var used: Int
    /// `Subadmin.MaxContext`
    package var limit: Int

    package var isFull: Bool { used >= limit }
    /// One in ten is left, or fewer than three.
    package var isNearlyFull: Bool { limit - used < max(3, limit / 10) }
  }

  /// Contexts named by their number beside others named after their subadmin: Reseller Mode was toggled.
  package struct MixedNames: Equatable, Sendable {
    package var byNumber: [InventoryRow]
    package var bySubadmin: [InventoryRow]
  }

  package var sources: [InventorySource]
  /// Of subadmins with a limit, the fullest first.
  package var headRoom: [HeadRoom] = []
  /// Contexts that may be any subadmin's, where some have a limit: the lists tell no owner. Who has room is not told then.
  package var ownerless = 0
  package var mixedNames: MixedNames?
  /// Contexts that no domain in Plesk belongs to: ghosts. `nil` where one side's list is missing.
  package var openXchangeOnly: [InventoryRow]?
  /// Domains in Plesk without a context: Plesk believes in a success that never was.
  package var pleskOnly: [InventoryRow]?
  /// Contexts and domains of which nobody can tell which belong together: an instance's number is unique on its own Plesk host only.
  package var unclear: [InventoryRow] = []
  /// Mailboxes in Plesk without a user, of contexts whose users are known; `nil` where no users are.
  package var mailboxesPleskOnly: [InventoryRow]?
  /// Users without a mailbox in Plesk, but for each context's admin.
  package var usersOpenXchangeOnly: [InventoryRow]?

  package init(
    sources: [InventorySource], contexts: [InventoryRow], admins: [InventoryRow], users: [InventoryRow],
    plesk: [InventoryRow]
  ) {
    self.sources = sources
    setHeadRoom(admins, contexts)
    mixedNames = Self.mixedNames(contexts)
    guard !contexts.isEmpty, !plesk.isEmpty else { return }
    let pairing = InventoryPairing(contexts: contexts, plesk: plesk)
    let known = pairing.pairedContexts.union(pairing.unclearContexts)
    openXchangeOnly = contexts.filter { !known.contains($0.id ?? -1) }
    pleskOnly = pairing.alone
    unclear = contexts.filter { pairing.unclearContexts.contains($0.id ?? -1) } + pairing.unclear
    guard !users.isEmpty else { return }
    compareMailboxes(users, plesk, pairing)
  }

  /// From all lists of an index.
  package init(_ reader: IndexReader) throws(StoreError) {
    self.init(
      sources: try reader.inventorySources(), contexts: try reader.inventory(.contexts),
      admins: try reader.inventory(.admins), users: try reader.inventory(.users), plesk: try reader.inventory(.plesk))
  }

  // MARK: Subadmins

  private mutating func setHeadRoom(_ admins: [InventoryRow], _ contexts: [InventoryRow]) {
    // A list may name a context's subadmin by its id, or not at all: then its name may tell.
    let byID = Dictionary(admins.map { ("\($0.id ?? 0)", $0.name?.string) }) { first, _ in first }
    var used: [String: Int] = [:]
    for context in contexts {
      let owner = context.owner?.string ?? context.name.flatMap { InventoryRow.resellerName($0.string)?.subadmin }
      if let owner { used[(byID[owner] ?? nil) ?? owner, default: 0] += 1 } else { ownerless += 1 }
    }
    let rooms = admins.compactMap { admin -> HeadRoom? in
      guard let name = admin.name?.string, let limit = Self.maxContexts(admin.detail?.string ?? "") else { return nil }
      return HeadRoom(subadmin: name, used: used[name] ?? 0, limit: limit)
    }
    // Where a list tells owners, what has none is the master's.
    if rooms.isEmpty || contexts.contains(where: { $0.owner != nil }) { ownerless = 0 }
    guard !contexts.isEmpty else { return }
    headRoom = rooms.filter { ownerless == 0 || $0.isNearlyFull }
      .sorted { ($0.limit - $0.used, $0.subadmin) < ($1.limit - $1.used, $1.subadmin) }
  }

  /// `Subadmin.MaxContext=100`, alone or among others.
  private static func maxContexts(_ restrictions: String) -> Int? {
    restrictions.firstMatch(of: /Subadmin\.MaxContext\s*[=:]\s*(\d{1,9})/).flatMap { Int($0.1) }
  }

  // MARK: Names

  private static func mixedNames(_ contexts: [InventoryRow]) -> MixedNames? {
    let byNumber = contexts.filter { $0.name?.string == $0.id.map(String.init) }
    let bySubadmin = contexts.filter { context in
      guard let name = context.name?.string, let parts = InventoryRow.resellerName(name) else { return false }
      return context.owner.map { $0.string == parts.subadmin } ?? true
    }
    return byNumber.isEmpty || bySubadmin.isEmpty ? nil : MixedNames(byNumber: byNumber, bySubadmin: bySubadmin)
  }

  // MARK: Mailboxes

  private mutating func compareMailboxes(
    _ users: [InventoryRow], _ plesk: [InventoryRow], _ pairing: InventoryPairing
  ) {
    let known = Set(users.compactMap(\.contextID))
    let byContext = Dictionary(grouping: users) { $0.contextID ?? 0 }
    let addresses = byContext.mapValues { Set($0.compactMap(\.address)) }
    var inPlesk: [Int: Set<String>] = [:]
    mailboxesPleskOnly = plesk.filter { row in
      guard let address = row.address, let context = pairing.context(of: row), known.contains(context) else {
        return false
      }
      inPlesk[context, default: []].insert(address)
      return addresses[context]?.contains(address) != true
    }
    // Only where Plesk's list names mailboxes of that context at all.
    usersOpenXchangeOnly = users.filter { user in
      guard let context = user.contextID, let listed = inPlesk[context] else { return false }
      // A context's admin is its user 2.
      return user.id != 2 && !(user.address.map(listed.contains) ?? false)
    }
  }
}
