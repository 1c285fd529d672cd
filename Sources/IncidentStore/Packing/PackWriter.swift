import Foundation
import GRDB

/// Puts new records' words into packs. A pack that is written is never added to: whoever commits a few records leaves a small one, and many small ones
/// become few again.
struct PackWriter {
  /// A pack is written when it holds as much. More compresses little better, and takes longer for one record.
  private static let bytesMax = 32 << 10
  private static let smallBytes = bytesMax / 2
  /// So many small ones one behind the other are put together.
  private static let smallMax = 32

  /// Whether it is worth the time: not for a file that is gone in a moment.
  private let isCompressed: Bool
  private var open = EventPack()
  /// The small ones at the end; `nil` until they are counted.
  private var small: Int?

  init(isCompressed: Bool) { self.isCompressed = isCompressed }

  /// After a transaction that was undone nobody knows what is there.
  mutating func forget() { self = PackWriter(isCompressed: isCompressed) }

  /// - Parameter id: The record's row. Until ``finish(in:)`` its words are nowhere.
  mutating func add(_ id: Int64, text: some Collection<UInt8>, body: some Collection<UInt8>, in database: Database)
    throws
  {
    open.add(id, text: text, body: body)
    if open.bytes.count >= Self.bytesMax { try write(in: database) }
  }

  /// Writes what is left; in the transaction of the rows.
  mutating func finish(in database: Database) throws {
    guard !open.entries.isEmpty else { return }
    try write(in: database)
    guard isCompressed, try small ?? count(in: database) >= Self.smallMax else { return }
    try join(in: database)
  }

  private mutating func write(in database: Database) throws {
    try Self.write(open, isCompressed: isCompressed, in: database)
    small = open.bytes.count < Self.smallBytes ? small.map { $0 + 1 } : 0
    open = EventPack()
  }

  private static func write(_ pack: EventPack, isCompressed: Bool, in database: Database) throws {
    let data = isCompressed ? Deflate.packed(pack.bytes) : pack.bytes
    let insert = try database.cachedStatement(
      sql: "INSERT INTO ox_pack (id, records, byte_count, data) VALUES (?, ?, ?, ?)")
    try insert.execute(arguments: [pack.entries[0].id, pack.entries.count, pack.bytes.count, Data(data)])
  }

  // MARK: Small ones

  private mutating func count(in database: Database) throws -> Int {
    let found = try Self.smallOnes(in: database).count
    small = found
    return found
  }

  /// Those at the end, the newest first.
  private static func smallOnes(in database: Database) throws -> [Int64] {
    let last = try Row.fetchAll(
      database, sql: "SELECT id, byte_count FROM ox_pack ORDER BY id DESC LIMIT \(smallMax * 2)")
    return last.prefix { $0[1] < smallBytes }.map { $0[0] }
  }

  private mutating func join(in database: Database) throws {
    small = 0
    var joined = EventPack()
    for id in try Self.smallOnes(in: database).reversed() {
      // A damaged one stays what it is.
      guard let pack = try Self.remaining(of: id, in: database) else { continue }
      try Self.remove(id, in: database)
      for entry in pack.entries {
        let words = pack.words(of: entry)
        joined.add(entry.id, text: words.text, body: words.body)
        guard joined.bytes.count >= Self.bytesMax else { continue }
        try Self.write(joined, isCompressed: true, in: database)
        joined = EventPack()
      }
    }
    if !joined.entries.isEmpty { try Self.write(joined, isCompressed: true, in: database) }
  }

  private static func remove(_ id: Int64, in database: Database) throws {
    try database.cachedStatement(sql: "DELETE FROM ox_pack WHERE id = ?").execute(arguments: [id])
  }

  /// A pack without the records whose rows are gone.
  ///
  /// - Returns: `nil` where it is damaged.
  private static func remaining(of id: Int64, in database: Database) throws -> EventPack? {
    guard let pack = try PackReader.pack(id, in: database), let last = pack.entries.last else { return nil }
    let rows = try database.cachedStatement(sql: "SELECT id FROM ox_event WHERE id BETWEEN ? AND ?")
    let there = try Int64.fetchSet(rows, arguments: [id, last.id])
    guard there.count < pack.entries.count else { return pack }
    var remaining = EventPack()
    for entry in pack.entries where there.contains(entry.id) {
      let words = pack.words(of: entry)
      remaining.add(entry.id, text: words.text, body: words.body)
    }
    return remaining
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

  // MARK: What is gone

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
}
