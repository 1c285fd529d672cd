import GRDB
import LogPipeline

/// How far old rows are removed.
package struct Pruning: Sendable {
  /// Records before it go.
  package let before: Instant
  package private(set) var events = 0
  package fileprivate(set) var isDone = false
  fileprivate var place: (ms: Int64, id: Int64) = (.min, 0)
  /// The first records of incidents that are not over and forgotten, and of which answer; `nil` until they are asked for.
  fileprivate var anchors: (derived: Int64, records: Set<Anchor>)?

  fileprivate struct Anchor: Hashable {
    var generation: Int64
    var offset: Int
  }

  package init(before: Instant) { self.before = before }

  fileprivate mutating func removed(_ count: Int) { events += count }
}

extension IndexWriter {
  /// Events that one transaction removes: some milliseconds, so that whoever waits to commit hardly notices.
  private static let prunedEventsMax = 500
  private static let prunedCountsMax = 5_000

  /// Removes some old events and counts, in one transaction; to be called until it is done. Then incidents are to be derived anew.
  ///
  /// Logs stay known, so that a file that still lies there is not read again. The first record of an incident that went on later stays too: its
  /// id, and what people said of it, hang on that.
  package func prune(_ pruning: inout Pruning) throws(StoreError) {
    var next = pruning
    try StoreError.wrapping(path) {
      try database.write { database in
        let old = try Row.fetchAll(
          database,
          sql: """
            SELECT id, generation_id, offset, time_ms, text, names FROM ox_event
            WHERE time_ms < ? AND (time_ms, id) > (?, ?) ORDER BY time_ms, id LIMIT ?
            """, arguments: [next.before.ms, next.place.ms, next.place.id, Self.prunedEventsMax])
        let anchors = try anchors(of: &next, in: database)
        for row in old where !anchors.contains(Pruning.Anchor(generation: row[1], offset: row[2])) {
          try Self.remove(row[0], text: row[4], names: row[5], in: database)
          next.removed(1)
        }
        if let last = old.last { next.place = (last[3], last[0]) }
        next.isDone = try old.count < Self.prunedEventsMax && !Self.pruneCounts(before: next.before, in: database)
        try database.execute(sql: "UPDATE ox_meta SET value = value + 1 WHERE key = 'revision'")
      }
    }
    pruning = next
  }

  private func anchors(of pruning: inout Pruning, in database: Database) throws -> Set<Pruning.Anchor> {
    let derived = try AnswerDraft.meta("derived", database)
    if let known = pruning.anchors, known.derived == derived { return known.records }
    let records = try Self.anchors(since: pruning.before, in: database)
    pruning.anchors = (derived, records)
    return records
  }

  private static func anchors(since time: Instant, in database: Database) throws -> Set<Pruning.Anchor> {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT d.generation_id, d.offset FROM ox_id d JOIN ox_incident i ON i.number = d.incident WHERE i.last_ms >= ?
        """, arguments: [time.ms])
    return Set(rows.map { Pruning.Anchor(generation: $0[0], offset: $0[1]) })
  }

  private static func remove(_ id: Int64, text: String, names: String, in database: Database) throws {
    try EventSearch.delete(id, text: text, names: names, in: database)
    try database.cachedStatement(sql: "DELETE FROM ox_event WHERE id = ?").execute(arguments: [id])
  }

  /// - Returns: Whether there may be more.
  private static func pruneCounts(before time: Instant, in database: Database) throws -> Bool {
    try database.execute(
      sql: """
        DELETE FROM ox_minute WHERE (generation_id, minute_ms, level) IN
          (SELECT generation_id, minute_ms, level FROM ox_minute WHERE minute_ms < ? LIMIT \(prunedCountsMax))
        """, arguments: [time.ms])
    let count = database.changesCount
    try database.execute(
      sql: """
        DELETE FROM ox_mark WHERE (generation_id, offset) IN
          (SELECT generation_id, offset FROM ox_mark WHERE time_ms < ? LIMIT \(prunedCountsMax))
        """, arguments: [time.ms])
    return max(count, database.changesCount) == prunedCountsMax
  }

  /// Gives the space of removed rows back to the file system.
  ///
  /// - Complexity: O(*n*) in the size of the file, and as much room beside it.
  package func vacuum() throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
  }
}
