import GRDB
import LogPipeline

extension IndexReader {
  /// Incidents as a list shows them, the newest first.
  ///
  /// - Parameter limit: The newest so many.
  package func list(_ query: Query = Query(), limit: Int? = nil) throws(StoreError) -> [IncidentSummary] {
    let condition = try sql(query).incidents
    return try StoreError.wrapping(path) {
      try database.read { database in
        let statement = try database.makeStatement(
          sql: """
            SELECT \(IncidentSummary.columns) FROM ox_incident i WHERE \(condition.sql)
            \(limit == nil ? "" : "ORDER BY last_ms DESC, id DESC LIMIT ?")
            """)
        statement.arguments = condition.arguments + (limit.map { [$0] } ?? [])
        var summaries = SummaryReader(path: self.path)
        var list: [IncidentSummary] = []
        try statement.forEachRow { list.append(try summaries.summary(statement)) }
        return limit == nil ? Self.sorted(list) : list
      }
    }
  }

  /// The newest first. SQLite writes the rows that it sorts and reads them back, which takes longer than to find them.
  private static func sorted(_ list: [IncidentSummary]) -> [IncidentSummary] {
    list.indices.map { (last: list[$0].lastSeen.ms, id: list[$0].id, place: $0) }
      .sorted { ($0.last, $0.id) > ($1.last, $1.id) }.map { list[$0.place] }
  }

  /// Whole incidents, the newest first.
  ///
  /// - Parameter limit: The newest so many.
  package func incidents(_ query: Query = Query(), limit: Int? = nil) throws(StoreError) -> [Incident] {
    try rows.hold()
    let condition = try sql(query).incidents
    return try StoreError.wrapping(path) {
      try database.read { database in
        // In the order in which they lie, so that each chunk is unpacked once: those that fail one after the other are hardly ever in the same.
        try Row.fetchAll(
          database,
          sql: """
            SELECT * FROM (
              SELECT number, cause, state, state_ms FROM ox_incident i WHERE \(condition.sql)
              ORDER BY last_ms DESC, id DESC LIMIT ?
            ) ORDER BY cause, number
            """,
          arguments: condition.arguments + [limit ?? -1]
        ).compactMap { try incident($0, database) }
          .sorted { ($0.lastSeen.ms, $0.id) > ($1.lastSeen.ms, $1.id) }
      }
    }
  }

  /// The incident with this id, in full.
  package func incident(_ id: String) throws(StoreError) -> Incident? {
    try rows.hold()
    return try StoreError.wrapping(path) {
      try database.read { database in
        try Row.fetchOne(
          database,
          sql: "SELECT number, cause, state, state_ms FROM ox_incident WHERE id = ?", arguments: [id]
        ).flatMap { try incident($0, database) }
      }
    }
  }

  /// - Returns: `nil` where it is lost.
  private func incident(_ row: Row, _ database: Database) throws -> Incident? {
    guard let document = try rows.document(of: row["number"], cause: row["cause"], in: database) else { return nil }
    var incident = try JSONText.decoded(Incident.self, document)
    rows.fill(&incident)
    guard let state = Incident.State(rawValue: row["state"]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an incident's state cannot be understood")
    }
    incident.state = state
    incident.memory = try MemoryRows(database: database).memory(of: incident)
    incident.memory.stateSince = (row["state_ms"] as Int64?).map(Instant.init)
    return incident
  }

  // MARK: Ids

  /// What somebody types for an id, in either case, with or without `OX-`, as ids are written.
  package static func id(_ typed: String) -> String {
    let bare = typed.uppercased()
    return bare.hasPrefix("OX-") ? bare : "OX-" + bare
  }

  /// The ids of the incidents of which an id, also one that they had before, begins with `id`.
  package func ids(from id: String) throws(StoreError) -> [String] {
    try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchAll(
          database,
          sql: """
            SELECT id FROM ox_incident WHERE id >= ?1 AND id < ?2
            UNION SELECT i.id FROM ox_id d CROSS JOIN ox_incident i ON i.number = d.incident WHERE d.id >= ?1 AND d.id < ?2
            ORDER BY id
            """, arguments: [id, id + "\u{10FFFF}"])
      }
    }
  }

  /// The id of the incident that has this whole id, or had it before.
  package func currentID(_ id: String) throws(StoreError) -> String? {
    try StoreError.wrapping(path) {
      try database.read { database in
        try String.fetchOne(
          database,
          sql: """
            SELECT id FROM ox_incident WHERE id = ?1
            UNION ALL SELECT i.id FROM ox_id d JOIN ox_incident i ON i.number = d.incident WHERE d.id = ?1
            """, arguments: [id])
      }
    }
  }
}
