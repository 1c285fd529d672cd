import LogPipeline

/// `oxtail.trace/1`: all records that speak of one subject, in the order of time.
package struct TraceDocument: Codable, Sendable {
  package var schema = "oxtail.trace/1"
  package var subject: String
  package var records: [Record]

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
  }

  package init(_ subject: String, _ events: [DatedEvent]) {
    self.subject = subject
    records = events.map(Record.init)
  }
}

extension TraceDocument.Record {
  init(_ dated: DatedEvent) {
    let event = dated.event
    self.init(
      time: dated.time.iso8601, host: dated.host, side: event.side.rawValue, file: dated.file,
      line: event.position.line, offset: event.position.offset, length: event.position.byteCount,
      level: event.level.rawValue, operation: event.operation, cause: dated.finding?.cause,
      text: event.summary.string)
  }
}
