import GRDB
import LogPipeline

/// A query as conditions of SQL.
///
/// An incident is asked for where it has a failure of which all holds that is asked: what is said of a subject, a host and a time has to
/// be true of one failure.
struct QuerySQL {
  typealias Condition = (sql: String, arguments: StatementArguments)

  private let query: Query
  private let listed: ListedConditions

  init(_ query: Query, _ listed: ListedConditions) {
    self.query = query
    self.listed = listed
  }

  /// On `ox_incident i`.
  var incidents: Condition {
    var parts = ids + conditions(Self.incidentColumns)
    let inner = conditions(Self.failureColumns) + times
    switch query.words.count {
    case 0 where inner.isEmpty: break
    case 0: parts.append(Self.isOfOne("ox_failure f", inner))
    case 1 where inner.isEmpty:
      // What an incident says of itself is looked at once, not with each of its failures.
      let pattern = Self.pattern(Glob("*\(query.words[0].text)*"))
      let said = Self.isOfOne("ox_failure f", [("\(Self.failureWords) LIKE ? ESCAPE '\\'", [pattern])])
      parts.append(Self.any([("i.words LIKE ? ESCAPE '\\'", [pattern]), said]))
    default: parts.append(Self.isOfOne("ox_failure f JOIN ox_incident i ON i.number = f.incident", inner + words))
    }
    return Self.all(parts)
  }

  /// On `ox_failure f JOIN ox_incident i ON i.number = f.incident`.
  var failures: Condition {
    Self.all(ids + conditions(Self.incidentColumns) + conditions(Self.failureColumns) + times + words)
  }

  /// That all holds of one failure of an incident.
  private static func isOfOne(_ tables: String, _ parts: [Condition]) -> Condition {
    let failure = all(parts)
    return ("i.number IN (SELECT f.incident FROM \(tables) WHERE \(failure.sql))", failure.arguments)
  }

  // MARK: Columns

  private static let incidentColumns: [Query.Key: [String]] = [
    .cause: ["i.cause"], .kind: ["i.kind"], .owner: ["i.owner"], .state: ["i.state"], .operation: ["i.operation"],
  ]
  private static let failureColumns: [Query.Key: [String]] = [
    .domain: ["f.domain"], .mailbox: ["f.mailbox"], .context: ["f.context_name", "f.context_id"],
    .subscription: ["f.subscription"], .subadmin: ["f.subadmin"], .customer: [],
    .host: ["f.host", "f.partner_host"], .side: ["f.sides"],
  ]
  /// What lists say where a column is empty: the column, and the key.
  private static let listedColumns: [Query.Key: [(column: String?, key: String)]] = [
    .domain: [("f.domain", "domain")],
    .context: [("f.context_name", "context_name"), ("f.context_id", "context_id")],
    .subadmin: [("f.subadmin", "subadmin")], .customer: [(nil, "customer")],
  ]
  private static let failureWords = """
    (f.host || ' ' || coalesce(f.partner_host, '') || ' ' || coalesce(f.domain, '') || ' ' || coalesce(f.mailbox, '') || ' ' \
    || coalesce(f.context_name, '') || ' ' || coalesce(f.context_id, '') || ' ' || coalesce(f.subscription, '') || ' ' \
    || coalesce(f.subadmin, '') || ' ' || coalesce(f.other_cause, ''))
    """

  /// Each stands in what the incident or one failure of it says.
  private var words: [Condition] {
    query.words.map { word in
      let pattern = Self.pattern(Glob("*\(word.text)*"))
      return ("(i.words LIKE ? ESCAPE '\\' OR \(Self.failureWords) LIKE ? ESCAPE '\\')", [pattern, pattern])
    }
  }

  private func conditions(_ columns: [Query.Key: [String]]) -> [Condition] {
    Query.Key.allCases.flatMap { key -> [Condition] in
      guard let columns = columns[key] else { return [] }
      let asked = query.conditions.filter { $0.key == key }
      let excluded = asked.filter(\.isNegated).map { condition -> Condition in
        let one = Self.any(alternatives(condition, columns))
        return ("NOT coalesce(\(one.sql), 0)", one.arguments)
      }
      let wanted = asked.filter { !$0.isNegated }
      return excluded + (wanted.isEmpty ? [] : [Self.any(wanted.flatMap { alternatives($0, columns) })])
    }
  }

  private func alternatives(_ condition: Query.Condition, _ columns: [String]) -> [Condition] {
    columns.map { Self.comparison($0, condition) } + (listedNames(condition).map { [$0] } ?? [])
  }

  /// What lists call a failure's subject. They are asked for few: for those that are named by something that leads there.
  private func listedNames(_ condition: Query.Condition) -> Condition? {
    guard let columns = Self.listedColumns[condition.key], let leading = listed[condition]?.failures else { return nil }
    let names = columns.map { column, key -> Condition in
      let one = Self.comparison(NameBook.expression(key), condition)
      return (column.map { "(\($0) IS NULL AND \(one.sql))" } ?? one.sql, one.arguments)
    }
    return Self.all([leading, Self.any(names)])
  }

  private static func comparison(_ column: String, _ condition: Query.Condition) -> Condition {
    if condition.key == .side {
      let bits = Side.allCases.filter { condition.value.fits($0.rawValue) }.reduce(0) { $0 | FailureRow.bit(of: $1) }
      return ("\(column) & ? <> 0", [bits])
    }
    // Words of a list of our own are in lower case, and an index finds them.
    if condition.value.isLiteral, condition.key.values != nil {
      return ("\(column) = ?", [condition.value.text.lowercased()])
    }
    return comparison(column, with: condition.value)
  }

  static func comparison(_ column: String, with value: Glob) -> Condition {
    value.isLiteral
      ? ("\(column) = ? COLLATE NOCASE", [value.text]) : ("\(column) LIKE ? ESCAPE '\\'", [pattern(value)])
  }

  private var ids: [Condition] {
    guard !query.incidents.isEmpty else { return [] }
    let places = query.incidents.map { _ in "?" }.joined(separator: ", ")
    return [("i.id IN (\(places))", StatementArguments(query.incidents))]
  }

  private var times: [Condition] {
    var parts: [Condition] = []
    if let since = query.since { parts.append(("f.time_ms >= ?", [since.ms])) }
    if let until = query.until { parts.append(("f.time_ms < ?", [until.ms])) }
    return parts
  }

  // MARK: Joining

  private static func all(_ parts: [Condition]) -> Condition { joined(parts, by: " AND ", empty: "1") }
  private static func any(_ parts: [Condition]) -> Condition { joined(parts, by: " OR ", empty: "0") }

  private static func joined(_ parts: [Condition], by word: String, empty: String) -> Condition {
    guard !parts.isEmpty else { return (empty, []) }
    return (
      "(" + parts.map(\.sql).joined(separator: word) + ")", parts.reduce(StatementArguments()) { $0 + $1.arguments }
    )
  }

  /// A glob as LIKE has it, which does not distinguish ASCII letters' case either.
  static func pattern(_ glob: Glob) -> String {
    glob.text.escaping { sign in
      switch sign {
      case "*": "%"
      case "%", "_", "\\": "\\\(sign)"
      default: nil
      }
    }
  }
}
