import GRDB
import LogPipeline

/// What became of an incident, and the incident as it is now. Only failures that the question admits count.
package struct IncidentNews: Sendable {
  package enum What: String, CaseIterable, Sendable {
    /// It was never seen before: not for this cause, operation and owner.
    case new
    /// It failed again after it was over, or after somebody resolved it.
    case regressed
    /// In a day it failed at least ten times, and twice as often as in any day before.
    case escalating
    /// The logs show that it is over.
    case recovered
  }

  /// Grows with each row.
  package var id: Int64
  package var what: What
  package var time: Instant
  /// Whether the logs were a day further already when it became known.
  package var isLate: Bool
  package var incident: IncidentSummary
  package var affects: CauseSpec.Affects
  package var failures: Int
  package var subjects: Int
  /// The first ``hostsMax`` in their order, and how many there are.
  package var hosts: [String]
  package var hostCount: Int
  /// Whom it concerns, with what imported lists know: the first ``namesMax`` of the newest failures.
  package var names: [SubjectNames] = []

  /// Whether nobody wants to hear of it any more: somebody said so, or what was taken for a regression was another incident's failure.
  package var isOver: Bool {
    incident.state == .muted || what == .regressed && incident.state == .resolved
  }

  static let hostsMax = 6
  static let namesMax = 3
}

extension IndexReader {
  /// What became of the incidents that a query admits, in the order in which it became known.
  ///
  /// - Parameters:
  ///   - id: Only what was noted after that.
  ///   - since: Only what happened from then on.
  package func news(_ query: Query, after id: Int64 = 0, since: Instant? = nil) throws(StoreError) -> [IncidentNews] {
    let sql = try sql(query)
    let (condition, failures) = (sql.incidents, sql.failures)
    return try StoreError.wrapping(path) {
      try database.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT \(IncidentSummary.joinedColumns), i.affects, i.number, b.id AS news, b.what, b.time_ms, b.is_late
            FROM ox_outbox b
            JOIN ox_id d ON d.id = b.incident JOIN ox_incident i ON i.number = d.incident
            WHERE b.id > ? AND b.time_ms >= ? AND \(condition.sql) ORDER BY b.id
            """, arguments: [id, since?.ms ?? .min] + condition.arguments)
        let figures = try database.cachedStatement(
          sql: """
            SELECT f.host, count(*), count(DISTINCT \(ReportRows.subject)) FROM ox_failure f
            JOIN ox_incident i ON i.number = f.incident WHERE f.incident = ? AND \(failures.sql) GROUP BY f.host ORDER BY f.host
            """)
        let newest = try NewestNames(database, failures)
        return try rows.compactMap { row in
          guard let what = IncidentNews.What(rawValue: row["what"]) else { return nil }
          let hosts = try Row.fetchAll(figures, arguments: [row["number"] as Int] + failures.arguments)
          return IncidentNews(
            id: row["news"], what: what, time: Instant(ms: row["time_ms"]), isLate: row["is_late"],
            incident: try IncidentSummary(row: row, path: path),
            affects: CauseSpec.Affects(rawValue: row["affects"]) ?? .subject,
            failures: hosts.reduce(0) { $0 + ($1[1] as Int) }, subjects: hosts.reduce(0) { $0 + ($1[2] as Int) },
            hosts: hosts.prefix(IncidentNews.hostsMax).map { $0[0] }, hostCount: hosts.count,
            names: try newest.names(of: row["number"], self.names))
        }
      }
    }
  }

  /// The newest row of the outbox; 0 where it is empty.
  package func newestNews() throws(StoreError) -> Int64 {
    try StoreError.wrapping(path) {
      try database.read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM ox_outbox") ?? 0 }
    }
  }
}

/// Whom the newest failures of incidents concern.
private struct NewestNames {
  let database: Database
  let statement: Statement
  let arguments: StatementArguments

  init(_ database: Database, _ condition: QuerySQL.Condition) throws {
    self.database = database
    arguments = condition.arguments
    statement = try database.cachedStatement(
      sql: """
        SELECT f.host, \(SubjectNames.columns), max(f.time_ms) AS last FROM ox_failure f
        JOIN ox_incident i ON i.number = f.incident WHERE f.incident = ? AND \(condition.sql)
        GROUP BY \(ReportRows.subject) ORDER BY last DESC, \(ReportRows.subject) LIMIT \(IncidentNews.namesMax)
        """)
  }

  func names(of incident: Int, _ book: NameBook) throws -> [SubjectNames] {
    try Row.fetchAll(statement, arguments: [incident] + arguments).map { row in
      var names = SubjectNames(row: row)
      names.listed = try book.object(names, on: row["host"], database)
      return names
    }
  }
}
