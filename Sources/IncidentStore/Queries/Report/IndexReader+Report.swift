import GRDB
import GRDBSQLite
import LogPipeline

extension IndexReader {
  /// A report names no more: whoever wants all asks for a list.
  package static let reportNamesMax = 20

  /// - Parameters:
  ///   - query: With both ends of the stretch of time.
  ///   - silenceMs: How long a log has no record where coverage is to tell it.
  package func report(_ query: Query, silenceMs: Int64) throws(StoreError) -> ReportFigures {
    guard let since = query.since, let until = query.until else { preconditionFailure("a report has a period") }
    try rows.hold()
    var before = query
    before.since = Instant(ms: since.ms - (until - since))
    before.until = since
    return try StoreError.wrapping(path) {
      try database.read { database in
        let rows = try ReportRows(database: database, condition: self.sql(query).failures)
        var figures = ReportFigures()
        figures.before = try ReportRows(database: database, condition: self.sql(before).failures).totals()
        var tally = try rows.tally()
        figures.totals = tally.totals
        figures.quarters = tally.quarters
        figures.subjects = tally.subjects.most(Self.reportNamesMax)
        figures.hosts = tally.hosts.most(Self.reportNamesMax)
        tally.forgetSubjects()
        figures.incidents = try rows.incidents(tally, path)
        figures.ghosts = try rows.ghosts()
        let hosts = query.conditions.filter { $0.key == .host && !$0.isNegated }
        figures.coverage = try CoverageRows(database: database, silenceMs: silenceMs).coverage(since, until)
          .filter { row in hosts.isEmpty || hosts.contains { $0.value.fits(row.host) } }
        figures.newest = try Int64.fetchOne(database, sql: "SELECT max(last_ms) FROM ox_generation").map(Instant.init)
        return figures
      }
    }
  }

  /// Records that no pattern understands, of a stretch of time.
  ///
  /// - Parameter max: How many are returned; all are counted.
  /// - Complexity: O(*n*) in all such records of the index, of which only those that are returned are read as a whole.
  package func suspected(since: Instant, until: Instant, max: Int) throws(StoreError) -> (count: Int, first: [Evidence])
  {
    try rows.count(.suspected, max: max) { $0 >= since && $0 < until }
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

  private func statement(_ select: String, _ rest: String = "") throws -> Statement {
    let statement = try database.makeStatement(
      sql: "SELECT \(select) \(Self.from) WHERE \(condition.sql) \(rest)")
    statement.arguments = condition.arguments
    return statement
  }

  /// What ``tally()`` says first.
  func totals() throws -> ReportFigures.Totals {
    var totals = ReportFigures.Totals()
    var (incidents, subjects): (Set<Int64>, NameTable) = ([], NameTable())
    let statement = try statement("f.incident, \(Self.subject)")
    let rows = try Row.fetchCursor(statement)
    while let row = try rows.next() {
      totals.failures += 1
      incidents.insert(row[0])
      if let subject = unsafe statement.text(1) { _ = unsafe subjects.number(of: subject) }
    }
    (totals.incidents, totals.subjects) = (incidents.count, subjects.count)
    return totals
  }

  /// - Complexity: O(*n*) in the failures, which are gone over once; their names and incidents are in memory.
  func tally() throws -> PeriodTally {
    var tally = PeriodTally()
    let statement = try statement("f.incident, f.time_ms, f.host, \(Self.subject)")
    let rows = try Row.fetchCursor(statement)
    while let row = try rows.next() {
      guard let host = unsafe statement.text(2) else { continue }
      unsafe tally.add(incident: row[0], timeMs: row[1], host: host, subject: statement.text(3))
    }
    return tally
  }

  /// - Returns: The newest first.
  func incidents(_ tally: PeriodTally, _ path: String) throws -> [IncidentFigures] {
    var incidents: [IncidentFigures] = []
    incidents.reserveCapacity(tally.incidents.count)
    var known: Set<String> = []
    try forEach(tally.incidents) { row, counts in
      var summary = try IncidentSummary(row: row, path: path)
      // Thousands have the same ones.
      summary.title = known.insert(summary.title).memberAfterInsert
      summary.cause = known.insert(summary.cause).memberAfterInsert
      incidents.append(
        IncidentFigures(
          summary: summary, kind: CauseSpec.Kind(rawValue: row[9]) ?? .unknown,
          affects: CauseSpec.Affects(rawValue: row[10]) ?? .subject, operation: row[11],
          recoveredAt: (row[12] as Int64?).map(Instant.init), failures: counts.failures,
          subjects: counts.subjects, first: Instant(ms: counts.firstMs), last: Instant(ms: counts.lastMs),
          host: counts.hosts == 1 ? tally.hosts.name(counts.host) : nil, hostCount: counts.hosts))
    }
    // Their places are sorted: to move incidents about, or to copy them for a look, takes longer than to read them.
    let order = incidents.indices.map { (last: incidents[$0].last.ms, id: incidents[$0].summary.id, place: $0) }
      .sorted { ($0.last, $0.id) > ($1.last, $1.id) }
    return order.map { incidents[$0.place] }
  }

  /// Goes over the rows of incidents: of few of them each is looked up, of many all that there are are read.
  private func forEach(
    _ counts: [PeriodTally.IncidentCounts], _ body: (Row, PeriodTally.IncidentCounts) throws -> Void
  ) throws {
    let columns = "\(IncidentSummary.columns), kind, affects, operation, recovered_ms, number"
    let sorted = counts.sorted { $0.number < $1.number }
    let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM ox_incident") ?? 0
    guard 4 * counts.count > all else {
      let statement = try database.makeStatement(sql: "SELECT \(columns) FROM ox_incident WHERE number = ?")
      for one in sorted { if let row = try Row.fetchOne(statement, arguments: [one.number]) { try body(row, one) } }
      return
    }
    var next = 0
    let rows = try Row.fetchCursor(database, sql: "SELECT \(columns) FROM ox_incident ORDER BY number")
    while let row = try rows.next() {
      let number: Int64 = row[13]
      while next < sorted.count, sorted[next].number < number { next += 1 }
      if next < sorted.count, sorted[next].number == number { try body(row, sorted[next]) }
    }
  }

  func ghosts() throws -> [ReportFigures.Ghost] {
    let proofs = Occurrence.proofs.sorted().map { "'\($0)'" }.joined(separator: ", ")
    let statement = try statement(
      "i.id, f.host, \(Self.subject), f.time_ms",
      """
      AND f.other_cause IN (\(proofs)) AND i.cause NOT IN (\(proofs))
      ORDER BY f.time_ms DESC, i.id LIMIT \(IndexReader.reportNamesMax)
      """)
    let rows = try Row.fetchCursor(statement)
    var ghosts: [ReportFigures.Ghost] = []
    while let row = try rows.next() {
      ghosts.append(.init(incident: row[0], host: row[1], subject: row[2], provedAt: Instant(ms: row[3])))
    }
    return ghosts
  }
}

extension Statement {
  /// The text of a column of the row that was read last, as it lies in SQLite until the next one is read; `nil` for NULL.
  fileprivate func text(_ column: Int32) -> UnsafeRawBufferPointer? {
    guard let text = unsafe sqlite3_column_text(sqliteStatement, column) else { return nil }
    return unsafe UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(sqliteStatement, column)))
  }
}
