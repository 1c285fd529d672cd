import GRDB

/// Sums the failures that were derived, so that nobody has to count them who asks how many there were.
///
/// They are made anew with the failures, in the same transaction: there is no other time at which failures come, go or change.
struct TrendRows {
  let database: Database

  /// Lengths of the stretches, in milliseconds, that each facet is summed by.
  static let steps: [(facet: Facet?, ms: Int64)] = [
    (nil, hourMs), (nil, dayMs), (.cause, dayMs), (.operation, dayMs),
  ]
  static let hourMs: Int64 = 3_600_000
  static let dayMs: Int64 = 86_400_000

  /// What a facet is called in the rows.
  static func name(_ facet: Facet?) -> String { facet?.rawValue ?? "" }

  /// The start of the stretch in which a failure lies, also before 1970.
  static func start(_ step: Int64) -> String { "(f.time_ms - ((f.time_ms % \(step)) + \(step)) % \(step))" }

  /// - Complexity: O(*n*) in the number of failures, and sorted by SQLite in a file of its own.
  func sum() throws {
    try database.execute(
      sql: """
        DELETE FROM ox_trend; DELETE FROM ox_span;
        INSERT INTO ox_span SELECT i.number, i.cause, i.kind, i.owner, i.retry, i.operation, f.first_ms, f.last_ms, f.failures
        FROM (SELECT incident, min(time_ms) AS first_ms, max(time_ms) AS last_ms, count(*) AS failures FROM ox_failure GROUP BY incident) f
        CROSS JOIN ox_incident i ON i.number = f.incident
        """)
    for (facet, step) in Self.steps {
      let value = facet.map { "s.\($0.rawValue)" } ?? "''"
      try database.execute(
        sql: """
          INSERT INTO ox_trend (facet, step_ms, start_ms, value, failures, incidents, last_ms)
          SELECT ?, ?, \(Self.start(step)) AS start, \(value) AS value, count(*), count(DISTINCT f.incident), max(f.time_ms)
          FROM ox_failure f CROSS JOIN ox_span s ON s.incident = f.incident GROUP BY start, value HAVING value IS NOT NULL
          """, arguments: [Self.name(facet), step])
    }
  }
}
