import GRDB
import LogPipeline

/// Looks through some packs for records, and tells of them in the order of time.
struct PackWalk {
  /// Where words are read.
  let rows: EventRows
  /// Told of each pack that cannot be read.
  let sayDamaged: () -> Void

  private var database: Database { rows.database }

  private typealias Place = (ms: Int64, id: Int64)

  private struct Pack {
    var id: Int64
    /// Where it begins in the order that is asked for.
    var edge: Int64
  }

  /// The packs of which one of some questions is true, and the one that the search's tables do not know yet.
  ///
  /// - Returns: `nil` where there are more than `max`.
  static func packs(_ questions: [TextSieve.Question], max: Int, in database: Database) throws -> Set<Int64>? {
    let known = questions.map { "SELECT rowid AS id FROM \($0.table) WHERE \($0.table) MATCH ?" }
    let open = "SELECT id FROM ox_pack WHERE id = (SELECT max(id) FROM ox_pack) AND NOT is_full"
    let packs = try Int64.fetchSet(
      database, sql: "SELECT id FROM (\((known + [open]).joined(separator: " UNION ALL "))) LIMIT ?",
      arguments: StatementArguments(questions.map(\.words)) + [max < .max ? max + 1 : .max])
    return packs.count > max ? nil : packs
  }

  /// Tells of the records that are admitted, until `take` wants no more.
  ///
  /// - Parameters:
  ///   - packs: By their ids; what is no pack any more is passed over.
  ///   - newestFirst: Whether the order is turned round.
  ///   - until: Where the order ends: what lies in packs behind it is not asked for.
  ///   - admits: Asked of each record's words.
  ///   - take: Is handed ids of rows.
  /// - Complexity: Each pack is unpacked once, as long as more is wanted. What waits for older packs takes two numbers a record.
  func run(
    _ packs: Set<Int64>, newestFirst: Bool, until end: Int64?, admits: (EventWords) -> Bool,
    _ take: (Int64) throws -> Bool
  ) throws {
    func precedes(_ left: Place, _ right: Place) -> Bool { newestFirst ? left > right : left < right }
    let packs = try sorted(packs, newestFirst)
    var waiting: [Place] = []
    var first: Place?
    for (place, pack) in packs.enumerated() {
      if let end, newestFirst ? pack.edge < end : pack.edge >= end { break }
      for found in try records(of: pack.id, admits) {
        waiting.append(found)
        if first.map({ precedes(found, $0) }) ?? true { first = found }
      }
      let next = place + 1 < packs.count ? packs[place + 1].edge : nil
      // Nothing in a later pack can stand before it.
      func isNext(_ found: Place) -> Bool { next.map { newestFirst ? found.ms > $0 : found.ms < $0 } ?? true }
      guard let earliest = first, isNext(earliest) else { continue }
      waiting.sort(by: precedes)
      let count = waiting.firstIndex { !isNext($0) } ?? waiting.count
      for found in waiting[..<count] where try !take(found.id) { return }
      waiting.removeFirst(count)
      first = waiting.first
    }
    for found in waiting.sorted(by: precedes) where try !take(found.id) { return }
  }

  /// The records of some packs that are admitted, in the order of their rows.
  func ids(in packs: Set<Int64>, admits: (EventWords) -> Bool) throws -> [Int64] {
    try packs.sorted().flatMap { try records(of: $0, admits).map(\.id) }
  }

  private func sorted(_ packs: Set<Int64>, _ newestFirst: Bool) throws -> [Pack] {
    let edge = try database.cachedStatement(
      sql: """
        SELECT \(newestFirst ? "max" : "min")(coalesce(time_ms, 0)) FROM ox_event
        WHERE id BETWEEN ?1 AND (SELECT last_id FROM ox_pack WHERE id = ?1)
        """)
    // Whose records are gone is none.
    return try packs.compactMap { id in
      try Int64.fetchOne(edge, arguments: [id]).map { Pack(id: id, edge: $0) }
    }
    .sorted { newestFirst ? ($0.edge, $0.id) > ($1.edge, $1.id) : ($0.edge, $0.id) < ($1.edge, $1.id) }
  }

  private func records(of pack: Int64, _ admits: (EventWords) -> Bool) throws -> [Place] {
    let time = try database.cachedStatement(sql: "SELECT coalesce(time_ms, 0) FROM ox_event WHERE id = ?")
    guard let rows = try rows.rows(ofPack: pack, where: admits) else {
      sayDamaged()
      return []
    }
    return try rows.compactMap { id in
      try Int64.fetchOne(time, arguments: [id]).map { ($0, id) }
    }
  }
}
