import Foundation
import GRDB
import LogPipeline

/// The one writer of an index.
///
/// Rows, offsets and what was derived of them change in transactions: a process that dies at any instruction leaves the state after one of them.
package final class IndexWriter {
  package let path: String
  let database: DatabaseQueue
  private let lock: WriterLock
  private let fileNumber: UInt64?
  private let hash: @Sendable ([UInt8]) -> [UInt8]
  private var events = EventWriter(isKept: true)
  let packer = ValuePacker()
  /// Some stacks of the transaction that is open, with their rows.
  private var stacks: [(text: [UInt8], id: Int64)] = []
  /// Beyond so many, the table is asked: to go through more takes as long.
  private static let stacksMax = 32
  private static let minutesAtOnce = 64

  /// Opens or makes an index.
  ///
  /// - Parameters:
  ///   - words: What another process that wants to write is told of this one.
  ///   - isShared: Whether an index that is made may be read by its owner's group.
  ///   - hash: Any wide hash; tells equal stacks.
  /// - Throws: ``StoreError``.
  package convenience init(
    path: String, words: String, isShared: Bool = false, hash: @escaping @Sendable ([UInt8]) -> [UInt8]
  ) throws(StoreError) {
    try self.init(path: path, words: words, isShared: isShared, hash: hash, connect: Connection.writer)
  }

  /// Opens an index for what people say of its incidents; events are not added.
  ///
  /// - Throws: ``StoreError``, `missing` where there is no index.
  package static func forRemarks(path: String, words: String) throws(StoreError) -> IndexWriter {
    guard IndexFile.exists(path) else { throw StoreError(.missing, path: path, "there is no index here") }
    return try IndexWriter(path: path, words: words) { _ in [] }
  }

  /// - Parameter connect: Opens the database, whose file is there by then.
  init(
    path: String, words: String, isShared: Bool = false, hash: @escaping @Sendable ([UInt8]) -> [UInt8],
    connect: (String) throws -> DatabaseQueue
  ) throws(StoreError) {
    self.path = path
    self.hash = hash
    // Nothing is made beside what can be no index.
    try IndexFile.refuseOther(path)
    lock = try WriterLock(besides: path, words: words)
    try IndexFile.create(path, isShared: isShared)
    fileNumber = IndexFile.number(path)
    database = try StoreError.wrapping(path) { try connect(path) }
    try StoreError.wrapping(path) {
      try database.write { database in
        try Schema.migrate(database, path: path)
        // Whoever pruned it last may have been killed.
        try EventSearch.mergesByItself(true, in: database)
      }
    }
  }

  /// Whether the index was removed, or another file lies in its place: SQLite goes on writing into what nobody will ever find.
  package var isLost: Bool {
    guard let fileNumber, fileNumber > 0 else { return false }
    let now = IndexFile.number(path)
    return now != fileNumber && now != 0
  }

  /// All generations that were ever read, also those whose files are gone: their copies may come back compressed.
  package func generations() throws(StoreError) -> [Generation] {
    try StoreError.wrapping(path) {
      try database.read {
        try Row.fetchAll($0, sql: "SELECT * FROM ox_generation ORDER BY id").map { try Generation(row: $0) }
      }
    }
  }

  /// What the newest answer says of clocks, by generations: of those whose records do not tell it.
  package func zoneEstimates() throws(StoreError) -> [Int64: ZoneEstimate] {
    try StoreError.wrapping(path) { try database.read { try [GenerationZone].estimates($0) } }
  }

  /// Adds a batch.
  ///
  /// - Returns: The generation's id.
  @discardableResult
  package func commit(_ batch: IndexBatch) throws(StoreError) -> Int64 { try commit([batch])[0] }

  /// Adds batches of several generations in one transaction: a record that a rotation split is in two of them.
  ///
  /// - Returns: The generations' ids.
  package func commit(_ batches: [IndexBatch]) throws(StoreError) -> [Int64] {
    defer { stacks = [] }
    do throws(StoreError) {
      return try StoreError.wrapping(path) {
        try database.write { database in
          let saved = try batches.map { try save($0, in: database) }
          try events.finish(in: database)
          try Revision.advance(in: database, changesEvents: saved.contains { $0.changesEvents })
          return saved.map(\.id)
        }
      }
    } catch {
      events.forget()
      throw error
    }
  }

  private func save(_ batch: IndexBatch, in database: Database) throws -> (id: Int64, changesEvents: Bool) {
    let (id, before) = try save(batch.generation, in: database)
    let stale = max(before, batch.keepsBefore)
    let removed = stale < .max ? try removeProvisional(of: id, from: stale, in: database) : 0
    for event in batch.events { try save(event, of: id, in: database) }
    try save(batch.minutes, batch.marks, of: id, in: database)
    for offset in batch.closedGaps {
      try database.execute(sql: "DELETE FROM ox_gap WHERE generation_id = ? AND offset = ?", arguments: [id, offset])
    }
    try save(batch.gaps, of: id, readTo: batch.generation.size, in: database)
    return (id, removed > 0 || !batch.events.isEmpty)
  }

  /// - Returns: The id, and the offset that was committed before.
  private func save(_ generation: Generation, in database: Database) throws -> (id: Int64, before: Int) {
    let ladder = try JSONText.encoded(generation.ladder)
    let values: StatementArguments = [
      generation.host, generation.side, generation.family, generation.name, ladder, Data(generation.anchor),
      generation.offset, generation.line, generation.size, generation.records, generation.firstMs, generation.lastMs,
      packer.packed(generation.state, min: ValuePacker.stateMin),
    ]
    guard let id = generation.id else {
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO ox_generation
            (host, side, family, name, ladder, anchor, offset, line, size, records, first_ms, last_ms, state)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      try statement.execute(arguments: values)
      return (database.lastInsertedRowID, 0)
    }
    let before = try Int.fetchOne(database, sql: "SELECT offset FROM ox_generation WHERE id = ?", arguments: [id]) ?? 0
    let statement = try database.cachedStatement(
      sql: """
        UPDATE ox_generation SET host = ?, side = ?, family = ?, name = ?, ladder = ?, anchor = ?, offset = ?, line = ?, size = ?,
          records = ?, first_ms = ?, last_ms = ?, state = ? WHERE id = ?
        """)
    try statement.execute(arguments: values + [id])
    return (id, before)
  }

  /// What stood at or behind the old offset was provisional; the batch brings it anew. Its words go with their pack, later.
  ///
  /// - Returns: How many records that were.
  private func removeProvisional(of id: Int64, from offset: Int, in database: Database) throws -> Int {
    try database.execute(
      sql: "DELETE FROM ox_event WHERE generation_id = ? AND offset >= ?", arguments: [id, offset])
    return database.changesCount
  }

  private func save(_ stored: StoredEvent, of id: Int64, in database: Database) throws {
    let event = stored.event
    let text = stored.text.string
    let names = EventNames.names(of: event, text: text, stack: stored.stack.string)
    try events.insert(
      event, of: id, timeMs: stored.timeMs, text: text, stack: try stack(stored.stack, in: database), names: names,
      in: database)
  }

  private func stack(_ stack: RedactedText, in database: Database) throws -> Int64? {
    guard !stack.isEmpty else { return nil }
    let text = Array(stack.utf8)
    // Records of one cause have the same: to compare them is quicker than to hash them.
    if let known = stacks.first(where: { $0.text == text }) { return known.id }
    let key = Data(hash(text))
    let known = try database.cachedStatement(sql: "SELECT id FROM ox_stack WHERE hash = ?")
    let id: Int64
    if let row = try Int64.fetchOne(known, arguments: [key]) {
      id = row
    } else {
      try database.execute(sql: "INSERT INTO ox_stack (hash, text) VALUES (?, ?)", arguments: [key, stack.string])
      id = database.lastInsertedRowID
    }
    if stacks.count < Self.stacksMax { stacks.append((text, id)) }
    return id
  }

  private func save(_ minutes: [MinuteCount], _ marks: [TimeMark], of id: Int64, in database: Database) throws {
    // Many at once: there are thousands, and a statement for each takes longer than its row.
    var left = minutes[...]
    for count in [Self.minutesAtOnce, 1] where left.count >= count {
      let values = [String](repeating: "(?1, ?, ?, ?)", count: count).joined(separator: ", ")
      let insert = BareStatement(
        try database.cachedStatement(
          sql: """
            INSERT INTO ox_minute (generation_id, minute, level, records) VALUES \(values)
            ON CONFLICT DO UPDATE SET records = records + excluded.records
            """))
      while left.count >= count {
        var numbers = [id]
        for minute in left.prefix(count) {
          numbers += [
            minute.minuteMs.quotientRoundedDown(by: 60_000), Int64(minute.level.priority), Int64(minute.records),
          ]
        }
        try insert.execute(numbers: numbers)
        left = left.dropFirst(count)
      }
    }
    let place = BareStatement(
      try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO ox_mark (generation_id, offset, line, time_ms) VALUES (?, ?, ?, ?)"))
    for mark in marks { try place.execute(numbers: [id, Int64(mark.offset), Int64(mark.line), mark.timeMs]) }
  }

  /// What a damaged file did not give may be read now, from the same file repaired or from another one.
  private func save(_ gaps: [Gap], of id: Int64, readTo size: Int, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM ox_gap WHERE generation_id = ? AND byte_count IS NULL AND offset < ?", arguments: [id, size])
    for gap in gaps {
      try database.execute(
        sql: "INSERT OR REPLACE INTO ox_gap (generation_id, offset, byte_count, reason) VALUES (?, ?, ?, ?)",
        arguments: [id, gap.offset, gap.byteCount, gap.reason])
    }
  }

  // MARK: What is derived

  /// The events of a generation that are provisional: those at its offset and behind.
  package func provisionalEvents(of generation: Generation) throws(StoreError) -> [Event] {
    try StoreError.wrapping(path) {
      try database.read { database in
        let rows = EventRows(database)
        return try Int64.fetchAll(
          database, sql: "SELECT id FROM ox_event WHERE generation_id = ? AND offset >= ? ORDER BY id",
          arguments: [generation.id, generation.offset]
        ).map(rows.whole)
      }
    }
  }
}
