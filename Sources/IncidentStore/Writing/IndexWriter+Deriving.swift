import GRDB
import LogPipeline

extension IndexWriter {
  /// Replaces the answer by what is derived of all events now, in one transaction. What people said of incidents, and the ids under which
  /// they were shown, stay. What became of incidents goes into the outbox with it.
  ///
  /// - Parameter answer: Whatever belongs to the whole, such as what was read; opaque here.
  /// - Returns: The incidents as the events tell them, without their occurrences.
  package func derive(
    _ sources: [DatedSource], _ correlation: Correlation, answer: String
  ) throws(StoreError) -> [Incident] {
    try StoreError.wrapping(path) {
      try database.write { database in
        let ids = IncidentIDs(database: database)
        let anchors = try ids.anchors()
        var writer = AnswerWriter(database: database, anchors: Set(anchors.values), isKept: true)
        let (incidents, balance) = try writer.derive(sources, correlation)
        try Self.replace(incidents, answer: answer, in: database)
        try database.execute(
          sql: "REPLACE INTO ox_meta (key, value) VALUES ('balance', ?)", arguments: [try JSONText.encoded(balance)])
        try ids.save(
          incidents, firsts: writer.places.firsts, holders: anchors.compactMapValues { writer.places.holder(of: $0) })
        try TrendRows(database: database).sum()
        try Standings(database: database).judge()
        try OutboxRows(database: database).note()
        return incidents
      }
    }
  }

  /// Replaces the answer, but for occurrences and records.
  package func replace(_ incidents: [Incident], answer: String) throws(StoreError) {
    try StoreError.wrapping(path) {
      try database.write { database in
        try Self.replace(incidents, answer: answer, in: database)
        try IncidentIDs(database: database).save(incidents, firsts: [:], holders: [:])
        try TrendRows(database: database).sum()
        try Standings(database: database).judge()
        try OutboxRows(database: database).note()
      }
    }
  }

  private static func replace(_ incidents: [Incident], answer: String, in database: Database) throws {
    try database.execute(sql: "DELETE FROM ox_incident; DELETE FROM ox_document")
    for incident in incidents { try save(incident, in: database) }
    try database.execute(sql: "UPDATE ox_meta SET value = ? WHERE key = 'answer'", arguments: [answer])
    try database.execute(
      sql: "UPDATE ox_meta SET value = (SELECT value FROM ox_meta WHERE key = 'revision') WHERE key = 'derived'")
  }

  private static func save(_ incident: Incident, in database: Database) throws {
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
      .execute(arguments: [incident.number, try JSONText.encoded(incident)])
  }
}
