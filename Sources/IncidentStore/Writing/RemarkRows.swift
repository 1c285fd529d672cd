import GRDB
import LogPipeline

/// What people said, by its rows.
enum RemarkRows {
  static func insert(_ remark: Remark, about id: String, in database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO ox_remark (incident, time_ms, author, verb, text, ticket, mute_end) VALUES (?, ?, ?, ?, ?, ?, ?)
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
