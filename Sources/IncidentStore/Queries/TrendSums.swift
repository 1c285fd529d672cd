import GRDB
import LogPipeline

/// Counts failures of a stretch of time by what was summed when they were derived; only those at its ends are counted one by one.
///
/// That is what a question about nothing but a time needs, and the usual one.
struct TrendSums {
  private let facet: Facet
  private let since: Int64
  private let until: Int64
  /// The whole steps within.
  private let whole: Range<Int64>
  private let step: Int64

  /// - Returns: `nil` where the sums do not tell it, or the rows do as quickly.
  init?(_ facet: Facet, _ query: Query) {
    guard query.words.isEmpty, query.conditions.isEmpty, query.incidents.isEmpty else { return nil }
    switch facet {
    case .hour: step = TrendRows.hourMs
    case .cause, .kind, .owner, .retry, .operation, .day: step = TrendRows.dayMs
    case .state, .host, .domain, .mailbox, .context, .subscription, .subadmin, .customer: return nil
    }
    self.facet = facet
    since = query.since?.ms ?? Self.everMs.lowerBound
    until = query.until?.ms ?? Self.everMs.upperBound
    guard let whole = Self.whole(step, since, until) else { return nil }
    self.whole = whole
  }

  /// The whole steps between two times; `nil` where there are none.
  private static func whole(_ step: Int64, _ since: Int64, _ until: Int64) -> Range<Int64>? {
    let (first, end) = (-(-since).quotientRoundedDown(by: step), until.quotientRoundedDown(by: step))
    return first < end ? first * step..<end * step : nil
  }

  /// No record has another time, and any multiple of a step is a number.
  private static let everMs: ClosedRange<Int64> = -(1 << 60)...(1 << 60)

  func counts(_ database: Database, limit: Int?) throws -> [FacetCount] {
    let arguments: StatementArguments = [
      "since": since, "until": until, "first": whole.lowerBound, "end": whole.upperBound, "step": step,
      "facet": TrendRows.name(facet.isTime ? nil : facet == .operation ? .operation : .cause), "limit": limit ?? -1,
    ]
    let rows = try Row.fetchAll(
      database, sql: facet.isTime ? Self.timeSQL(facet) : Self.incidentSQL(facet), arguments: arguments)
    return rows.map { FacetCount(value: $0[0], failures: $0[1], incidents: $0[2], lastSeen: Instant(ms: $0[3])) }
  }

  /// Failures of the stretch outside its whole steps.
  private static let edges = """
    ((f.time_ms >= :since AND f.time_ms < :first) OR (f.time_ms >= :end AND f.time_ms < :until))
    """
  private static let sums = """
    FROM ox_trend t WHERE t.facet = :facet AND t.step_ms = :step AND t.start_ms >= :first AND t.start_ms < :end
    """

  /// Hours and days are the steps themselves; what belongs to a step that the stretch cuts lies at its ends.
  private static func timeSQL(_ facet: Facet) -> String {
    """
    SELECT \(facet.expression(of: "t.start_ms")) AS value, t.failures, t.incidents, t.last_ms \(sums)
    UNION ALL SELECT \(facet.expression(of: "f.time_ms")) AS value, count(*), count(DISTINCT f.incident), max(f.time_ms)
    FROM ox_failure f WHERE \(edges) GROUP BY value ORDER BY value DESC LIMIT :limit
    """
  }

  /// How many incidents fail within the stretch is told by their first and last failures; only of those that fail before and after it one is looked for.
  private static func incidentSQL(_ facet: Facet) -> String {
    let column = facet.rawValue
    // The sums know causes, of which kind, owner and advice follow.
    let source = facet == .operation ? "operation" : "cause"
    let value =
      ["cause", "operation"].contains(column)
      ? "m.value" : "(SELECT s.\(column) FROM ox_span s WHERE s.incident = c.incident)"
    let causes =
      ["cause", "operation"].contains(column)
      ? "" : "JOIN (SELECT cause, min(incident) AS incident FROM ox_span GROUP BY cause) c ON c.cause = m.value"
    return """
      WITH sums AS (
        SELECT t.value, t.failures AS n, t.last_ms \(sums)
        UNION ALL SELECT s.\(source), count(*), max(f.time_ms) FROM ox_failure f CROSS JOIN ox_span s ON s.incident = f.incident
        WHERE \(edges) GROUP BY 1),
      named AS (SELECT \(value) AS value, sum(m.n) AS n, max(m.last_ms) AS last_ms FROM sums m \(causes) GROUP BY 1),
      met AS (
        SELECT s.\(column) AS value, count(*) AS n FROM ox_span s
        WHERE s.first_ms < :until AND s.last_ms >= :since AND (s.first_ms >= :since OR s.last_ms < :until OR EXISTS (
          SELECT 1 FROM ox_failure f WHERE f.incident = s.incident AND f.time_ms >= :since AND f.time_ms < :until))
        GROUP BY 1)
      SELECT a.value, a.n, b.n, a.last_ms FROM named a JOIN met b ON b.value = a.value WHERE a.value IS NOT NULL
      ORDER BY a.n DESC, a.value LIMIT :limit
      """
  }
}
