import GRDB
import GRDBSQLite
import LogPipeline

/// How far old rows are removed.
package struct Pruning: Sendable {
  /// Records before it go.
  package let before: Instant
  package private(set) var events = 0
  /// Whether incidents are to be derived anew.
  package private(set) var hasChanged = false
  package fileprivate(set) var isDone = false
  fileprivate var stage = Stage.events(ms: .min, id: 0)
  fileprivate var anchors = Anchors()
  /// How many pages the writer had written when the WAL was brought back last; `nil` before the first step.
  fileprivate var pagesBack: Int?
  /// Whether what packs are found by has to be merged before more of it is removed.
  fileprivate var wantsMerging = false

  /// What is removed now, and behind what.
  fileprivate enum Stage {
    case events(ms: Int64, id: Int64)
    case failures(ms: Int64, Failure)
    case packs(behind: Int64)
    case counts(generation: Int64)
  }

  /// The first failures of incidents that are not over and forgotten.
  fileprivate struct Anchors {
    /// Of which answer they are.
    var derived: Int64?
    /// Behind which incident there are more to be looked for; `nil` when all are known.
    var behind: Int64? = .min
    /// Their first records.
    var records: Set<Place> = []
    /// Themselves: who called, and so whether that caller was served again, is told by their other records.
    var failures: Set<Failure> = []
  }

  fileprivate struct Place: Hashable {
    var generation: Int64
    var offset: Int
  }

  fileprivate struct Failure: Hashable {
    var incident: Int64
    var place: Int64
  }

  package init(before: Instant) { self.before = before }

  fileprivate mutating func removedEvent() {
    events += 1
    hasChanged = true
  }

  fileprivate mutating func removedFailure() { hasChanged = true }
}

extension IndexWriter {
  /// When the writer has written so many pages, a step brings the WAL back and does nothing else …
  private static let pagesMax = 1_000
  /// … and meanwhile a commit does so only where nobody asks for the next step.
  private static let pagesLeftMax = 8 * pagesMax

  /// Rows between two looks at the clock.
  private static let anchoredMax = 100
  private static let prunedEventsMax = 20
  private static let prunedFailuresMax = 20
  private static let prunedPacksMax = 2
  private static let prunedCountsMax = 500

  /// Removes some old events and counts, in one transaction; to be called until it is done. Then incidents are to be derived anew, if it
  /// changed something.
  ///
  /// Failures that are as old go with them: left to the next answer, they would all be removed in the one transaction that publishes it.
  /// Logs stay known, so that a file that still lies there is not read again. The first failure of an incident that went on later stays too, with all
  /// its records: its id, and what people said of it, hang on that.
  ///
  /// - Parameter length: How long rows are removed before it commits: whoever else wants to commit waits as long. Where a step brings the WAL back
  ///   none are, as both together would take too long.
  package func prune(_ pruning: inout Pruning, for length: Duration) throws(StoreError) {
    var next = pruning
    try StoreError.wrapping(path) {
      if next.pagesBack == nil { try database.write { try EventSearch.mergesByItself(false, in: $0) } }
      guard try !bringBack(&next) else { return }
      try database.write { database in
        let end = ContinuousClock.now + length
        if next.wantsMerging {
          // It takes as long as what it follows.
          repeat {
            next.wantsMerging = try EventSearch.merge(in: database)
          } while next.wantsMerging && ContinuousClock.now < end
          return
        }
        let derived = try AnswerDraft.meta("derived", database)
        if next.anchors.derived != derived { next.anchors = Pruning.Anchors(derived: derived) }
        repeat {
          if let incident = next.anchors.behind {
            try Self.findAnchors(behind: incident, &next, in: database)
            continue
          }
          let anchors = next.anchors
          switch next.stage {
          case .events(let ms, let id):
            try Self.pruneEvents(behind: (ms, id), &next, but: anchors, in: database)
          case .failures(let ms, let failure):
            try pruneFailures(behind: (ms, failure), &next, but: anchors, in: database)
          case .packs(let id):
            let last = try PackWriter.clean(behind: id, max: Self.prunedPacksMax, in: database)
            next.stage = last.map { .packs(behind: $0) } ?? .counts(generation: 0)
            next.wantsMerging = true
          case .counts(let generation): try Self.pruneCounts(behind: generation, &next, in: database)
          }
        } while !next.isDone && ContinuousClock.now < end
        if next.hasChanged {
          try Revision.advance(in: database, changesEvents: true)
        }
      }
      if next.isDone {
        try database.write { try EventSearch.mergesByItself(true, in: $0) }
        try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.pagesMax)") }
      }
    }
    pruning = next
  }

  /// - Returns: Whether it was time to.
  private func bringBack(_ pruning: inout Pruning) throws -> Bool {
    try database.writeWithoutTransaction { database in
      let pages = Self.pagesWritten(database)
      let known = pruning.pagesBack ?? pages
      let isDue = !(0..<Self.pagesMax).contains(pages - known)
      pruning.pagesBack = isDue ? pages : known
      try database.execute(sql: "PRAGMA wal_autocheckpoint = \(Self.pagesLeftMax)")
      // What fails here is tried again with later pages, as where SQLite does it by itself.
      if isDue { try? database.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)") }
      return isDue
    }
  }

  /// By the writer's connection, ever; beyond two thousand millions from 0 again.
  private static func pagesWritten(_ database: Database) -> Int {
    var (pages, most): (CInt, CInt) = (0, 0)
    _ = unsafe sqlite3_db_status(database.sqliteConnection, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &most, 0)
    return Int(pages)
  }

  /// Some incidents', as all of them take longer than whoever wants to commit should wait.
  private static func findAnchors(behind number: Int64, _ pruning: inout Pruning, in database: Database) throws {
    let incidents = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT number, last_ms >= ?1 AND first_ms < ?1 FROM ox_incident WHERE number > ?2
          ORDER BY number LIMIT \(anchoredMax)
          """), arguments: [pruning.before.ms, number])
    let first = try database.cachedStatement(
      sql: """
        SELECT d.generation_id, d.offset, v.incident, v.place FROM ox_id d
        LEFT JOIN ox_event e ON e.generation_id = d.generation_id AND e.offset = d.offset
        LEFT JOIN ox_evidence v ON v.event_id = e.id WHERE d.incident = ?
        """)
    for incident in incidents where incident[1] as Bool {
      let rows = try Row.fetchCursor(first, arguments: [incident[0] as Int64])
      while let row = try rows.next() {
        pruning.anchors.records.insert(Pruning.Place(generation: row[0], offset: row[1]))
        if let incident = row[2] as Int64?, let place = row[3] as Int64? {
          pruning.anchors.failures.insert(Pruning.Failure(incident: incident, place: place))
        }
      }
    }
    pruning.anchors.behind = incidents.count == anchoredMax ? incidents.last.map { $0[0] } : nil
  }

  private static func pruneEvents(
    behind place: (ms: Int64, id: Int64), _ pruning: inout Pruning, but anchors: Pruning.Anchors,
    in database: Database
  ) throws {
    let old = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, generation_id, offset, time_ms FROM ox_event
          WHERE time_ms < ? AND (time_ms, id) > (?, ?) ORDER BY time_ms, id LIMIT \(prunedEventsMax)
          """), arguments: [pruning.before.ms, place.ms, place.id])
    let failures = try database.cachedStatement(sql: "SELECT incident, place FROM ox_evidence WHERE event_id = ?")
    let evidence = try database.cachedStatement(sql: "DELETE FROM ox_evidence WHERE event_id = ?")
    // Their words go with their packs.
    let remove = try database.cachedStatement(sql: "DELETE FROM ox_event WHERE id = ?")
    for row in old where !anchors.records.contains(Pruning.Place(generation: row[1], offset: row[2])) {
      let isOfAnchor = try Row.fetchAll(failures, arguments: [row[0] as Int64]).contains {
        anchors.failures.contains(Pruning.Failure(incident: $0[0], place: $0[1]))
      }
      if isOfAnchor { continue }
      try remove.execute(arguments: [row[0] as Int64])
      try evidence.execute(arguments: [row[0] as Int64])
      pruning.removedEvent()
    }
    if old.count == prunedEventsMax, let last = old.last {
      pruning.stage = .events(ms: last[3], id: last[0])
    } else {
      pruning.stage = .failures(ms: .min, Pruning.Failure(incident: .min, place: .min))
    }
  }

  /// One incident's after the other, as those lie together.
  private func pruneFailures(
    behind last: (ms: Int64, failure: Pruning.Failure), _ pruning: inout Pruning, but anchors: Pruning.Anchors,
    in database: Database
  ) throws {
    let incident = last.failure.incident
    let old = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT time_ms, place FROM ox_failure WHERE incident = ? AND time_ms < ? AND (time_ms, place) > (?, ?)
          ORDER BY time_ms, place LIMIT \(Self.prunedFailuresMax)
          """), arguments: [incident, pruning.before.ms, last.ms, last.failure.place])
    let narrow = try database.cachedStatement(
      sql: "DELETE FROM ox_failure WHERE time_ms = ? AND incident = ? AND place = ?")
    var places: [Int64] = []
    for row in old {
      let (ms, failure): (Int64, _) = (row[0], Pruning.Failure(incident: incident, place: row[1]))
      pruning.stage = .failures(ms: ms, failure)
      guard !anchors.failures.contains(failure) else { continue }
      try narrow.execute(arguments: [ms, incident, failure.place])
      places.append(failure.place)
      pruning.removedFailure()
    }
    try ChunkWriter.removeOccurrences(places, of: incident, packer, in: database)
    guard old.count < Self.prunedFailuresMax else { return }
    let next = try database.cachedStatement(sql: "SELECT min(incident) FROM ox_failure WHERE incident > ?")
    pruning.stage =
      try Int64.fetchOne(next, arguments: [incident])
      .map { .failures(ms: .min, Pruning.Failure(incident: $0, place: .min)) } ?? .packs(behind: 0)
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
        DELETE FROM ox_minute WHERE (minute, level) IN
          (SELECT minute, level FROM ox_minute WHERE generation_id = ? AND minute < (? + 59999) / 60000 LIMIT \(prunedCountsMax))
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
