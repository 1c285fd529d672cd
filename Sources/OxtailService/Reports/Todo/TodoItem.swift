import IncidentStore
import LogPipeline

/// An operation that failed and was not seen to succeed: what to do about it.
package struct TodoItem: Sendable {
  /// What can be done now, what is to be done first otherwise.
  package enum Advice: String, CaseIterable, Sendable {
    /// Run it again.
    case rerun
    /// The work may be done: look first.
    case checkFirst = "check-first"
    /// The object is there: adopt or delete it before it is run again.
    case adopt
    /// It fails again as long as the cause is not removed.
    case fixFirst = "fix-first"
  }

  package var advice: Advice
  package var failure: FailureFigures
  /// How often it was tried.
  package var attempts = 1
  /// A command that shows what is there; `nil` where the catalogue knows none.
  package var check: String?
}

/// All operations that have to be run again, each once.
package struct TodoList: Sendable {
  /// What can be done at once first, then by host and subject.
  package private(set) var items: [TodoItem] = []

  /// Beyond these the list is cut, and says so.
  package static let itemsMax = 100_000
  package private(set) var isCut = false
  /// How many imported lists show to be done.
  package private(set) var doneCount = 0

  /// - Parameter query: Resolved and muted incidents have to be asked for.
  package init(_ reader: IndexReader, _ query: Query) throws(StoreError) {
    var places: [Key: Int] = [:]
    var found: [TodoItem] = []
    var isCut = false
    var done: Set<Key> = []
    let asksForState = query.conditions.contains { $0.key == .state }
    try reader.failures(query) { failure in
      if !asksForState, [.resolved, .muted].contains(failure.incident.state) { return }
      let key = Key(failure)
      if let place = places[key] {
        found[place].attempts += 1
      } else if failure.isDone {
        done.insert(key)
      } else if found.count < Self.itemsMax {
        places[key] = found.count
        found.append(TodoItem(advice: Self.advice(failure), failure: failure))
      } else {
        isCut = true
      }
    }
    items = found.sorted { Self.key($0).lexicographicallyPrecedes(Self.key($1)) }
    self.isCut = isCut
    doneCount = done.subtracting(places.keys).count
    try addChecks(reader)
  }

  private struct Key: Hashable {
    var host: String
    var operation: String?
    var names: SubjectNames.Key

    init(_ failure: FailureFigures) {
      host = failure.host
      operation = failure.operation
      names = failure.names.completed.key
    }
  }

  private static func advice(_ failure: FailureFigures) -> TodoItem.Advice {
    // A retry that found what the attempt before had made.
    if failure.cause != failure.incident.cause, Occurrence.proofs.contains(failure.cause) { return .adopt }
    if failure.doneAt != nil { return .adopt }
    switch failure.incident.retry {
    case .checkFirst: return .checkFirst
    case .safe: return .rerun
    case .useless:
      // Whatever stood in the way is gone.
      return failure.incident.state == .recovered || failure.incident.state == .resolved ? .rerun : .fixFirst
    }
  }

  private static func key(_ item: TodoItem) -> [String] {
    let rank = TodoItem.Advice.allCases.firstIndex(of: item.advice) ?? 0
    let names = item.failure.names.completed
    return [
      "\(rank)", item.failure.host, names.domain ?? "", names.mailbox ?? "", names.contextName ?? names.contextID ?? "",
      names.subscription ?? "", item.failure.operation ?? "", item.failure.incident.id,
    ]
  }

  private mutating func addChecks(_ reader: IndexReader) throws(StoreError) {
    var commands: [String: [String]] = [:]
    for index in items.indices where [.checkFirst, .adopt].contains(items[index].advice) {
      let failure = items[index].failure
      if commands[failure.incident.id] == nil {
        let checks = try reader.incident(failure.incident.id)?.remedy.check ?? []
        commands[failure.incident.id] = checks.filter { !$0.hasPrefix("#") }
      }
      items[index].check = Self.check(commands[failure.incident.id] ?? [], failure)
    }
  }

  /// Of the incident's own commands the first that is about the failure's subject, else the first, with what is known of the failure
  /// filled in.
  static func check(_ commands: [String], _ failure: FailureFigures) -> String? {
    let names = failure.names.completed
    let filled = commands.map { command in
      // What is said of a time is said of the incident's first failure.
      RemedyWriter.filled(
        command.replacing(failure.incident.firstSeen.iso8601, with: failure.time.iso8601),
        names.values(host: failure.host), isCommand: true)
    }
    let telling = [names.mailbox, names.domain, names.contextName, names.contextID.map { "-c \($0) " }]
      .compactMap { $0 }
    return filled.first { command in telling.contains { command.contains($0) } } ?? filled.first
  }
}

extension SubjectNames {
  /// What tells two subjects apart.
  struct Key: Hashable {
    var names: [String?]
  }

  var key: Key { Key(names: [domain, mailbox, contextName, contextID, subscription].map { $0?.lowercased() }) }

  /// For the placeholders of a command.
  func values(host: String) -> [String: String] {
    var values = ["plesk_host": host]
    values["domain"] = domain
    values["mailbox"] = mailbox
    values["context_name"] = contextName
    values["context_id"] = contextID
    values["subscription"] = subscription
    values["subadmin"] = subadmin
    return values
  }
}

extension FailureFigures {
  /// Whether lists show that nothing has to be done any more. What Open-Xchange has and Plesk has not is there, but nobody's.
  fileprivate var isDone: Bool {
    guard doneAt != nil else { return false }
    guard operation == "install", let listed = names.listed else { return true }
    return !listed.isComparable || listed.isInPlesk
  }
}
