import IncidentStore
import LogPipeline

/// `oxtail.trace/1`: all records that speak of one subject, in the order of time.
package struct TraceDocument: Codable, Sendable {
  package var schema = "oxtail.trace/1"
  package var subject: String
  /// What became of the failures that they show, the oldest first; a search does not say it.
  package var incidents: [Incident]?
  package var records: [Record]

  package struct Incident: Codable, Sendable {
    package var id: String
    package var cause: String
    package var title: String
    package var owner: String
    package var retry: String
    package var state: String
    @Null package var operation: String?
    /// How often the subject met it.
    package var failures: Int
    package var last: String
    @Null package var recoveredAt: String?

    enum CodingKeys: String, CodingKey {
      case id, cause, title, owner, retry, state, operation, failures, last
      case recoveredAt = "recovered_at"
    }
  }

  package struct Record: Codable, Sendable {
    package var time: String
    package var host: String
    package var side: String
    package var file: String
    package var line: Int
    package var offset: Int
    package var length: Int
    package var level: String
    @Null package var operation: String?
    /// The cause that the record shows by itself.
    @Null package var cause: String?
    package var text: String
    /// Whom it names, with what imported lists know.
    package var names: IncidentDocument.Subject
  }

  package init(_ subject: String, _ events: [DatedEvent], _ reader: IndexReader) throws(StoreError) {
    self.subject = subject
    records = []
    for event in events { records.append(Record(event, try reader.names(of: event))) }
  }

  package init(_ subject: String, _ trace: SubjectTrace, _ reader: IndexReader) throws(StoreError) {
    try self.init(subject, trace.events, reader)
    incidents = trace.outcomes.map(Incident.init)
  }
}

extension TraceDocument.Incident {
  init(_ outcome: SubjectTrace.Outcome) {
    let incident = outcome.incident
    self.init(
      id: incident.id, cause: incident.cause, title: incident.title, owner: incident.owner.rawValue,
      retry: incident.retry.rawValue, state: incident.state.rawValue, operation: outcome.operation,
      failures: outcome.failures, last: incident.lastSeen.iso8601, recoveredAt: outcome.recoveredAt?.iso8601)
  }
}

extension TraceDocument.Record {
  init(_ dated: DatedEvent, _ names: SubjectNames) {
    let event = dated.event
    self.init(
      time: dated.time.iso8601, host: dated.host, side: event.side.rawValue, file: dated.file,
      line: event.position.line, offset: event.position.offset, length: event.position.byteCount,
      level: event.level.rawValue, operation: event.operation, cause: dated.finding?.cause,
      text: event.summary.string, names: IncidentDocument.Subject(names))
  }
}
