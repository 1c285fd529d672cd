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
    var hours: [String: [Int64]] = [:]
    let minutes = try Row.fetchCursor(
      database,
      sql: """
        SELECT g.host || ' ' || g.side, m.minute_ms / 3600000 AS hour FROM ox_generation g CROSS JOIN ox_minute m ON m.generation_id = g.id
        AND m.minute_ms >= ? AND m.minute_ms < ? WHERE g.last_ms >= ? AND g.first_ms < ? GROUP BY 1, 2 ORDER BY 1, 2
        """, arguments: [since.ms, until.ms, since.ms, until.ms])
    while let row = try minutes.next() { hours[row[0], default: []].append(row[1]) }
    return known.compactMap { row in
      guard let side = Side(rawValue: row[1]) else { return nil }
      var figures = CoverageFigures(host: row[0], side: side)
      figures.hours = hours["\(figures.host) \(side.rawValue)"] ?? []
      figures.first = (row[2] as Int64?).map(Instant.init)
      figures.last = (row[3] as Int64?).map(Instant.init)
      figures.gaps = row[4]
      return figures
    }
  }
}
