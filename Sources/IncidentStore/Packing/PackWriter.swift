import Foundation
import GRDB

/// Puts new records' words into packs. The last pack is filled up by the next commits: who follows a log commits a few records at a time.
///
/// A pack that is full, and no other, is in the search's tables: who searches looks through the one that is not.
struct PackWriter {
  /// A pack is full when it holds as much. Twice as much takes a tenth less room, and twice the time for one record.
  static let bytesMax = 64 << 10

  /// `nil` where nothing is searched and room is no matter: in a file that is gone in a moment.
  private var search: EventSearch?
  /// `nil` before the first record of a transaction.
  private var open: PackDraft?
  /// The row that the open one came from.
  private var row: Int64?

  init(isKept: Bool) { search = isKept ? EventSearch() : nil }

  /// After a transaction that was undone nobody knows what is there.
  mutating func forget() { self = PackWriter(isKept: search != nil) }

  /// - Parameter id: The record's row, the newest of all. Until ``finish(in:)`` its words are nowhere.
  mutating func add(_ id: Int64, _ words: EventWords, in database: Database) throws {
    if open == nil { try goOn(in: database) }
    open?.add(id, words)
    if let open, open.byteCount >= Self.bytesMax { try write(open, in: database) }
  }

  /// Writes what is left; in the transaction of the rows.
  mutating func finish(in database: Database) throws {
    if let open, open.count > 0 { try write(open, in: database) }
    open = nil
  }

  private mutating func goOn(in database: Database) throws {
    open = PackDraft()
    let last = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT id, is_full FROM ox_pack ORDER BY id DESC LIMIT 1"))
    guard let last, !last[1], let pack = try PackReader.pack(last[0], in: database) else { return }
    (open, row) = (try Self.remaining(of: pack, in: database), last[0])
  }

  private mutating func write(_ pack: PackDraft, in database: Database) throws {
    if let row { try Self.remove(row, in: database) }
    let isFull = pack.byteCount >= Self.bytesMax
    try Self.write(pack, isFull: isFull, isCompressed: search != nil, in: database)
    if isFull { try search?.insert(pack, in: database) }
    (open, row) = (PackDraft(), nil)
  }

  private static func write(_ pack: PackDraft, isFull: Bool, isCompressed: Bool = true, in database: Database) throws {
    guard let ids = pack.ids else { return }
    let bytes = pack.bytes
    // What is not full is written again soon.
    let data = isCompressed ? Deflate.packed(bytes, isBrief: !isFull) : bytes
    let insert = try database.cachedStatement(
      sql: "INSERT INTO ox_pack (id, last_id, records, is_full, byte_count, data) VALUES (?, ?, ?, ?, ?, ?)")
    try insert.execute(arguments: [ids.lowerBound, ids.upperBound, pack.count, isFull, bytes.count, Data(data)])
  }

  private static func remove(_ id: Int64, in database: Database) throws {
    try database.cachedStatement(sql: "DELETE FROM ox_pack WHERE id = ?").execute(arguments: [id])
  }

  // MARK: What is gone

  /// A pack without the records whose rows are gone.
  private static func remaining(of pack: EventPack, in database: Database) throws -> PackDraft {
    guard let first = pack.entries.first, let last = pack.entries.last else { return PackDraft() }
    let rows = try database.cachedStatement(sql: "SELECT id FROM ox_event WHERE id BETWEEN ? AND ?")
    let there = try Int64.fetchSet(rows, arguments: [first.id, last.id])
    return PackDraft(pack, where: there.contains)
  }

  /// Takes the words of records whose rows are gone out of some packs, and out of what these are found by.
  ///
  /// - Returns: The id behind which there is more; `nil` at the end.
  static func clean(behind id: Int64, max: Int, in database: Database) throws -> Int64? {
    let packs = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT id, is_full, records,
            (SELECT count(*) FROM ox_event e WHERE e.id BETWEEN p.id AND p.last_id) AS there
          FROM ox_pack p WHERE id > ? ORDER BY id LIMIT ?
          """), arguments: [id, max + 1])
    for row in packs.prefix(max) where (row["there"] as Int) < (row["records"] as Int) {
      let (id, isFull): (Int64, Bool) = (row["id"], row["is_full"])
      guard let pack = try PackReader.pack(id, in: database) else { continue }
      let left = try remaining(of: pack, in: database)
      try remove(id, in: database)
      try write(left, isFull: isFull, in: database)
      guard isFull else { continue }
      try EventSearch.delete(PackDraft(pack), in: database)
      if left.count > 0 {
        var search = EventSearch()
        try search.insert(left, in: database)
      }
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

  /// Makes anew what packs are found by, where there is nothing of it.
  static func fillSearch(in database: Database) throws {
    try database.execute(sql: "UPDATE ox_pack SET is_full = 0")
    // Words without a row are found for nothing.
    var last: Int64? = 0
    while let next = last { last = try clean(behind: next, max: 1000, in: database) }
    var search = EventSearch()
    for id in try Int64.fetchAll(database, sql: "SELECT id FROM ox_pack ORDER BY id") {
      guard let pack = try PackReader.pack(id, in: database) else { continue }
      try search.insert(PackDraft(pack), in: database)
    }
    try database.execute(sql: "UPDATE ox_pack SET is_full = 1")
  }
}
