import GRDB
import LogPipeline

/// A failure with what is known of its incident: what stands in columns, so that a list of many decodes no document.
package struct FailureFigures: Equatable, Sendable {
  package var incident: IncidentSummary
  package var time: Instant
  /// Its own; a ghost's retry has another one than the incident.
  package var cause: String
  package var operation: String?
  package var host: String
  /// With what imported lists know.
  package var names: SubjectNames
  /// When an imported list was made that shows that it was done after all.
  package var doneAt: Instant? = nil
}

extension IndexReader {
  /// Hands over the failures that a query admits, the newest first, one at a time.
  package func failures(_ query: Query, _ body: (FailureFigures) throws -> Void) throws(StoreError) {
    let condition = try sql(query).failures
    try StoreError.wrapping(path) {
      try database.read { database in
        let proof = try InventoryProof(database, self.names)
        let rows = try Row.fetchCursor(
          database,
          sql: """
            SELECT \(IncidentSummary.joinedColumns), f.time_ms, \(FailureRow.cause) AS own_cause, \(FailureRow.operation) AS operation, f.host,
              \(SubjectNames.columns)
            FROM ox_failure f JOIN ox_incident i ON i.number = f.incident WHERE \(condition.sql)
            ORDER BY f.time_ms DESC, i.id DESC, f.place DESC
            """, arguments: condition.arguments)
        while let row = try rows.next() {
          var names = SubjectNames(row: row)
          names.listed = try self.names.object(names, on: row["host"], database)
          try body(
            FailureFigures(
              incident: try IncidentSummary(row: row, path: path), time: Instant(ms: row["time_ms"]),
              cause: row["own_cause"], operation: row["operation"], host: row["host"], names: names,
              doneAt: try proof.time(
                row["operation"], names, on: row["host"], failedAt: Instant(ms: row["time_ms"]))))
        }
      }
    }
  }
}

extension SubjectNames {
  /// Of `ox_failure f`, as ``init(row:)`` reads them.
  static let columns =
    "f.domain, f.mailbox, f.context_name, f.context_id, f.subscription, f.subadmin, f.address"

  init(row: Row) {
    self.init([:])
    (domain, mailbox, contextName) = (row["domain"], row["mailbox"], row["context_name"])
    (contextID, subscription) = (row["context_id"], row["subscription"])
    (subadmin, address) = (row["subadmin"], row["address"])
  }
}
