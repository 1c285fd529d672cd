import Foundation
import GRDB

/// Puts new records' words into packs. The last pack is filled up by the next commits: who follows a log commits a few records at a time.
struct PackWriter {
  /// A pack is full when it holds as much. More compresses little better, and takes longer for one record.
  private static let bytesMax = 32 << 10

  /// Whether it is worth the time: not for a file that is gone in a moment.
  private let isCompressed: Bool
  /// `nil` before the first record of a transaction.
  private var open: EventPack?
  /// The row that the open one came from.
  private var row: Int64?

  init(isCompressed: Bool) { self.isCompressed = isCompressed }

  /// After a transaction that was undone nobody knows what is there.
  mutating func forget() { self = PackWriter(isCompressed: isCompressed) }

  /// - Parameter id: The record's row, the newest of all. Until ``finish(in:)`` its words are nowhere.
  mutating func add(_ id: Int64, text: some Collection<UInt8>, body: some Collection<UInt8>, in database: Database)
    throws
  {
    if open == nil { try goOn(in: database) }
    open?.add(id, text: text, body: body)
    if let open, open.bytes.count >= Self.bytesMax { try write(open, in: database) }
  }

  /// Writes what is left; in the transaction of the rows.
  mutating func finish(in database: Database) throws {
    if let open, !open.entries.isEmpty { try write(open, in: database) }
    open = nil
  }

  private mutating func goOn(in database: Database) throws {
    open = EventPack()
    let last = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT id, byte_count FROM ox_pack ORDER BY id DESC LIMIT 1"))
    guard let last, last[1] < Self.bytesMax, let pack = try Self.remaining(of: last[0], in: database) else { return }
    (open, row) = (pack, last[0])
  }

  private mutating func write(_ pack: EventPack, in database: Database) throws {
    if let row { try Self.remove(row, in: database) }
    try Self.write(pack, isCompressed: isCompressed, in: database)
    (open, row) = (EventPack(), nil)
  }

  private static func write(_ pack: EventPack, isCompressed: Bool, in database: Database) throws {
    let data = isCompressed ? Deflate.packed(pack.bytes) : pack.bytes
    let insert = try database.cachedStatement(
      sql: "INSERT INTO ox_pack (id, records, byte_count, data) VALUES (?, ?, ?, ?)")
    try insert.execute(arguments: [pack.entries[0].id, pack.entries.count, pack.bytes.count, Data(data)])
  }

  private static func remove(_ id: Int64, in database: Database) throws {
    try database.cachedStatement(sql: "DELETE FROM ox_pack WHERE id = ?").execute(arguments: [id])
  }

  // MARK: What is gone

  /// A pack without the records whose rows are gone.
  ///
  /// - Returns: `nil` where it is damaged.
  private static func remaining(of id: Int64, in database: Database) throws -> EventPack? {
    guard let pack = try PackReader.pack(id, in: database), let last = pack.entries.last else { return nil }
    let rows = try database.cachedStatement(sql: "SELECT id FROM ox_event WHERE id BETWEEN ? AND ?")
    let there = try Int64.fetchSet(rows, arguments: [id, last.id])
    guard pack.entries.contains(where: { !there.contains($0.id) }) else { return pack }
    var remaining = EventPack()
    for entry in pack.entries where there.contains(entry.id) {
      let words = pack.words(of: entry)
      remaining.add(entry.id, text: words.text, body: words.body)
    }
    return remaining
  }

  /// Takes the words of records whose rows are gone out of some packs.
  ///
  /// - Returns: The id behind which there is more; `nil` at the end.
  static func clean(behind id: Int64, max: Int, in database: Database) throws -> Int64? {
    let packs = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, records, (SELECT count(*) FROM ox_event e WHERE e.id >= p.id AND e.id < coalesce(next, \(Int64.max))) AS there
          FROM (SELECT id, records, lead(id) OVER (ORDER BY id) AS next FROM
            (SELECT id, records FROM ox_pack WHERE id > ? ORDER BY id LIMIT ?)) p
          """), arguments: [id, max + 1])
    for pack in packs.prefix(max) where (pack["there"] as Int) < (pack["records"] as Int) {
      let id: Int64 = pack["id"]
      guard let remaining = try remaining(of: id, in: database) else { continue }
      try remove(id, in: database)
      if !remaining.entries.isEmpty { try write(remaining, isCompressed: true, in: database) }
    }
    return packs.count > max ? packs[max - 1]["id"] : nil
  }

  // MARK: Damage

  /// The packs that cannot be read.
  ///
  /// - Complexity: O(*n*) in their bytes.
  static func unreadable(in database: Database) throws -> [Int64] {
    try Int64.fetchAll(database, sql: "SELECT id FROM ox_pack").filter { try PackReader.pack($0, in: database) == nil }
  }

  /// Removes the packs that cannot be read, and rows whose words are gone.
  ///
  /// - Returns: How many of both there were.
  static func removeUnreadable(in database: Database) throws -> Int {
    let packs = try unreadable(in: database)
    for id in packs { try remove(id, in: database) }
    let rows = EventRows(database)
    let events = try Int64.fetchAll(database, sql: "SELECT id FROM ox_event ORDER BY id").filter {
      try rows.words(of: $0) == nil
    }
    for id in events { try database.execute(sql: "DELETE FROM ox_event WHERE id = ?", arguments: [id]) }
    return packs.count + events.count
  }
}
