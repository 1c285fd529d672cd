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

  /// Hours from the epoch with records, by host and side: those of each log behind the others', so that one may be there several times. A log's
  /// minutes lie in their order: they are gone over, and nothing is sorted.
  private func hours(_ since: Instant, _ until: Instant) throws -> [String: [Int64]] {
    let logs = try Row.fetchAll(
      database, sql: "SELECT id, host || ' ' || side FROM ox_generation WHERE last_ms >= ? AND first_ms < ?",
      arguments: [since.ms, until.ms])
    let statement = try database.makeStatement(
      sql: """
        SELECT minute * 60000 FROM ox_minute WHERE generation_id = ? AND minute BETWEEN ? / 60000 - 1 AND ? / 60000
        """)
    let estimates = try [GenerationZone].estimates(database)
    var hours: [String: [Int64]] = [:]
    for log in logs {
      let id: Int64 = log[0]
      let estimate = estimates[id]
      // Minutes are as the log's own clock reads.
      let ahead = estimate?.minutes ?? 0...0
      let minutes = try Int64.fetchCursor(
        statement,
        arguments: [id, since.ms + Int64(ahead.lowerBound) * 60_000, until.ms + Int64(ahead.upperBound) * 60_000])
      var own: [Int64] = []
      while let minute = try minutes.next() {
        let time = minute - Int64(estimate?.minutes(atLocalMs: minute) ?? 0) * 60_000
        let hour = time.quotientRoundedDown(by: 3_600_000)
        if hour != own.last, time >= since.ms, time < until.ms { own.append(hour) }
      }
      hours[log[1], default: []] += own
    }
    return hours
  }
}
