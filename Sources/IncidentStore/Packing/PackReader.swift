import GRDB
import LogPipeline

/// Finds records' words, and keeps the packs that it read last.
final class PackReader {
  /// What a question looks at lies in few packs, or in very many.
  static let usualBytesMax = 2 << 20
  /// Where it is as quick to read one again: in their order, and not compressed.
  static let briefBytesMax = 256 << 10
  /// Where all records are read in the order of time: each log's are in packs of their own, and hundreds of logs take turns.
  static let wholesaleBytesMax = 32 << 20

  private let bytesMax: Int
  /// All packs' ids in their order, where all are read: searching here takes a tenth of asking SQLite.
  private var ids: [Int64]?
  // What is not asked for again before the newer half is full is given up.
  private var newer: [Int64: EventPack] = [:]
  private var older: [Int64: EventPack] = [:]
  private var newerBytes = 0

  init(bytesMax: Int = PackReader.usualBytesMax) { self.bytesMax = bytesMax }

  /// Room for the packs that so many logs have open at a time: two each of the newer and of the older ones.
  static func bytesMax(logs: Int) -> Int {
    min(logs * 4 * PackWriter.bytesMax, wholesaleBytesMax)
  }

  /// - Parameter database: In a transaction that sees no other commits until the reader is given up.
  static func wholesale(_ database: Database, bytesMax: Int = wholesaleBytesMax) throws -> PackReader {
    let reader = PackReader(bytesMax: bytesMax)
    reader.ids = try Int64.fetchAll(database, sql: "SELECT id FROM ox_pack ORDER BY id")
    return reader
  }

  /// - Returns: `nil` where they are not to be read.
  func words(of event: Int64, in database: Database) throws -> EventWords? {
    guard let id = try pack(for: event, in: database) else { return nil }
    if let words = known(id)?[event] { return words }
    // Another one of this id may be there by now.
    return try read(id, in: database)?[event]
  }

  /// - Returns: `nil` where it is not to be read.
  func read(_ id: Int64, in database: Database) throws -> EventPack? {
    guard let pack = try Self.pack(id, in: database) else { return nil }
    keep(pack, id)
    return pack
  }

  private func pack(for event: Int64, in database: Database) throws -> Int64? {
    guard let ids else {
      let before = try database.cachedStatement(sql: "SELECT id FROM ox_pack WHERE id <= ? ORDER BY id DESC LIMIT 1")
      return try Int64.fetchOne(before, arguments: [event])
    }
    let next = ids.partitionPoint { $0 > event }
    return next > 0 ? ids[next - 1] : nil
  }

  private func known(_ id: Int64) -> EventPack? {
    if let pack = newer[id] { return pack }
    guard let pack = older.removeValue(forKey: id) else { return nil }
    keep(pack, id)
    return pack
  }

  private func keep(_ pack: EventPack, _ id: Int64) {
    if newerBytes + pack.bytes.count > bytesMax / 2, !newer.isEmpty { (older, newer, newerBytes) = (newer, [:], 0) }
    newerBytes += pack.bytes.count - (newer.updateValue(pack, forKey: id)?.bytes.count ?? 0)
  }

  /// - Returns: `nil` where there is none, or a damaged one.
  static func pack(_ id: Int64, in database: Database) throws -> EventPack? {
    let statement = try database.cachedStatement(sql: "SELECT byte_count, data FROM ox_pack WHERE id = ?")
    guard let row = try Row.fetchOne(statement, arguments: [id]) else { return nil }
    let bytes = try row.withUnsafeData(atIndex: 1) { data in
      data.flatMap { data in unsafe data.withUnsafeBytes { unsafe Deflate.unpacked($0, count: row[0]) } }
    }
    return bytes.flatMap(EventPack.init)
  }
}
