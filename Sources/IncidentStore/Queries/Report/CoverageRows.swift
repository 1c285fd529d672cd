import GRDB
import LogPipeline

/// What was read of the hosts' logs.
struct CoverageRows {
  let database: Database

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

  /// Records an hour from which on to look for the next hour is quicker than to read the minutes up to it.
  private static let densityMin = 20

  /// Of each hour the first minute that has a record.
  private static let firstOfHours = """
    WITH RECURSIVE ox_hour (minute) AS (
      SELECT min(minute) FROM ox_minute WHERE generation_id = ?1 AND minute >= ?2 AND minute < ?3
      UNION ALL
      SELECT (SELECT min(m.minute) FROM ox_minute m
        WHERE m.generation_id = ?1 AND m.minute >= (h.minute / 60 + 1) * 60 AND m.minute < ?3)
      FROM ox_hour h WHERE h.minute IS NOT NULL)
    SELECT minute FROM ox_hour WHERE minute IS NOT NULL
    """

  /// Hours from the epoch with records, by host and side: those of each log behind the others', so that one may be there several times. A log's
  /// minutes lie in their order: they are gone over, and nothing is sorted. Of a log that has many of them in an hour the first one is looked for.
  private func hours(_ since: Instant, _ until: Instant) throws -> [String: [Int64]] {
    let logs = try Row.fetchAll(
      database,
      sql: """
        SELECT id, host || ' ' || side, records > (last_ms - first_ms) / 3600000 * \(Self.densityMin) FROM ox_generation
        WHERE last_ms >= ? AND first_ms < ?
        """, arguments: [since.ms, until.ms])
    let each = try database.makeStatement(
      sql: "SELECT minute FROM ox_minute WHERE generation_id = ?1 AND minute >= ?2 AND minute < ?3")
    let firstOfHours = try database.makeStatement(sql: Self.firstOfHours)
    let estimates = try [GenerationZone].estimates(database)
    var hours: [String: [Int64]] = [:]
    for log in logs {
      let id: Int64 = log[0]
      let estimate = estimates[id]
      // Minutes are as the log's own clock reads.
      let ahead = estimate?.minutes ?? 0...0
      let from = since.ms.quotientRoundedDown(by: 60_000) + Int64(ahead.lowerBound)
      let to = (until.ms + 59_999).quotientRoundedDown(by: 60_000) + Int64(ahead.upperBound)
      let minutes = try Int64.fetchCursor(
        // Of an estimated zone hours may begin within an hour of the log's own clock.
        estimate == nil && log[2] ? firstOfHours : each, arguments: [id, from, to])
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
