import GRDB
import LogPipeline

/// The bytes of a log that hold what was written in a stretch of time.
package struct LogStretch: Sendable {
  package var generation: Generation
  /// Where a record begins that is not later than the stretch, and the line there.
  package var offset: Int
  package var line: Int
  /// Where one begins that is later; `nil` where the log ends before.
  package var end: Int?
  /// What the generation's clock, as its state knows it, lacks.
  package var estimate: ZoneEstimate?
}

extension IndexReader {
  /// Records of one log may stand so far from the order of their times.
  private static let disorderMs: Int64 = 60_000

  /// The logs that have something of a stretch of time.
  package func stretches(since: Instant, until: Instant) throws(StoreError) -> [LogStretch] {
    let (from, to) = (since.ms - Self.disorderMs, until.ms + Self.disorderMs)
    return try StoreError.wrapping(path) {
      try database.read { database in
        let rows = try Row.fetchAll(
          database,
          sql: "SELECT * FROM ox_generation WHERE last_ms >= ? AND first_ms <= ? ORDER BY host, side, family, id",
          arguments: [from, to])
        let estimates = try [GenerationZone].estimates(database)
        return try rows.map { row in
          let generation = try Generation(row: row)
          let estimate = generation.id.flatMap { estimates[$0] }
          // Marks are as the log's own clock reads.
          let ahead = estimate?.minutes ?? 0...0
          let (from, to) = (from + Int64(ahead.lowerBound) * 60_000, to + Int64(ahead.upperBound) * 60_000)
          var stretch = LogStretch(generation: generation, offset: 0, line: 1)
          let start = try Row.fetchOne(
            database,
            sql: """
              SELECT offset, line FROM ox_mark WHERE generation_id = ? AND time_ms < ? ORDER BY offset DESC LIMIT 1
              """, arguments: [generation.id, from])
          if let start { (stretch.offset, stretch.line) = (start[0], start[1]) }
          stretch.end = try Int.fetchOne(
            database, sql: "SELECT min(offset) FROM ox_mark WHERE generation_id = ? AND time_ms > ? AND offset > ?",
            arguments: [generation.id, to, stretch.offset])
          stretch.estimate = estimate
          return stretch
        }
      }
    }
  }
}
