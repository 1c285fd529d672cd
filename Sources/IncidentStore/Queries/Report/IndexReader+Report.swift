import GRDB
import LogPipeline

extension IndexReader {
  /// A report names no more: whoever wants all asks for a list.
  package static let reportNamesMax = 20

  /// - Parameter query: With both ends of the stretch of time.
  package func report(_ query: Query) throws(StoreError) -> ReportFigures {
    guard let since = query.since, let until = query.until else { preconditionFailure("a report has a period") }
    try rows.hold()
    var before = query
    before.since = Instant(ms: since.ms - (until - since))
    before.until = since
    return try StoreError.wrapping(path) {
      try database.read { database in
        let rows = try ReportRows(database: database, condition: self.sql(query).failures)
        var figures = ReportFigures()
        figures.incidents = try rows.incidents(path)
        figures.totals = try rows.totals()
        figures.before = try ReportRows(database: database, condition: self.sql(before).failures).totals()
        figures.quarters = try rows.quarters()
        figures.subjects = try rows.names(ReportRows.subject)
        figures.hosts = try rows.names("f.host")
        figures.ghosts = try rows.ghosts()
        let hosts = query.conditions.filter { $0.key == .host && !$0.isNegated }
        figures.coverage = try CoverageRows(database: database).coverage(since, until).filter { row in
          hosts.isEmpty || hosts.contains { $0.value.fits(row.host) }
        }
        figures.newest = try Int64.fetchOne(database, sql: "SELECT max(last_ms) FROM ox_generation").map(Instant.init)
        return figures
      }
    }
  }

  /// Records that no pattern understands, of a stretch of time.
  ///
  /// - Parameter max: How many are returned; all are counted.
  package func suspected(since: Instant, until: Instant, max: Int) throws(StoreError) -> (count: Int, first: [Evidence])
  {
    var (count, first): (Int, [Evidence]) = (0, [])
    for record in try rows.records(.suspected) where record.event.time >= since && record.event.time < until {
      count += 1
      if first.count < max { first.append(record) }
    }
    return (count, first)
  }
}

/// Counts failures that a condition admits.
struct ReportRows {
  let database: Database
  let condition: QuerySQL.Condition

  /// Whom a failure concerns, by the most telling name.
  static let subject = """
    coalesce(f.mailbox, f.domain, 'context ' || f.context_name, 'context id ' || f.context_id, 'subscription ' || f.subscription)
    """
  private static let from = "FROM ox_failure f JOIN ox_incident i ON i.number = f.incident"

  private func rows(_ select: String, _ rest: String = "") throws -> RowCursor {
    try Row.fetchCursor(
      database, sql: "SELECT \(select) \(Self.from) WHERE \(condition.sql) \(rest)", arguments: condition.arguments)
  }

  func totals() throws -> ReportFigures.Totals {
    var totals = ReportFigures.Totals()
    let row = try Row.fetchOne(
      database,
      sql:
        "SELECT count(*), count(DISTINCT f.incident), count(DISTINCT \(Self.subject)) \(Self.from) WHERE \(condition.sql)",
      arguments: condition.arguments)
    guard let row else { return totals }
    (totals.failures, totals.incidents, totals.subjects) = (row[0], row[1], row[2])
    return totals
  }

  func incidents(_ path: String) throws -> [IncidentFigures] {
    let columns = IncidentSummary.columns.split(separator: ", ").map { "i.\($0)" }.joined(separator: ", ")
    let rows = try rows(
      """
      \(columns), i.kind, i.affects, i.operation, i.recovered_ms, count(*) AS n, count(DISTINCT \(Self.subject)) AS subjects,
      min(f.time_ms) AS first, max(f.time_ms) AS last, min(f.host) AS host, count(DISTINCT f.host) AS hosts
      """, "GROUP BY f.incident ORDER BY last DESC, i.id DESC")
    var incidents: [IncidentFigures] = []
    while let row = try rows.next() {
      let hosts: Int = row["hosts"]
      incidents.append(
        IncidentFigures(
          summary: try IncidentSummary(row: row, path: path), kind: CauseSpec.Kind(rawValue: row["kind"]) ?? .unknown,
          affects: CauseSpec.Affects(rawValue: row["affects"]) ?? .subject, operation: row["operation"],
          recoveredAt: (row["recovered_ms"] as Int64?).map(Instant.init), failures: row["n"], subjects: row["subjects"],
          first: Instant(ms: row["first"]), last: Instant(ms: row["last"]), host: hosts == 1 ? row["host"] : nil,
          hostCount: hosts))
    }
    return incidents
  }

  func quarters() throws -> [Int64: Int] {
    let rows = try rows("f.time_ms / 900000, count(*)", "GROUP BY 1")
    var quarters: [Int64: Int] = [:]
    while let row = try rows.next() { quarters[row[0]] = row[1] as Int }
    return quarters
  }

  /// - Parameter name: An expression; failures without one do not count.
  func names(_ name: String) throws -> [ReportFigures.NameFigures] {
    let rows = try rows(
      "\(name) AS name, count(*) AS n, count(DISTINCT f.incident), max(f.time_ms)",
      "GROUP BY 1 HAVING name IS NOT NULL ORDER BY n DESC, name LIMIT \(IndexReader.reportNamesMax)")
    var names: [ReportFigures.NameFigures] = []
    while let row = try rows.next() {
      names.append(.init(name: row[0], failures: row[1], incidents: row[2], lastSeen: Instant(ms: row[3])))
    }
    return names
  }

  func ghosts() throws -> [ReportFigures.Ghost] {
    let proofs = Occurrence.proofs.sorted().map { "'\($0)'" }.joined(separator: ", ")
    let rows = try rows(
      "i.id, f.host, \(Self.subject), f.time_ms",
      """
      AND i.cause <> f.cause AND f.cause IN (\(proofs)) AND i.cause NOT IN (\(proofs))
      ORDER BY f.time_ms DESC, i.id LIMIT \(IndexReader.reportNamesMax)
      """)
    var ghosts: [ReportFigures.Ghost] = []
    while let row = try rows.next() {
      ghosts.append(.init(incident: row[0], host: row[1], subject: row[2], provedAt: Instant(ms: row[3])))
    }
    return ghosts
  }
}
