import GRDB
import LogPipeline

/// What people said, by its rows.
enum RemarkRows {
  /// The same remark is kept once, however often whoever said it has to try.
  static func insert(_ remark: Remark, about id: String, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO ox_remark (incident, time_ms, author, verb, text, ticket, mute_end) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
        WHERE NOT EXISTS (SELECT 1 FROM ox_remark WHERE incident = ?1 AND time_ms = ?2 AND author = ?3 AND verb = ?4
          AND text IS ?5 AND ticket IS ?6 AND mute_end IS ?7)
        """,
      arguments: [
        id, remark.time.ms, remark.author, remark.verb.rawValue, remark.text?.string, remark.ticket,
        remark.muteEnd?.rowText,
      ])
  }

  /// By the numbers of the incidents that are meant, in the order in which they were said.
  static func byIncident(_ database: Database) throws -> [Int: [Remark]] {
    var remarks: [Int: [Remark]] = [:]
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT d.incident AS number, s.* FROM ox_remark s JOIN ox_id d ON d.id = s.incident
        WHERE d.incident IS NOT NULL ORDER BY s.time_ms, s.id
        """)
    for row in rows {
      if let remark = remark(row) { remarks[row["number"], default: []].append(remark) }
    }
    return remarks
  }

  static func remark(_ row: Row) -> Remark? {
    Remark(
      storedVerb: row["verb"], time: Instant(ms: row["time_ms"]), author: row["author"], text: row["text"],
      ticket: row["ticket"], muteEnd: row["mute_end"])
  }
}
