import GRDB
import LogPipeline

/// The ids under which incidents were ever shown. An id is made of an incident's first record, so that an earlier one that arrives late gives
/// the incident another id; the old one goes on to name whatever incident holds that record.
struct IncidentIDs {
  let database: Database

  /// The rows of the records that ids were made of.
  func anchors() throws -> [String: Int64] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT d.id, e.id FROM ox_id d CROSS JOIN ox_event e ON e.generation_id = d.generation_id AND e.offset = d.offset
        """)
    return Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameters:
  ///   - firsts: Where the first record of each incident stands.
  ///   - holders: For each older id, the number of the incident that holds its record.
  func save(_ incidents: [Incident], firsts: [Int: OccurrencePlaces.First], holders: [String: Int]) throws {
    try database.execute(sql: "UPDATE ox_id SET incident = NULL")
    let hold = try database.cachedStatement(sql: "UPDATE ox_id SET incident = ? WHERE id = ?")
    for (id, number) in holders { try hold.execute(arguments: [number, id]) }
    let name = try database.cachedStatement(
      sql: """
        INSERT INTO ox_id (id, generation_id, offset, incident) VALUES (?, ?, ?, ?) ON CONFLICT (id)
        DO UPDATE SET generation_id = excluded.generation_id, offset = excluded.offset, incident = excluded.incident
        """)
    for incident in incidents {
      let first = firsts[incident.number]
      try name.execute(arguments: [incident.id, first?.generation ?? 0, first?.offset ?? 0, incident.number])
    }
  }
}
