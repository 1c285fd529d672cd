import GRDB
import LogPipeline

/// What an index knows of an incident beside its records.
struct MemoryRows {
  let database: Database

  func memory(of incident: Incident) throws -> IncidentMemory {
    var memory = IncidentMemory()
    memory.aliases = try String.fetchAll(
      database.cachedStatement(sql: "SELECT id FROM ox_id WHERE incident = ? AND id <> ? ORDER BY id"),
      arguments: [incident.number, incident.id])
    memory.remarks = try remarks(of: incident.number)
    memory.twin = try twin(of: incident)
    return memory
  }

  private func remarks(of number: Int) throws -> [Remark] {
    let rows = try database.cachedStatement(
      sql: """
        SELECT s.* FROM ox_remark s JOIN ox_id d ON d.id = s.incident WHERE d.incident = ? ORDER BY s.time_ms, s.id
        """)
    return try Row.fetchAll(rows, arguments: [number]).compactMap(RemarkRows.remark)
  }

  private func twin(of incident: Incident) throws -> IncidentMemory.Twin? {
    let earlier = try database.cachedStatement(
      sql: """
        SELECT id, number, first_ms FROM ox_incident WHERE fingerprint = ? AND first_ms < ? ORDER BY first_ms DESC, id LIMIT 1
        """)
    guard let row = try Row.fetchOne(earlier, arguments: [incident.fingerprint, incident.firstSeen.ms]) else {
      return nil
    }
    let resolution = try remarks(of: row["number"]).last { $0.verb == .resolve }
    return IncidentMemory.Twin(id: row["id"], firstSeen: Instant(ms: row["first_ms"]), resolution: resolution)
  }
}
