import GRDB
import LogPipeline

/// An incident as a list shows it: what stands in columns, so that a list of thousands decodes no document.
package struct IncidentSummary: Equatable, Sendable {
  package var id: String
  package var cause: String
  package var title: String
  package var owner: CauseSpec.Owner
  package var retry: CauseSpec.Retry
  package var state: Incident.State
  package var firstSeen: Instant
  package var lastSeen: Instant
  /// How often it happened.
  package var failures: Int

  package init(_ incident: Incident) {
    id = incident.id
    cause = incident.cause.id
    title = incident.cause.title
    owner = incident.cause.owner
    retry = incident.cause.retry
    state = incident.state
    firstSeen = incident.firstSeen
    lastSeen = incident.lastSeen
    failures = incident.count
  }

  package init(
    id: String, cause: String, title: String, owner: CauseSpec.Owner, retry: CauseSpec.Retry, state: Incident.State,
    firstSeen: Instant, lastSeen: Instant, failures: Int
  ) {
    self.id = id
    self.cause = cause
    self.title = title
    self.owner = owner
    self.retry = retry
    self.state = state
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.failures = failures
  }

  static let columns = "id, cause, title, owner, retry, state, first_ms, last_ms, failures"
  /// The same of `ox_incident i`, beside other tables.
  static let joinedColumns = columns.split(separator: ", ").map { "i.\($0)" }.joined(separator: ", ")

  /// - Parameter row: ``columns``, by their places: looking for a name costs more than the value.
  /// - Throws: ``StoreError`` for a word that this version does not know.
  init(row: Row, path: String) throws {
    guard let owner = CauseSpec.Owner(rawValue: row[3]), let retry = CauseSpec.Retry(rawValue: row[4]),
      let state = Incident.State(rawValue: row[5])
    else { throw Self.misread(path) }
    self.owner = owner
    self.retry = retry
    self.state = state
    id = row[0]
    cause = row[1]
    title = row[2]
    firstSeen = Instant(ms: row[6])
    lastSeen = Instant(ms: row[7])
    failures = row[8]
  }

  static func misread(_ path: String) -> StoreError {
    StoreError(.unusable, path: path, "holds an incident that cannot be understood: index the logs into another --db")
  }
}
