import GRDB
import LogPipeline

/// Whether imported lists show that what failed was done after all: an object that is there after a failed installation, or gone after a
/// failed removal. Only a list that was made after the failure says so.
final class InventoryProof {
  private let database: Database
  private let names: NameBook
  /// When the lists of each kind were made; a kind with a list of unknown time proves nothing gone.
  private let times: [InventoryRow.Kind: [Instant?]]
  private lazy var hasOneInstallation = Result {
    try Int.fetchOne(
      database, sql: "SELECT count(DISTINCT entity) FROM ox_incident WHERE entity LIKE 'ox %'") ?? 0 <= 1
  }

  init(_ database: Database, _ names: NameBook) throws {
    self.database = database
    self.names = names
    var times: [InventoryRow.Kind: [Instant?]] = [:]
    for row in try Row.fetchAll(database, sql: "SELECT kind, time_ms FROM ox_inventory_source") {
      guard let kind = InventoryRow.Kind(rawValue: row[0]) else { continue }
      times[kind, default: []].append((row[1] as Int64?).map(Instant.init))
    }
    self.times = times
  }

  /// The newest list of Open-Xchange's objects; `nil` where none has a time.
  var newest: Instant? { [.contexts, .users].flatMap { times[$0] ?? [] }.compactMap { $0 }.max() }

  /// - Parameter failedAt: The last failure of this operation for this subject.
  /// - Returns: When the list was made that shows it.
  func time(_ operation: String?, _ subject: SubjectNames, on host: String?, failedAt: Instant) throws -> Instant? {
    guard let newest, newest > failedAt else { return nil }
    let time =
      switch operation {
      case "install": try presence(subject, host)
      case "remove": try absence(subject)
      default: nil as Instant?
      }
    return time.flatMap { $0 > failedAt ? $0 : nil }
  }

  private func presence(_ subject: SubjectNames, _ host: String?) throws -> Instant? {
    guard let object = try names.object(subject, on: host, database) else { return nil }
    if subject.mailbox != nil { return object.mailboxSeen }
    // Another installation has contexts with the same numbers.
    let isByNumber = subject.contextName == nil && subject.domain == nil
    return try !isByNumber || hasOneInstallation.get() ? object.contextSeen : nil
  }

  /// Nothing is gone from lists that may be another installation's.
  private func absence(_ subject: SubjectNames) throws -> Instant? {
    guard try hasOneInstallation.get() else { return nil }
    let kind: InventoryRow.Kind = subject.mailbox == nil ? .contexts : .users
    let known = times[kind] ?? []
    let dated = known.compactMap { $0 }
    guard let first = dated.min(), dated.count == known.count else { return nil }
    let isThere =
      try subject.mailbox.map { try isUser($0, subject) }
      ?? isContext(subject)
    return isThere ? nil : first
  }

  private func isContext(_ subject: SubjectNames) throws -> Bool {
    let id = subject.contextID.flatMap { Int($0) }
    // That no mapping leads to a domain says nothing: there may be none.
    guard id != nil || subject.contextName != nil else { return true }
    return try !InventoryRow.rows(database, .contexts, "i.object_id = ? OR i.name = ?", [id, subject.contextName])
      .isEmpty
  }

  private func isUser(_ mailbox: String, _ subject: SubjectNames) throws -> Bool {
    guard let context = try names.object(subject, database)?.contextID ?? subject.contextID.flatMap({ Int($0) }) else {
      return true
    }
    let users = try InventoryRow.rows(database, .users, "i.context_id = ?", [context])
    return users.isEmpty || users.contains { $0.address == mailbox.lowercased() }
  }
}
