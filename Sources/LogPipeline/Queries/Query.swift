/// What lists, searches, reports and the live view are asked for: words, properties and a stretch of time, all of which have to hold.
///
/// Conditions with one key are alternatives, as they are in journalctl; one that is negated excludes.
package struct Query: Equatable, Sendable {
  /// What a condition can speak of.
  package enum Key: String, CaseIterable, Sendable {
    case domain, mailbox, context, subscription, subadmin, customer, cause, kind, owner, state, host, operation, side

    /// The only values that it can have; `nil` where any text may be one.
    package var values: [String]? {
      switch self {
      case .kind: CauseSpec.Kind.allCases.map(\.rawValue)
      case .owner: CauseSpec.Owner.allCases.map(\.rawValue)
      case .state: Incident.State.allCases.map(\.rawValue)
      case .side: Side.allCases.map(\.rawValue)
      case .domain, .mailbox, .context, .subscription, .subadmin, .customer, .cause, .host, .operation: nil
      }
    }
  }

  package struct Condition: Equatable, Sendable {
    package var key: Key
    package var value: Glob
    package var isNegated: Bool
  }

  /// Each has to stand somewhere.
  package private(set) var words: [Glob] = []
  package private(set) var conditions: [Condition] = []
  /// The ids of incidents, of which one is enough; none stands for all. Only an index knows them.
  package var incidents: [String] = []
  /// The first moment that counts.
  package var since: Instant?
  /// The first moment that counts no more.
  package var until: Instant?

  package init() {}

  package var isEmpty: Bool {
    words.isEmpty && conditions.isEmpty && incidents.isEmpty && since == nil && until == nil
  }

  /// Adds what somebody typed: `word`, `"words with key: in them"`, `key:value`, `-key:value` or `!key:value`.
  package mutating func add(term: String) throws(QueryError) {
    let isNegated = term.hasPrefix("-") || term.hasPrefix("!")
    let bare = isNegated ? term.dropFirst() : term[...]
    guard let colon = bare.firstIndex(of: ":"), Self.isKey(bare[..<colon]),
      !bare[colon...].hasPrefix("://")
    else { return addWord(term) }
    let name = String(bare[..<colon])
    guard let key = Key(rawValue: name) else { throw .unknownKey(name, term: term) }
    try add(key, String(bare[bare.index(after: colon)...]), isNegated: isNegated)
  }

  package mutating func add(_ key: Key, _ value: String, isNegated: Bool = false) throws(QueryError) {
    guard !value.isEmpty else { throw .noValue(key) }
    let value = Glob(value)
    if let values = key.values, !values.contains(where: value.fits) { throw .unknownValue(key, value.text) }
    conditions.append(Condition(key: key, value: value, isNegated: isNegated))
  }

  private mutating func addWord(_ term: String) {
    let isQuoted = term.count > 1 && term.hasPrefix("\"") && term.hasSuffix("\"")
    let word = isQuoted ? String(term.dropFirst().dropLast()) : term
    if !word.isEmpty { words.append(Glob(word)) }
  }

  /// A fault's code, a class and a time look otherwise: `[soap:Server]`, `com.openexchange:`, `12:30`.
  private static func isKey(_ text: Substring) -> Bool {
    text.utf8.count > 1 && text.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || $0 == UInt8(ascii: "_") }
  }
}

/// Why a term cannot be understood.
package enum QueryError: Error, Equatable, Sendable {
  case unknownKey(String, term: String)
  /// The key has values of its own, and this is none.
  case unknownValue(Query.Key, String)
  case noValue(Query.Key)
}
