import GRDB
import LogPipeline

/// What failures can be counted by.
package enum Facet: String, CaseIterable, Sendable {
  case cause, kind, owner, retry, state, operation, host, domain, mailbox, context, subscription, subadmin, customer,
    hour, day

  /// Of `ox_failure f` and `ox_incident i`; hours and days in UTC.
  ///
  /// - Parameter hasLists: Whether imported lists may name what records do not: a failure is counted under the names that views show.
  fileprivate func expression(hasLists: Bool) -> String {
    func listed(_ key: String) -> String { hasLists ? NameBook.expression(key) : "NULL" }
    return switch self {
    case .cause, .kind, .owner, .retry, .state, .operation: "i.\(rawValue)"
    case .host, .mailbox, .subscription: "f.\(rawValue)"
    case .domain, .subadmin: "coalesce(f.\(rawValue), \(listed(rawValue)))"
    case .context: "coalesce(f.context_name, \(listed("context_name")), f.context_id)"
    case .customer: listed("customer")
    case .hour, .day: expression(of: "f.time_ms")
    }
  }

  /// The hour or the day of a time.
  func expression(of time: String) -> String {
    "strftime('\(self == .hour ? "%Y-%m-%d %H:00" : "%Y-%m-%d")', \(time) / 1000, 'unixepoch')"
  }

  /// Whether its values follow each other in time, and are shown so.
  package var isTime: Bool { self == .hour || self == .day }
}

/// How often a value stands in failures.
package struct FacetCount: Equatable, Sendable {
  package var value: String
  package var failures: Int
  package var incidents: Int
  package var lastSeen: Instant
}

extension IndexReader {
  /// Counts the failures that a query admits; those without a value are not counted.
  ///
  /// - Parameter limit: The values with most failures, or the latest hours or days.
  package func counts(by facet: Facet, _ query: Query, limit: Int? = nil) throws(StoreError) -> [FacetCount] {
    if let trends = TrendSums(facet, query) {
      let counts = try StoreError.wrapping(path) { try database.read { try trends.counts($0, limit: limit) } }
      return facet.isTime ? counts.reversed() : counts
    }
    let condition = try sql(query).failures
    let counts = try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchAll(
          database,
          sql: """
            SELECT \(facet.expression(hasLists: !names.kinds(database).isEmpty)) AS value, count(*) AS n, count(DISTINCT f.incident), max(f.time_ms)
            FROM ox_failure f JOIN ox_incident i ON i.number = f.incident WHERE \(condition.sql)
            GROUP BY value HAVING value IS NOT NULL ORDER BY \(facet.isTime ? "value DESC" : "n DESC, value") LIMIT ?
            """, arguments: condition.arguments + [limit ?? -1]
        ).map {
          FacetCount(value: $0[0], failures: $0[1], incidents: $0[2], lastSeen: Instant(ms: $0[3]))
        }
      }
    }
    return facet.isTime ? counts.reversed() : counts
  }
}
