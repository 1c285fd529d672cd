import Dispatch
import GRDB
import LogPipeline
import Synchronization

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
    let (path, database) = (path, database)
    let (condition, earlier) = (try sql(query).failures, try sql(before).failures)
    return try StoreError.wrapping(path) {
      @Sendable func counted(_ database: Database) throws -> ReportFigures {
        try ReportRows(database: database, condition: condition).figures(path)
      }
      @Sendable func others(_ database: Database) throws -> ReportFigures {
        var figures = ReportFigures()
        figures.before = try ReportRows(database: database, condition: earlier).totals()
        figures.ghosts = try ReportRows(database: database, condition: condition).ghosts()
        let hosts = query.conditions.filter { $0.key == .host && !$0.isNegated }
        figures.coverage = try CoverageRows(database: database, silenceMs: silenceMs).coverage(since, until)
          .filter { row in hosts.isEmpty || hosts.contains { $0.value.fits(row.host) } }
        figures.newest = try Int64.fetchOne(database, sql: "SELECT max(last_ms) FROM ox_generation").map(Instant.init)
        return figures
      }
      // One after the other where the second reader is the first one.
      let second = try second()?.database ?? database
      var figures: ReportFigures
      let other: ReportFigures
      (figures, other) = try Self.both({ try database.read(counted) }, { try second.read(others) })
      (figures.before, figures.ghosts) = (other.before, other.ghosts)
      (figures.coverage, figures.newest) = (other.coverage, other.newest)
      return figures
    }
  }

  /// Another reader of the same rows; `nil` where somebody wrote meanwhile.
  func second() throws(StoreError) -> IndexReader? {
    let second = try IndexReader(path: path)
    try second.rows.hold()
    return try StoreError.wrapping(path) {
      try database.read(Revision.numbers) == second.database.read(Revision.numbers) ? second : nil
    }
  }

  /// Does two things at once, where there are two processors: to count a month takes twice as long as all else.
  private static func both<First: Sendable, Second: Sendable>(
    _ first: @Sendable () throws -> First, _ second: @Sendable () throws -> Second
  ) throws -> (First, Second) {
    let results = Mutex<(first: Result<First, any Error>?, second: Result<Second, any Error>?)>((nil, nil))
    DispatchQueue.concurrentPerform(iterations: 2) { turn in
      if turn == 0 {
        let result = Result(catching: first)
        results.withLock { $0.first = result }
      } else {
        let result = Result(catching: second)
        results.withLock { $0.second = result }
      }
    }
    guard case (let first?, let second?) = results.withLock({ $0 }) else { preconditionFailure("both have ended") }
    return (try first.get(), try second.get())
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

  /// The failures, by whom and what they concern, and their incidents.
  func figures(_ path: String) throws -> ReportFigures {
    var figures = ReportFigures()
    var tally = try tally()
    figures.totals = tally.totals
    figures.quarters = tally.quarters
    figures.subjects = tally.subjects.most(IndexReader.reportNamesMax)
    figures.hosts = tally.hosts.most(IndexReader.reportNamesMax)
    tally.forgetSubjects()
    figures.incidents = try incidents(tally, path)
    return figures
  }

  /// What ``tally()`` says first.
  func totals() throws -> ReportFigures.Totals {
    var totals = ReportFigures.Totals()
    var (incidents, subjects) = (NumberTable(), NameTable())
    let statement = try statement("f.incident, \(Self.subject)")
    try statement.forEachRow {
      totals.failures += 1
      _ = incidents.place(of: UInt64(bitPattern: statement.integer(0)))
      if let subject = unsafe statement.text(1) { _ = unsafe subjects.number(of: subject) }
    }
    (totals.incidents, totals.subjects) = (incidents.count, subjects.count)
    return totals
  }

  /// - Complexity: O(*n*) in the failures, which are gone over once; their names and incidents are in memory.
  func tally() throws -> PeriodTally {
    var tally = PeriodTally()
    let statement = try statement("f.incident, f.time_ms, f.host, \(Self.subject)")
    try statement.forEachRow {
      guard let host = unsafe statement.text(2) else { return }
      unsafe tally.add(
        incident: statement.integer(0), timeMs: statement.integer(1), host: host, subject: statement.text(3))
    }
    return tally
  }

  /// - Returns: The newest first.
  func incidents(_ tally: PeriodTally, _ path: String) throws -> [IncidentFigures] {
    var incidents: [IncidentFigures] = []
    incidents.reserveCapacity(tally.incidents.count)
    var summaries = SummaryReader(path: path)
    var kinds = WordTable<CauseSpec.Kind>()
    var affected = WordTable<CauseSpec.Affects>()
    var operations = WordTable<String>()
    let hosts = tally.hosts.allNames
    try forEach(tally.incidents) { row, counts in
      incidents.append(
        IncidentFigures(
          summary: try summaries.summary(row),
          kind: unsafe kinds.value(row.text(9)) { CauseSpec.Kind(rawValue: $0) } ?? .unknown,
          affects: unsafe affected.value(row.text(10)) { CauseSpec.Affects(rawValue: $0) } ?? .subject,
          operation: unsafe operations.value(row.text(11)) { $0 },
          recoveredAt: row.optionalInteger(12).map(Instant.init), failures: counts.failures,
          subjects: counts.subjects, first: Instant(ms: counts.firstMs), last: Instant(ms: counts.lastMs),
          host: counts.hosts == 1 ? hosts[counts.host] : nil, hostCount: counts.hosts))
    }
    // Their places are sorted: to move incidents about, or to copy them for a look, takes longer than to read them.
    let order = incidents.indices.map { (last: incidents[$0].last.ms, id: incidents[$0].summary.id, place: $0) }
      .sorted { ($0.last, $0.id) > ($1.last, $1.id) }
    return order.map { incidents[$0.place] }
  }

  /// Goes over the rows of incidents: of few of them each is looked up, of many all that there are are read.
  private func forEach(
    _ counts: [PeriodTally.IncidentCounts], _ body: (Statement, PeriodTally.IncidentCounts) throws -> Void
  ) throws {
    let columns = "\(IncidentSummary.columns), kind, affects, operation, recovered_ms, number"
    let sorted = counts.sorted { $0.number < $1.number }
    let all = try Int.fetchOne(database, sql: "SELECT count(*) FROM ox_incident") ?? 0
    guard 4 * counts.count > all else {
      let statement = try database.makeStatement(sql: "SELECT \(columns) FROM ox_incident WHERE number = ?")
      for one in sorted {
        statement.arguments = [one.number]
        try statement.forEachRow { try body(statement, one) }
      }
      return
    }
    var next = 0
    let statement = try database.makeStatement(sql: "SELECT \(columns) FROM ox_incident ORDER BY number")
    try statement.forEachRow {
      let number = statement.integer(13)
      while next < sorted.count, sorted[next].number < number { next += 1 }
      if next < sorted.count, sorted[next].number == number { try body(statement, sorted[next]) }
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
