import GRDB
import LogPipeline

/// Incidents' rows: what is asked of them, and all of them.
enum IncidentRow {
  static func insert(_ incidents: [Incident], _ packer: ValuePacker, in database: Database) throws {
    for incident in incidents { try insert(incident, in: database) }
    var chunks = ChunkWriter(.documents, packer, in: database)
    for incident in incidents.sorted(by: { ($0.cause.id, $0.number) < ($1.cause.id, $1.number) }) {
      let document = try JSONText.encoded(incident)
      try chunks.add(document, of: incident.cause.id.databaseValue, place: Int64(incident.number))
    }
    try chunks.finish()
  }

  private static func insert(_ incident: Incident, in database: Database) throws {
    let statement = try database.cachedStatement(
      sql: """
        INSERT INTO ox_incident (id, number, cause, title, operation, kind, owner, retry, affects, entity, state, state_ms, confirmed,
          fingerprint, first_ms, last_ms, recovered_ms, regressed_ms, failures, words)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let cause = incident.cause
    let words = [
      incident.id, cause.id, cause.title, incident.operation ?? "", incident.owningEntity, incident.foldedText,
    ]
    try statement.execute(arguments: [
      incident.id, incident.number, cause.id, cause.title, incident.operation, cause.kind.rawValue,
      cause.owner.rawValue,
      cause.retry.rawValue, cause.affects.rawValue, incident.owningEntity, incident.state.rawValue,
      incident.recoveredAt?.ms, incident.isConfirmed, incident.fingerprint, incident.firstSeen.ms, incident.lastSeen.ms,
      incident.recoveredAt?.ms, incident.regressedAt?.ms, incident.count, words.joined(separator: " "),
    ])
  }
}
