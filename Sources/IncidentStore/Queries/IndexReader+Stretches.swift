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
  /// A record by which the generation's clock, as its state knows it, is set right; `nil` where it has no event.
  package var pin: Pin?

  package struct Pin: Sendable {
    package var civil: CivilTime
    package var requestStart: Int64?
    package var offset: Int
    package var time: Instant
  }
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
        return try rows.map { row in
          let generation = try Generation(row: row)
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
          stretch.pin = try Self.pin(database, generation.id)
          return stretch
        }
      }
    }
  }

  private static func pin(_ database: Database, _ generation: Int64?) throws -> LogStretch.Pin? {
    try Row.fetchOne(
      database,
      sql: """
        SELECT local_ms, utc_offset, request_start, time_ms, offset FROM ox_event
        WHERE generation_id = ? AND local_ms IS NOT NULL AND time_ms IS NOT NULL LIMIT 1
        """, arguments: [generation]
    ).map { row in
      LogStretch.Pin(
        civil: CivilTime(localMs: row[0], offsetMinutes: row[1]), requestStart: row[2], offset: row[4],
        time: Instant(ms: row[3]))
    }
  }
}
