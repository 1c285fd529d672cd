import GRDB
import LogPipeline

/// An incident's rows: what is asked of it, and all of it.
enum IncidentRow {
  static func insert(_ incident: Incident, _ packer: ValuePacker, in database: Database) throws {
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
    try database.cachedStatement(sql: "INSERT INTO ox_document (incident, document) VALUES (?, ?)")
      .execute(arguments: [incident.number, packer.packed(try JSONText.encoded(incident))])
  }
}
