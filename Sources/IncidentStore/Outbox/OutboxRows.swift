import GRDB

/// Notes what became of incidents since it was noted last: once each, whatever id an incident has by then.
struct OutboxRows {
  let database: Database
  /// What ``escalations(in:)`` tells, where that is known already.
  var escalations: [Escalation]?
  /// What ``unheard(in:)`` tells, where that is known already.
  var unheard: [Int64]?

  /// A day in which an incident failed twice as often as in any day before.
  struct Escalation: Sendable {
    var incident: Int
    var day: Int64
    var lastMs: Int64
  }

  private static let dayMs: Int64 = 86_400_000
  /// What is a day behind the newest record was read late, and is no news to anybody.
  private static let lateMs = dayMs
  /// A day with fewer failures than that is a coincidence, not an escalation.
  private static let escalationMin = 10
  /// How far back it is looked for escalations: what is older is late in any case.
  private static let escalationDays: Int64 = 8

  /// - Complexity: O(*n*) in the number of incidents that are in a state which is noted; where nothing is known already, in that of all, and in the
  ///   failures of those that grew lately.
  func note() throws {
    guard let newest = try Self.newestMs(database) else { return }
    let late = newest - Self.lateMs
    try noteNew(late)
    try withdrawRegressions()
    try noteTurn(to: "regressed", at: "coalesce(i.state_ms, i.last_ms)", late)
    try noteTurn(to: "recovered", at: "coalesce(i.recovered_ms, i.state_ms, i.last_ms)", late)
    try noteEscalations(newest, late)
  }

  private static func newestMs(_ database: Database) throws -> Int64? {
    try Int64.fetchOne(database, sql: "SELECT max(last_ms) FROM ox_generation")
  }

  /// Those of the incidents that may have grown lately, in the order in which they are noted.
  ///
  /// - Complexity: O(*n*) in the number of their failures.
  static func escalations(in database: Database) throws -> [Escalation] {
    guard let newest = try newestMs(database) else { return [] }
    return try Row.fetchAll(
      database,
      sql: """
        WITH days AS (
          SELECT incident, time_ms / \(dayMs) AS day, count(*) AS n, max(time_ms) AS last_ms FROM ox_failure
          WHERE incident IN (SELECT number FROM ox_incident WHERE failures > \(escalationMin) AND last_ms >= ?1) GROUP BY 1, 2),
        grown AS (
          SELECT *, max(n) OVER (PARTITION BY incident ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS most
          FROM days)
        SELECT i.number, g.day, g.last_ms FROM grown g JOIN ox_incident i ON i.number = g.incident
        WHERE g.n >= \(escalationMin) AND g.n >= 2 * g.most ORDER BY g.last_ms, i.id
        """, arguments: [newest - escalationDays * dayMs]
    ).map { Escalation(incident: $0[0], day: $0[1], lastMs: $0[2]) }
  }

  private static let columns = "INSERT INTO ox_outbox (incident, what, time_ms, is_late)"
  /// What was noted already of the incident `i`.
  private static let noted = "ox_id d CROSS JOIN ox_outbox b ON b.incident = d.id WHERE d.incident = i.number"

  private static let isUnheard = """
    -- Mostly its id is the one that it had then.
    NOT EXISTS (SELECT 1 FROM ox_outbox b WHERE b.incident = i.id AND b.what = 'new')
      AND NOT EXISTS (SELECT 1 FROM \(noted) AND b.what = 'new')
    """

  /// The numbers of incidents of which nothing was noted yet.
  ///
  /// - Complexity: O(*n*) in the number of incidents.
  static func unheard(in database: Database) throws -> [Int64] {
    try Int64.fetchAll(database, sql: "SELECT i.number FROM ox_incident i WHERE \(isUnheard)")
  }

  /// Also where another host met the same before: whoever is told of one host has to hear of it.
  private func noteNew(_ late: Int64) throws {
    let unheard = try unheard ?? Self.unheard(in: database)
    try database.execute(
      sql: """
        \(Self.columns) SELECT i.id, 'new', i.first_ms, i.first_ms < ? FROM json_each(?) n
        CROSS JOIN ox_incident i ON i.number = n.value WHERE \(Self.isUnheard) ORDER BY i.first_ms, i.id
        """, arguments: [late, "[\(unheard.map(String.init).joined(separator: ","))]"])
  }

  /// A resolved incident did not fail since: what was taken for its failure then turned out to be another's, when the other side's record came.
  private func withdrawRegressions() throws {
    try database.execute(
      sql: """
        DELETE FROM ox_outbox WHERE id IN (
          SELECT b.id FROM ox_incident i CROSS JOIN ox_id d ON d.incident = i.number CROSS JOIN ox_outbox b ON b.incident = d.id
          WHERE i.state = 'resolved' AND b.what = 'regressed' AND b.time_ms > i.state_ms)
        """)
  }

  /// A state is news where the last that was noted is the other one, or somebody resolved the incident between that and this.
  private func noteTurn(to state: String, at time: String, _ late: Int64) throws {
    try database.execute(
      sql: """
        \(Self.columns) SELECT i.id, ?1, \(time), \(time) < ?2 FROM ox_incident i
        LEFT JOIN ox_outbox last ON last.id = (SELECT max(b.id) FROM \(Self.noted) AND b.what IN ('regressed', 'recovered'))
        WHERE i.state = ?1 AND (last.what IS NOT ?1 OR EXISTS (SELECT 1 FROM ox_id d JOIN ox_remark r ON r.incident = d.id
          WHERE d.incident = i.number AND r.verb = 'resolve' AND r.time_ms > last.time_ms AND r.time_ms < \(time)))
        ORDER BY \(time), i.id
        """, arguments: [state, late])
  }

  private func noteEscalations(_ newest: Int64, _ late: Int64) throws {
    let note = try database.cachedStatement(
      sql: """
        \(Self.columns) SELECT i.id, 'escalating', ?1, ?1 < ?2 FROM ox_incident i WHERE i.number = ?3 AND NOT EXISTS (
          SELECT 1 FROM \(Self.noted) AND b.what = 'escalating' AND b.time_ms / \(Self.dayMs) = ?4)
        """)
    for escalation in try escalations ?? Self.escalations(in: database)
    where escalation.lastMs >= newest - Self.escalationDays * Self.dayMs {
      try note.execute(arguments: [escalation.lastMs, late, escalation.incident, escalation.day])
    }
  }
}
