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
        figures.before = try ReportRows(database: database, condition: self.sql(before).failures).tally().totals
        let tally = try rows.tally()
        figures.incidents = try rows.incidents(tally, path)
        figures.totals = tally.totals
        figures.quarters = tally.quarters
        figures.subjects = tally.subjects.most(Self.reportNamesMax)
        figures.hosts = tally.hosts.most(Self.reportNamesMax)
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
  /// Each failure has its incident. Said so, SQLite looks for it only where the condition or the columns are about it.
  private static let from = "FROM ox_failure f LEFT JOIN ox_incident i ON i.number = f.incident"

  private func rows(_ select: String, _ rest: String = "") throws -> RowCursor {
    try Row.fetchCursor(
      database, sql: "SELECT \(select) \(Self.from) WHERE \(condition.sql) \(rest)", arguments: condition.arguments)
  }

  /// - Complexity: O(*n*) in the failures, which are gone over once; their names and incidents are in memory.
  func tally() throws -> PeriodTally {
    var tally = PeriodTally()
    let rows = try rows("f.incident, f.time_ms, f.host, \(Self.subject)")
    while let row = try rows.next() {
      tally.add(incident: row[0], timeMs: row[1], host: row[2], subject: row[3])
    }
    return tally
  }

  /// - Returns: The newest first.
  func incidents(_ tally: PeriodTally, _ path: String) throws -> [IncidentFigures] {
    let statement = try database.makeStatement(
      sql: """
        SELECT \(IncidentSummary.columns), kind, affects, operation, recovered_ms FROM ox_incident WHERE number = ?
        """)
    var incidents: [IncidentFigures] = []
    // In the order in which they lie.
    for (number, counts) in tally.incidents.sorted(by: { $0.key < $1.key }) {
      guard let row = try Row.fetchOne(statement, arguments: [number]) else { continue }
      incidents.append(
        IncidentFigures(
          summary: try IncidentSummary(row: row, path: path), kind: CauseSpec.Kind(rawValue: row["kind"]) ?? .unknown,
          affects: CauseSpec.Affects(rawValue: row["affects"]) ?? .subject, operation: row["operation"],
          recoveredAt: (row["recovered_ms"] as Int64?).map(Instant.init), failures: counts.failures,
          subjects: counts.subjects, first: Instant(ms: counts.firstMs), last: Instant(ms: counts.lastMs),
          host: counts.hosts == 1 ? counts.host : nil, hostCount: counts.hosts))
    }
    return incidents.sorted { ($0.last, $0.summary.id) > ($1.last, $1.summary.id) }
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
