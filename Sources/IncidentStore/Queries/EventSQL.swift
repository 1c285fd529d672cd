import GRDB
import LogPipeline

/// What of a query rows tell of events: all that it admits, and some more.
struct EventSQL {
  private let query: Query
  private let listed: ListedConditions
  private let words: [Glob]
  /// For each kind of name that is asked for, what a record has to have a word of.
  private let names: [(question: String, words: WordSet)]

  init(_ query: Query, _ listed: ListedConditions) {
    self.query = query
    self.listed = listed
    words = query.words.map { Glob("*\($0.text)*") }
    let keys: [Query.Key] = [.domain, .mailbox, .context, .subscription, .subadmin, .customer]
    names = keys.compactMap { key in
      let wanted = query.conditions.filter { $0.key == key && !$0.isNegated }
      let texts = wanted.compactMap { Self.texts($0, listed) }
      // One alternative that cannot be sieved lets everything through.
      guard !wanted.isEmpty, texts.count == wanted.count else { return nil }
      let asked = texts.flatMap { $0 }
      return (Self.any(asked.compactMap(TextSieve.words)), WordSet(asked.compactMap(TextSieve.word)))
    }
  }

  /// Whether a record that the condition admits may have the query's words and names: to be asked before it is read as a whole.
  func admits(_ words: EventWords) -> Bool {
    names.allSatisfy { $0.words.admits(words) } && self.words.allSatisfy { $0.fits(words.text) || $0.fits(words.names) }
  }

  /// Beyond so many packs, or such a part of all, the newest records are found as quickly by looking at all in the order of time.
  private static let cutMax = 8_000
  private static let cutPart = 8
  private static let cutMin = 64
  /// How many records a pack has, roughly.
  private static let packedRecords = 80

  /// The packs that may hold what the query asks for; `nil` where all are to be looked at.
  ///
  /// - Parameter isCut: Whether the first records may be enough.
  func packs(_ database: Database, isCut: Bool) throws -> Set<Int64>? {
    var max = Int.max
    if isCut {
      let records = try Int.fetchOne(database, sql: "SELECT max(id) FROM ox_event") ?? 0
      max = min(Self.cutMax, Swift.max(Self.cutMin, records / Self.packedRecords / Self.cutPart))
    }
    var found: Set<Int64>?
    // Each is true of what is asked for.
    for sieve in try sieves(database) {
      guard let packs = try PackWalk.packs(sieve, max: max, in: database) else { continue }
      found = found?.intersection(packs) ?? packs
    }
    return found
  }

  /// On `ox_event e` and `ox_generation g`.
  var condition: QuerySQL.Condition {
    var parts = ["1"]
    var arguments: StatementArguments = []
    if let since = query.since {
      parts.append("e.time_ms >= ?")
      arguments += [since.ms]
    }
    if let until = query.until {
      parts.append("e.time_ms < ?")
      arguments += [until.ms]
    }
    for condition in machines {
      parts.append(condition.sql)
      arguments += condition.arguments
    }
    return (parts.joined(separator: " AND "), arguments)
  }

  // MARK: Sieves

  /// Names are the rarest, and are asked first.
  private func sieves(_ database: Database) throws -> [[TextSieve.Question]] {
    try names.map { [("ox_event_word", $0.question)] }
      + query.words.flatMap { try TextSieve.parts(of: $0) { try words(with: $0, database) } }
  }

  /// Of which one stands in every record that a condition on a name admits; `nil` where nobody can tell.
  private static func texts(_ condition: Query.Condition, _ listed: ListedConditions) -> Set<String>? {
    var texts = listed[condition]?.all ?? []
    // No record names a customer.
    if condition.key != .customer {
      guard condition.value.isLiteral else { return nil }
      texts.insert(condition.value.text)
    }
    guard texts.count <= namesMax else { return nil }
    return texts.allSatisfy { TextSieve.words(of: $0) != nil } ? texts : nil
  }

  /// More of them let so much through that they are hardly a sieve.
  static let namesMax = 1_000

  /// What one of some words is true of.
  static func any(_ words: [String]) -> String {
    // A phrase without a word stands nowhere.
    words.isEmpty ? "\"\"" : words.uniqued().sorted().map { "(\($0))" }.joined(separator: " OR ")
  }

  /// A part that so many words have tells little.
  private static let wordsMax = 500

  private func words(with part: String, _ database: Database) throws -> [String]? {
    let words = try String.fetchAll(
      database.cachedStatement(sql: "SELECT word FROM ox_word WHERE instr(word, ?) > 0 LIMIT ?"),
      arguments: [part, Self.wordsMax + 1])
    return words.count > Self.wordsMax ? nil : words
  }

  // MARK: What is looked at

  private var machines: [QuerySQL.Condition] {
    [(Query.Key.host, "g.host"), (.side, "g.side")].compactMap { key, column in
      let wanted = query.conditions.filter { $0.key == key && !$0.isNegated && $0.value.isLiteral }
      guard !wanted.isEmpty, wanted.count == query.conditions.count(where: { $0.key == key && !$0.isNegated }) else {
        return nil
      }
      let places = wanted.map { _ in "?" }.joined(separator: ", ")
      return ("\(column) COLLATE NOCASE IN (\(places))", StatementArguments(wanted.map(\.value.text)))
    }
  }
}
