import GRDB
import LogPipeline

/// How far old rows are removed.
package struct Pruning: Sendable {
  /// Records before it go.
  package let before: Instant
  package private(set) var events = 0
  package fileprivate(set) var isDone = false
  fileprivate var stage = Stage.events(ms: .min, id: 0)
  /// The first records of incidents that are not over and forgotten, and of which answer; `nil` until they are asked for.
  fileprivate var anchors: (derived: Int64, records: Set<Anchor>)?

  /// What is removed now, and behind what.
  fileprivate enum Stage {
    case events(ms: Int64, id: Int64)
    case failures
    case counts(generation: Int64)
  }

  fileprivate struct Anchor: Hashable {
    var generation: Int64
    var offset: Int
  }

  package init(before: Instant) { self.before = before }

  fileprivate mutating func removed(_ count: Int) { events += count }
}

extension IndexWriter {
  /// Rows between two looks at the clock.
  private static let prunedEventsMax = 20
  private static let prunedFailuresMax = 20
  private static let prunedCountsMax = 500

  /// Removes some old events and counts, in one transaction; to be called until it is done. Then incidents are to be derived anew.
  ///
  /// Failures that are as old go with them: left to the next answer, they would all be removed in the one transaction that publishes it.
  /// Logs stay known, so that a file that still lies there is not read again. The first record of an incident that went on later stays too: its
  /// id, and what people said of it, hang on that.
  ///
  /// - Parameter length: How long rows are removed before it commits: whoever else wants to commit waits as long.
  package func prune(_ pruning: inout Pruning, for length: Duration) throws(StoreError) {
    var next = pruning
    try StoreError.wrapping(path) {
      try database.write { database in
        let end = ContinuousClock.now + length
        let anchors = try anchors(of: &next, in: database)
        repeat {
          switch next.stage {
          case .events(let ms, let id): try Self.pruneEvents(behind: (ms, id), &next, but: anchors, in: database)
          case .failures: try Self.pruneFailures(&next, in: database)
          case .counts(let generation): try Self.pruneCounts(behind: generation, &next, in: database)
          }
        } while !next.isDone && ContinuousClock.now < end
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

  private static func pruneEvents(
    behind place: (ms: Int64, id: Int64), _ pruning: inout Pruning, but anchors: Set<Pruning.Anchor>,
    in database: Database
  ) throws {
    let old = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, generation_id, offset, time_ms, text, names FROM ox_event
          WHERE time_ms < ? AND (time_ms, id) > (?, ?) ORDER BY time_ms, id LIMIT \(prunedEventsMax)
          """), arguments: [pruning.before.ms, place.ms, place.id])
    for row in old where !anchors.contains(Pruning.Anchor(generation: row[1], offset: row[2])) {
      try remove(row[0], text: row[4], names: row[5], in: database)
      pruning.removed(1)
    }
    if old.count == prunedEventsMax, let last = old.last {
      pruning.stage = .events(ms: last[3], id: last[0])
    } else {
      pruning.stage = .failures
    }
  }

  private static func remove(_ id: Int64, text: String, names: String, in database: Database) throws {
    try EventSearch.delete(id, text: text, names: names, in: database)
    try database.cachedStatement(sql: "DELETE FROM ox_event WHERE id = ?").execute(arguments: [id])
    try database.cachedStatement(sql: "DELETE FROM ox_evidence WHERE event_id = ?").execute(arguments: [id])
  }

  private static func pruneFailures(_ pruning: inout Pruning, in database: Database) throws {
    let old = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT time_ms, incident, place FROM ox_failure WHERE time_ms < ? ORDER BY time_ms LIMIT \(prunedFailuresMax)
          """), arguments: [pruning.before.ms])
    let failure = try database.cachedStatement(
      sql: "DELETE FROM ox_failure WHERE time_ms = ? AND incident = ? AND place = ?")
    let whole = try database.cachedStatement(sql: "DELETE FROM ox_occurrence WHERE incident = ? AND place = ?")
    for row in old {
      try failure.execute(arguments: [row[0] as Int64, row[1] as Int64, row[2] as Int64])
      try whole.execute(arguments: [row[1] as Int64, row[2] as Int64])
    }
    if old.count < prunedFailuresMax { pruning.stage = .counts(generation: 0) }
  }

  /// One log's, as that is the order in which they lie.
  private static func pruneCounts(behind generation: Int64, _ pruning: inout Pruning, in database: Database) throws {
    let next = try database.cachedStatement(sql: "SELECT min(id) FROM ox_generation WHERE id > ?")
    guard let id = try Int64.fetchOne(next, arguments: [generation]) else {
      pruning.isDone = true
      return
    }
    let arguments: StatementArguments = [id, pruning.before.ms, id]
    try database.cachedStatement(
      sql: """
        DELETE FROM ox_minute WHERE (minute_ms, level) IN
          (SELECT minute_ms, level FROM ox_minute WHERE generation_id = ? AND minute_ms < ? LIMIT \(prunedCountsMax))
          AND generation_id = ?
        """
    ).execute(arguments: arguments)
    let minutes = database.changesCount
    try database.cachedStatement(
      sql: """
        DELETE FROM ox_mark WHERE offset IN
          (SELECT offset FROM ox_mark WHERE generation_id = ? AND time_ms < ? LIMIT \(prunedCountsMax)) AND generation_id = ?
        """
    ).execute(arguments: arguments)
    if max(minutes, database.changesCount) < prunedCountsMax { pruning.stage = .counts(generation: id) }
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
