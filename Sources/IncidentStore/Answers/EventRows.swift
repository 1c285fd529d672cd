import GRDB
import LogPipeline

/// Events by their rows.
final class EventRows {
  let database: Database
  private let packs: PackReader
  private var places: [Int64: (host: String, file: String)] = [:]

  init(_ database: Database, packs: PackReader = PackReader()) {
    self.database = database
    self.packs = packs
  }

  /// - Returns: With the time at which it was written; `nil` where there is no such row, or a damaged one.
  func event(_ id: Int64) throws -> DatedEvent? {
    let statement = try database.cachedStatement(sql: "SELECT generation_id, time_ms FROM ox_event WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]), let words = try words(of: id),
      var event = Event(words), let place = try place(row[0])
    else { return nil }
    event.position.source = Int(row[0] as Int64)
    return DatedEvent(
      event: event, time: Instant(ms: row[1] ?? 0), host: place.host, file: place.file, row: id)
  }

  /// Whose log a row is from.
  func side(of id: Int64) throws -> Side? {
    let statement = try database.cachedStatement(
      sql: "SELECT g.side FROM ox_event e JOIN ox_generation g ON g.id = e.generation_id WHERE e.id = ?")
    return try String.fetchOne(statement, arguments: [id]).flatMap(Side.init)
  }

  /// - Returns: `nil` where there are none, or damaged ones.
  func words(of id: Int64) throws -> EventWords? { try packs.words(of: id, in: database) }

  /// The rows that some packed words are of, as far as these are admitted; `nil` where they are not to be read.
  func rows(ofPack id: Int64, where admits: (EventWords) -> Bool) throws -> [Int64]? {
    guard let pack = try packs.read(id, in: database) else { return nil }
    return pack.entries.filter { admits(pack.words(of: $0)) }.map(\.id)
  }

  /// Of `ox_event e` and its `ox_generation g`: what ``dated(_:_:)`` reads.
  static let datedColumns = "e.id, e.generation_id, coalesce(e.time_ms, 0) AS ms, g.host, g.name"

  /// - Returns: `nil` where the row is damaged.
  static func dated(_ row: Row, _ words: EventWords) -> DatedEvent? {
    guard var event = Event(words) else { return nil }
    event.position.source = Int(row["generation_id"] as Int64)
    return DatedEvent(
      event: event, time: Instant(ms: row["ms"]), host: row["host"], file: row["name"], row: row["id"])
  }

  /// Hands out the events of some sources, in any order.
  func all(of sources: [DatedSource], _ take: (Event, DatedSource) -> Void) throws {
    for source in sources {
      let ids = try Int64.fetchCursor(
        database, sql: "SELECT id FROM ox_event WHERE generation_id = ?", arguments: [source.generation])
      while let id = try ids.next() { take(try whole(id), source) }
    }
  }

  /// - Throws: A `DatabaseError` where it is not to be read: whatever were derived without it would be wrong.
  func whole(_ id: Int64) throws -> Event {
    guard let words = try words(of: id), let event = Event(words) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    return event
  }

  /// What dates an event.
  ///
  /// - Throws: As ``whole(_:)``.
  func head(_ id: Int64) throws -> EventHead {
    guard let words = try words(of: id), let head = EventHead(rowBytes: words.body, besides: words.text) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT)
    }
    return head
  }

  private func place(_ generation: Int64) throws -> (host: String, file: String)? {
    if let known = places[generation] { return known }
    let statement = try database.cachedStatement(sql: "SELECT host, name FROM ox_generation WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [generation]) else { return nil }
    places[generation] = (row[0], row[1])
    return places[generation]
  }
}

extension Event {
  /// - Returns: `nil` for what is damaged.
  init?(_ words: EventWords) { self.init(rowBytes: words.body, besides: words.text, position: words.position) }
}

extension EventRows {
  /// What a generation is called, for evidence that lies in it.
  static func insert(_ source: DatedSource, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO ox_generation (id, host, side, family, name, ladder, anchor, offset, line, size, records, state)
        VALUES (?, ?, ?, '', ?, '', '', 0, 0, 0, 0, '')
        """, arguments: [source.generation, source.host, source.side.rawValue, source.file])
  }
}
