import GRDB
import LogPipeline
import Synchronization

/// Looks up what imported lists know of subjects: what every view says of them comes from here.
final class NameBook: Sendable {
  private struct Asked: Hashable {
    var host: String?
    var domain, mailbox, contextName, contextID, subscription, subadmin: String?

    init(_ names: SubjectNames, _ host: String?) {
      self.host = host
      (domain, mailbox) = (names.domain?.lowercased(), names.mailbox?.lowercased())
      (contextName, contextID) = (names.contextName, names.contextID)
      (subscription, subadmin) = (names.subscription, names.subadmin)
    }
  }

  private struct Memory {
    /// The kinds of lists that there are; `nil` before anybody asked.
    var kinds: Set<String>?
    var found: [Asked: KnownObject?] = [:]
  }

  /// Some MiB; a report or a list asks for the same ones again and again.
  private static let memoryMax = 10_000

  private let memory = Mutex(Memory())

  /// - Parameter host: The Plesk host on which it failed, where it is known: an instance's number is unique on its host only.
  /// - Returns: `nil` where no list knows the subject, where several objects fit, or where what a list says contradicts the records.
  func object(_ names: SubjectNames, on host: String? = nil, _ database: Database) throws -> KnownObject? {
    let kinds = try kinds(database)
    guard !kinds.isEmpty else { return nil }
    let asked = Asked(names, host)
    if let known = memory.withLock({ $0.found[asked] }) { return known }
    let found = try NameLookup(database: database, kinds: kinds).object(names, host)
    memory.withLock { memory in
      if memory.found.count >= Self.memoryMax { memory.found = [:] }
      memory.found[asked] = .some(found)
    }
    return found
  }

  /// The kinds of lists that there are.
  func kinds(_ database: Database) throws -> Set<String> {
    if let kinds = memory.withLock({ $0.kinds }) { return kinds }
    let kinds = Set(try String.fetchAll(database, sql: "SELECT DISTINCT kind FROM ox_inventory_source"))
    memory.withLock { $0.kinds = kinds }
    return kinds
  }
}
