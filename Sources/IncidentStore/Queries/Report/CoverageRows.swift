import GRDB
import LogPipeline

/// What was read of the hosts' logs.
struct CoverageRows {
  let database: Database
  /// Stretches without a record that are as long, or longer, can be told by the hours that are found.
  let silenceMs: Int64

  /// All hosts and sides that were ever read, in their order.
  func coverage(_ since: Instant, _ until: Instant) throws -> [CoverageFigures] {
    let known = try Row.fetchAll(
      database,
      sql: """
        SELECT g.host, g.side, min(g.first_ms), max(g.last_ms), sum((SELECT count(*) FROM ox_gap p WHERE p.generation_id = g.id))
        FROM ox_generation g GROUP BY g.host, g.side ORDER BY g.host, g.side
        """)
    let hours = try hours(since, until)
    return known.compactMap { row in
      guard let side = Side(rawValue: row[1]) else { return nil }
      var figures = CoverageFigures(host: row[0], side: side)
      for hour in hours["\(figures.host) \(side.rawValue)", default: []].sorted() where hour != figures.hours.last {
        figures.hours.append(hour)
      }
      figures.first = (row[2] as Int64?).map(Instant.init)
      figures.last = (row[3] as Int64?).map(Instant.init)
      figures.gaps = row[4]
      return figures
    }
  }

  /// Of the hours with records the first and the last one, and between them such that no two have a silence between them that is none: from one the
  /// last one within less than a silence is looked for, else the next one.
  private static let someHours = """
    WITH RECURSIVE ox_hour (minute) AS (
      SELECT min(minute) FROM ox_minute WHERE generation_id = ?1 AND minute >= ?2 AND minute < ?3
      UNION ALL
      SELECT coalesce(
        (SELECT max(m.minute) FROM ox_minute m WHERE m.generation_id = ?1
          AND m.minute >= (h.minute / 60 + 1) * 60 AND m.minute < min((h.minute / 60 + 1 + ?4) * 60, ?3)),
        (SELECT min(m.minute) FROM ox_minute m WHERE m.generation_id = ?1
          AND m.minute >= (h.minute / 60 + 1 + ?4) * 60 AND m.minute < ?3))
      FROM ox_hour h WHERE h.minute IS NOT NULL)
    SELECT minute FROM ox_hour WHERE minute IS NOT NULL
    """

  /// From the beginning of an hour to the beginning of so many hours later there is no silence, whatever of both hours has no record.
  private var hoursBeside: Int64 { max(1, (silenceMs + 3_599_999) / 3_600_000 - 1) }

  /// Hours from the epoch with records, by host and side: those of each log behind the others', so that one may be there several times.
  ///
  /// - Complexity: Of each log O(*n*) in the silences that the stretch has room for; where its zone was estimated, in its minutes.
  private func hours(_ since: Instant, _ until: Instant) throws -> [String: [Int64]] {
    let logs = try Row.fetchAll(
      database,
      sql: """
        SELECT id, host || ' ' || side FROM ox_generation WHERE last_ms >= ? AND first_ms < ?
        """, arguments: [since.ms, until.ms])
    let each = try database.makeStatement(
      sql: "SELECT minute FROM ox_minute WHERE generation_id = ?1 AND minute >= ?2 AND minute < ?3")
    let someHours = try database.makeStatement(sql: Self.someHours)
    let estimates = try [GenerationZone].estimates(database)
    var hours: [String: [Int64]] = [:]
    for log in logs {
      let id: Int64 = log[0]
      let estimate = estimates[id]
      // Minutes are as the log's own clock reads.
      let ahead = estimate?.minutes ?? 0...0
      let from = since.ms.quotientRoundedDown(by: 60_000) + Int64(ahead.lowerBound)
      let to = (until.ms + 59_999).quotientRoundedDown(by: 60_000) + Int64(ahead.upperBound)
      let minutes =
        estimate == nil
        ? try Int64.fetchCursor(someHours, arguments: [id, from, to, hoursBeside])
        // Hours may begin within an hour of the log's own clock.
        : try Int64.fetchCursor(each, arguments: [id, from, to])
      var own: [Int64] = []
      while let minute = try minutes.next() {
        let time = (minute - Int64(estimate?.minutes(atLocalMs: minute * 60_000) ?? 0)) * 60_000
        let hour = time.quotientRoundedDown(by: 3_600_000)
        if hour != own.last, time >= since.ms, time < until.ms { own.append(hour) }
      }
      hours[log[1], default: []] += own
    }
    return hours
  }
}
