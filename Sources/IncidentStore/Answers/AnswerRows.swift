import GRDB
import LogPipeline
import Synchronization

/// Reads what an ``AnswerWriter`` left, a page at a time.
package final class AnswerRows: Sendable {
  private let path: String
  private let database: DatabaseQueue
  private let names: NameBook?
  // Only touched in the database's queue: what one page reads the next one mostly needs.
  nonisolated(unsafe) private let packs: PackReader
  nonisolated(unsafe) private let chunks: ChunkCache
  private let firstTrouble = Mutex<StoreError?>(nil)

  /// - Parameters:
  ///   - names: Who says what lists know of occurrences' subjects; `nil` where there are none.
  ///   - isBrief: Whether all is read once, in its order: nothing is kept for later then.
  init(path: String, _ database: DatabaseQueue, names: NameBook? = nil, isBrief: Bool = false) {
    self.path = path
    self.database = database
    self.names = names
    unsafe packs = isBrief ? PackReader(bytesMax: PackReader.briefBytesMax) : PackReader()
    unsafe chunks = isBrief ? ChunkCache(chunksMax: 1) : ChunkCache()
  }

  /// What made a listing end early; `nil` where all was read. Whoever shows a listing asks at its end.
  package var trouble: StoreError? { firstTrouble.withLock { $0 } }

  /// Stays with the state of the index as it is now: what is read by and by belongs together, whatever a writer does meanwhile.
  func hold() throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.inDatabase { if !$0.isInsideTransaction { try $0.execute(sql: "BEGIN") } }
    }
  }

  /// Gives an incident its occurrences, of which it knows the number only.
  func fill(_ incident: inout Incident) {
    let number = incident.number
    incident.occurrences = Listing(count: incident.count) { beyond, isBackwards, max in
      self.page(of: number, beyond, isBackwards, max) { text, events in try self.occurrence(text, events) }
    }
    incident.outlinesInRows = Listing(count: incident.count) { beyond, isBackwards, max in
      self.page(of: number, beyond, isBackwards, max) { text, events in try self.outline(text, events) }
    }
  }

  private func outline(_ text: String, _ events: EventRows) throws -> OccurrenceOutline? {
    guard var outline = try OccurrenceOutline(rowText: text, side: { try events.side(of: $0) }) else { return nil }
    outline.listed = try names?.object(outline.names, on: outline.host, events.database)
    return outline
  }

  private func occurrence(_ text: String, _ events: EventRows) throws -> Occurrence? {
    guard var occurrence = try Occurrence(rowText: text, event: { try events.event($0) }) else { return nil }
    occurrence.listed = try names?.object(occurrence.names, on: occurrence.host, events.database)
    return occurrence
  }

  /// The occurrences in which the events of some rows stand.
  func occurrences(of events: [Int64]) throws(StoreError) -> [Occurrence] {
    guard !events.isEmpty else { return [] }
    return try StoreError.wrapping(path) {
      try database.read { database in
        let rows = unsafe EventRows(database, packs: packs)
        let around = try database.cachedStatement(sql: ChunkTable.occurrences.around)
        return try Row.fetchAll(
          database,
          sql: """
            SELECT DISTINCT incident, place FROM ox_evidence WHERE event_id IN (SELECT value FROM json_each(?))
            ORDER BY place, incident
            """, arguments: ["[\(events.map(String.init).joined(separator: ","))]"]
        ).compactMap { found in
          let (incident, place): (Int64, Int64) = (found[0], found[1])
          guard let row = try Row.fetchOne(around, arguments: [incident, place]) else { return nil }
          let chunk = unsafe chunks.chunk(row[1])
          let text = chunk?[place]
          // What is not in a chunk that is whole was pruned.
          if chunk != nil, text == nil { return nil }
          let occurrence = try text.flatMap { try self.occurrence($0, rows) }
          if occurrence == nil { sayDamaged() }
          return occurrence
        }
      }
    }
  }

  /// An incident as it was written, as JSON; `nil` where it is lost.
  func document(of incident: Int64, cause: String, in database: Database) throws -> String? {
    let around = try database.cachedStatement(sql: ChunkTable.documents.around)
    guard let row = try Row.fetchOne(around, arguments: [cause, incident]) else { return nil }
    guard let chunk = unsafe chunks.chunk(row[1]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an incident's document cannot be understood")
    }
    return chunk[incident]
  }

  /// Keeps that a row could not be read and was passed over.
  func sayDamaged() { keep(DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a row cannot be understood")) }

  package func records(_ list: CorrelationAction.List) throws(StoreError) -> Listing<Evidence> {
    let table = "ox_record WHERE list = \(list.rawValue)"
    let count = try StoreError.wrapping(path) {
      try database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }
    return Listing(count: count) { beyond, isBackwards, max in
      self.page(table, beyond, isBackwards, max) { text, events in
        try Evidence(rowText: text) { try events.event($0) }
      }
    }
  }

  /// Counts the records of a list that were written at some times.
  ///
  /// - Parameter max: How many of them are read as a whole, the first ones.
  func count(_ list: CorrelationAction.List, max: Int, at admits: (Instant) -> Bool) throws(StoreError) -> (
    count: Int, first: [Evidence]
  ) {
    try StoreError.wrapping(path) {
      try database.read { database in
        var (count, first): (Int, [Evidence]) = (0, [])
        let events = unsafe EventRows(database, packs: packs)
        let rows = try DatabaseValue.fetchCursor(
          database, sql: "SELECT body FROM ox_record WHERE list = ? ORDER BY place", arguments: [list.rawValue])
        while let row = try rows.next() {
          guard let text = ValuePacker.text(row), let time = Evidence.time(inRowText: text) else {
            sayDamaged()
            continue
          }
          guard admits(time) else { continue }
          count += 1
          guard first.count < max else { continue }
          if let record = try Evidence(rowText: text, event: { try events.event($0) }) { first.append(record) }
        }
        return (count, first)
      }
    }
  }

  /// Rows of a table that each hold one element.
  private func page<Element>(
    _ table: String, _ beyond: Int64?, _ isBackwards: Bool, _ max: Int,
    _ element: (String, EventRows) throws -> Element?
  ) -> [(key: Int64, element: Element)] {
    page { database, events in
      let rows = try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT place, body FROM \(table) AND place \(isBackwards ? "<" : ">") ?
            ORDER BY place \(isBackwards ? "DESC" : "ASC") LIMIT ?
            """), arguments: [beyond ?? (isBackwards ? Int64.max : Int64.min), max])
      return try rows.map { row in
        guard let text = ValuePacker.text(row[1]), let element = try element(text, events) else {
          throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        return (row[0], element)
      }
    }
  }

  /// Occurrences of an incident, out of chunks of them.
  private func page<Element>(
    of incident: Int, _ beyond: Int64?, _ isBackwards: Bool, _ max: Int,
    _ element: (String, EventRows) throws -> Element?
  ) -> [(key: Int64, element: Element)] {
    page { database, events in
      let beyond = beyond ?? (isBackwards ? Int64.max : Int64.min)
      let sql =
        isBackwards
        ? "SELECT body FROM ox_occurrence WHERE incident = ?1 AND place < ?2 ORDER BY place DESC"
        : """
        SELECT body FROM ox_occurrence WHERE incident = ?1 AND place >=
          coalesce((SELECT max(place) FROM ox_occurrence WHERE incident = ?1 AND place <= ?2), ?2) ORDER BY place
        """
      let rows = try DatabaseValue.fetchCursor(database.cachedStatement(sql: sql), arguments: [incident, beyond])
      var page: [(key: Int64, element: Element)] = []
      while page.count < max, let body = try rows.next() {
        guard let chunk = unsafe chunks.chunk(body) else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        let entries = chunk.entries.filter { isBackwards ? $0.place < beyond : $0.place > beyond }
        for entry in (isBackwards ? entries.reversed() : entries).prefix(max - page.count) {
          guard let element = try element(chunk.text(of: entry), events) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
          }
          page.append((entry.place, element))
        }
      }
      return page
    }
  }

  private func page<Element>(
    _ read: (Database, EventRows) throws -> [(key: Int64, element: Element)]
  ) -> [(key: Int64, element: Element)] {
    guard trouble == nil else { return [] }
    do {
      return try database.read { try read($0, unsafe EventRows($0, packs: packs)) }
    } catch {
      keep(error)
      return []
    }
  }

  private func keep(_ error: any Error) {
    do throws(StoreError) {
      try StoreError.wrapping(path) { throw error }
    } catch {
      firstTrouble.withLock { $0 = $0 ?? error }
    }
  }
}
