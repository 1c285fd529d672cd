import GRDB
import LogPipeline

/// Writes events: what SQL asks for as a row, the rest and what they are found by with their neighbours'.
struct EventWriter {
  /// In one transaction with the rows, or before it ends.
  private var packs: PackWriter
  /// Rows that are there, also in the transaction that is open.
  private var causes: [String: Int64] = [:]

  /// - Parameter isKept: See ``PackWriter``.
  init(isKept: Bool) { packs = PackWriter(isKept: isKept) }

  /// After a transaction that was undone nobody knows what is there.
  mutating func forget() {
    packs.forget()
    causes = [:]
  }

  /// Writes what is left; in the transaction of the rows.
  mutating func finish(in database: Database) throws { try packs.finish(in: database) }

  /// - Parameters:
  ///   - timeMs: UTC, as far as the clock is known.
  ///   - text: What a search looks into, `stack` the row of the stack below it, and `names` what ``EventNames`` says.
  mutating func insert(
    _ event: Event, of generation: Int64, timeMs: Int64? = nil, text: String = "", stack: Int64? = nil,
    names: String = "", in database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO ox_event (generation_id, offset, line, time_ms, level, kind, cause_id, stack_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try statement.execute(arguments: [
      generation, event.position.offset, event.position.line, timeMs, event.level.priority, event.kind.number,
      try event.findings.first.map { try cause($0.cause, in: database) }, stack,
    ])
    let (id, words) = (database.lastInsertedRowID, Array(text.utf8))
    try packs.add(
      id,
      EventWords(
        text: words[...], names: Array(names.utf8)[...], body: event.rowBytes(besides: words)[...],
        position: event.position),
      in: database)
  }

  private mutating func cause(_ name: String, in database: Database) throws -> Int64 {
    if let id = causes[name] { return id }
    try database.execute(sql: "INSERT OR IGNORE INTO ox_cause (name) VALUES (?)", arguments: [name])
    let id = try Int64.fetchOne(database, sql: "SELECT id FROM ox_cause WHERE name = ?", arguments: [name]) ?? 0
    causes[name] = id
    return id
  }
}

extension Event.Kind {
  /// In the order of what stands for them in rows: new ones come last.
  static let inRows: [Event.Kind] = [.failure, .unknown, .request, .start]

  /// What stands for it in rows.
  fileprivate var number: Int { Self.inRows.firstIndex(of: self) ?? 0 }
}
