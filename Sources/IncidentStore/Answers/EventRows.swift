import GRDB
import LogPipeline

/// Events by their rows.
final class EventRows {
  let database: Database
  private var places: [Int64: (host: String, file: String)] = [:]

  init(_ database: Database) { self.database = database }

  /// - Returns: With the time at which it was written; `nil` where there is no such row.
  func event(_ id: Int64) throws -> DatedEvent? {
    let statement = try database.cachedStatement(
      sql: "SELECT generation_id, time_ms, body, text FROM ox_event WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]), var event = Event(rowText: row[2], besides: row[3]),
      let place = try place(row[0])
    else { return nil }
    event.position.source = Int(row[0] as Int64)
    return DatedEvent(
      event: event, time: Instant(ms: row[1] ?? 0), host: place.host, file: place.file, row: id)
  }

  /// Of `ox_event e` and its `ox_generation g`: what ``dated(_:)`` reads.
  static let datedColumns = "e.id, e.body, e.text, coalesce(e.time_ms, 0) AS ms, g.host, g.name"

  /// - Returns: `nil` where the row is damaged.
  static func dated(_ row: Row) -> DatedEvent? {
    guard let event = Event(rowText: row["body"], besides: row["text"]) else { return nil }
    return DatedEvent(
      event: event, time: Instant(ms: row["ms"]), host: row["host"], file: row["name"], row: row["id"])
  }

  /// Hands out the events of some sources, in any order.
  func all(of sources: [DatedSource], _ take: (Event, DatedSource) -> Void) throws {
    for source in sources {
      let rows = try Row.fetchCursor(
        database, sql: "SELECT body, text FROM ox_event WHERE generation_id = ?", arguments: [source.generation])
      while let row = try rows.next() {
        guard let event = Event(rowText: row[0], besides: row[1]) else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        take(event, source)
      }
    }
  }

  private func place(_ generation: Int64) throws -> (host: String, file: String)? {
    if let known = places[generation] { return known }
    let statement = try database.cachedStatement(sql: "SELECT host, name FROM ox_generation WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [generation]) else { return nil }
    places[generation] = (row[0], row[1])
    return places[generation]
  }
}

extension EventRows {
  /// - Parameters:
  ///   - timeMs: UTC, as far as the clock is known.
  ///   - text: What a search looks into, `stack` the row of the stack below it, and `names` what ``EventNames`` says.
  static func insert(
    _ event: Event, of generation: Int64, timeMs: Int64? = nil, text: String = "", stack: Int64? = nil,
    names: String = "", in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO ox_event (generation_id, offset, line, byte_count, local_ms, utc_offset, request_start, time_ms, level, kind,
          cause, text, stack_id, names, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      generation, event.position.offset, event.position.line, event.position.byteCount, event.civil?.localMs,
      event.civil?.offsetMinutes, event.requestStart, timeMs, event.level.rawValue, event.kind.rawValue,
      event.findings.first?.cause, text, stack, names, event.rowText(besides: text),
    ])
  }

  /// What a generation is called, for evidence that lies in it.
  static func insert(_ source: DatedSource, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO ox_generation (id, host, side, family, name, ladder, anchor, offset, line, size, records, state)
        VALUES (?, ?, ?, '', ?, '', '', 0, 0, 0, 0, '')
        """, arguments: [source.generation, source.host, source.side.rawValue, source.file])
  }
}
