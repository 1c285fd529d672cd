import GRDB
import LogPipeline

/// What of a query rows tell of events: all that it admits, and some more.
struct EventSQL {
  private let query: Query
  private let listed: ListedConditions
  private let words: [Glob]

  init(_ query: Query, _ listed: ListedConditions) {
    self.query = query
    self.listed = listed
    words = query.words.map { Glob("*\($0.text)*") }
  }

  /// Whether a record that the condition admits has the query's words: to be asked before it is read as a whole.
  func admits(_ words: EventWords, names: String) -> Bool {
    self.words.allSatisfy { $0.fits(words.text) || $0.fits(names) }
  }

  /// Beyond so many records that a sieve lets through, the newest of them are found as quickly by looking at all in the order of time.
  static let cutMax = 5_000
  /// Beyond so many, sorting them costs what looking at all costs.
  static let wholeMax = 1_000_000

  /// On `ox_event e` and `ox_generation g`.
  ///
  /// - Parameter isCut: Whether the first ones may be enough.
  /// - Returns: With whether rows are found by a sieve.
  func condition(_ database: Database, isCut: Bool) throws -> (
    sql: String, arguments: StatementArguments, isSieved: Bool
  ) {
    let sieve = try narrowest(database, isCut ? Self.cutMax : Self.wholeMax)
    // A plus keeps SQLite from looking for a time where there is a better way.
    let time = sieve == nil ? "e.time_ms" : "+e.time_ms"
    var parts = [sieve?.sql ?? "1"]
    var arguments = sieve?.arguments ?? []
    if let since = query.since {
      parts.append("\(time) >= ?")
      arguments += [since.ms]
    }
    if let until = query.until {
      parts.append("\(time) < ?")
      arguments += [until.ms]
    }
    for condition in machines {
      parts.append(condition.sql)
      arguments += condition.arguments
    }
    return (parts.joined(separator: " AND "), arguments, sieve != nil)
  }

  // MARK: Sieves

  /// The sieve that lets fewest records through, if these are few.
  private func narrowest(_ database: Database, _ most: Int) throws -> QuerySQL.Condition? {
    var best: (condition: QuerySQL.Condition, count: Int)?
    for sieve in try sieves(database) {
      let found = sieve.map { "SELECT rowid FROM \($0.table) WHERE \($0.table) MATCH ?" }.joined(
        separator: " UNION ALL ")
      let words = StatementArguments(sieve.map(\.words))
      let max = best?.count ?? most
      let count = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM (SELECT 1 FROM (\(found)) LIMIT ?)", arguments: words + [max + 1])
      if let count, count <= max { best = (("e.id IN (\(found))", words), count) }
    }
    return best?.condition
  }

  /// Names are the rarest, and are asked first.
  private func sieves(_ database: Database) throws -> [[TextSieve.Question]] {
    let names: [Query.Key] = [.domain, .mailbox, .context, .subscription, .subadmin, .customer]
    let asked = names.compactMap { key -> String? in
      let wanted = query.conditions.filter { $0.key == key && !$0.isNegated }
      let words = wanted.compactMap(self.words)
      // One alternative that cannot be sieved lets everything through.
      guard !wanted.isEmpty, words.count == wanted.count else { return nil }
      return Self.any(words.flatMap { $0 })
    }
    return try asked.map { [("ox_event_word", $0)] }
      + query.words.flatMap { try TextSieve.parts(of: $0) { try words(with: $0, database) } }
  }

  /// Of which one is true of every record that a condition on a name admits; `nil` where nobody can tell.
  private func words(_ condition: Query.Condition) -> [String]? {
    var texts = listed[condition]?.all ?? []
    // No record names a customer.
    if condition.key != .customer {
      guard condition.value.isLiteral else { return nil }
      texts.insert(condition.value.text)
    }
    guard texts.count <= Self.namesMax else { return nil }
    let words = texts.compactMap(TextSieve.words)
    return words.count == texts.count ? words : nil
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
