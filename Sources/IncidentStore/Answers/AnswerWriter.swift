import GRDB
import LogPipeline

/// Derives the answer from events that are rows, and writes it as rows: neither is ever in memory as a whole.
struct AnswerWriter {
  let database: Database

  /// Replaces whatever was derived before.
  ///
  /// - Parameter sources: Those whose events count.
  /// - Returns: The incidents in the order of their first records, without their occurrences, and whether all records are somewhere.
  /// - Complexity: O(*n* log *n*) in the number of events; SQLite sorts them in a file of its own.
  func derive(_ sources: [DatedSource], _ correlation: Correlation) throws -> (
    incidents: [Incident], balance: Balance
  ) {
    try database.execute(sql: "DELETE FROM ox_occurrence; DELETE FROM ox_record")
    try order(sources)
    var correlation = correlation
    var survey = ClockSurvey()
    try read(sources.filter { $0.side != .apache }) { survey.accept($0) }
    correlation.know(survey.finish())
    try read(sources) { try write(correlation.accept($0)) }
    try write(correlation.finish())
    try database.execute(sql: "DELETE FROM temp.ox_order")
    return (correlation.incidents, correlation.balance)
  }

  /// Reads the events of some sources in their order.
  private func read(_ sources: [DatedSource], _ take: (DatedEvent) throws -> Void) throws {
    let byGeneration = Dictionary(uniqueKeysWithValues: sources.map { ($0.generation, $0) })
    let events = try Row.fetchCursor(
      database,
      sql: """
        SELECT o.time_ms, o.event_id, e.generation_id, e.body FROM temp.ox_order o CROSS JOIN ox_event e ON e.id = o.event_id
        ORDER BY o.time_ms, o.rank, o.offset
        """)
    while let row = try events.next() {
      let (id, generation): (Int64, Int64) = (row[1], row[2])
      guard let source = byGeneration[generation] else { continue }
      guard var event = Event(rowText: row[3]) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      event.position.source = Int(generation)
      try take(DatedEvent(event: event, time: Instant(ms: row[0]), host: source.host, file: source.file, row: id))
    }
  }

  /// Puts the events into the order of their times, as the clocks are known now.
  private func order(_ sources: [DatedSource]) throws {
    try database.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS ox_order (
          time_ms INTEGER NOT NULL, rank INTEGER NOT NULL, offset INTEGER NOT NULL, event_id INTEGER NOT NULL,
          PRIMARY KEY (time_ms, rank, offset, event_id)
        ) WITHOUT ROWID;
        DELETE FROM temp.ox_order
        """)
    let ranked = Dictionary(
      uniqueKeysWithValues: sources.sorted(by: DatedSource.precedes).enumerated().map { rank, source in
        (source.generation, (rank: rank, clock: source.clock))
      })
    let insert = try database.makeStatement(
      sql: "INSERT INTO temp.ox_order (time_ms, rank, offset, event_id) VALUES (?, ?, ?, ?)")
    let events = try Row.fetchCursor(
      database, sql: "SELECT id, generation_id, offset, local_ms, utc_offset, request_start FROM ox_event")
    while let row = try events.next() {
      guard let source = ranked[row[1]] else { continue }
      let civil = (row[3] as Int64?).map { CivilTime(localMs: $0, offsetMinutes: row[4]) }
      let time = civil.map { source.clock.instant(of: $0, requestStart: row[5]).ms } ?? 0
      try insert.execute(arguments: [time, source.rank, row[2] as Int, row[0] as Int64])
    }
  }

  private func write(_ actions: [CorrelationAction]) throws {
    guard !actions.isEmpty else { return }
    let occurrences = try database.cachedStatement(
      sql: "INSERT INTO ox_occurrence (incident, place, time_ms, body) VALUES (?, ?, ?, ?)")
    let records = try database.cachedStatement(sql: "INSERT INTO ox_record (list, place, body) VALUES (?, ?, ?)")
    for action in actions {
      switch action {
      case .occurrence(let occurrence, let incident, let order):
        try occurrences.execute(arguments: [incident, order, occurrence.time.ms, occurrence.rowText])
      case .move(let incident, let home):
        try database.execute(
          sql: "UPDATE ox_occurrence SET incident = ? WHERE incident = ?", arguments: [home, incident])
      case .record(let evidence, let list, let order):
        try records.execute(arguments: [list.rawValue, order, evidence.rowText])
      }
    }
  }
}
