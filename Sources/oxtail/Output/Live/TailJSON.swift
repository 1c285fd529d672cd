import LogPipeline
import OxtailService

/// A live stream as one object a line, each with its `type`: `record`, `failure`, `incident`, `recovered`, and once `live`.
enum TailJSON {
  /// - Returns: Nothing for what is said on standard error.
  static func text(_ news: TailNews) throws(CommandError) -> String {
    do {
      switch news {
      case .record(let record): return try line("record", Record(record))
      case .failure(let occurrence, let incident):
        return try line("failure", Failure(incident: incident.id, failure: .init(occurrence, nodes: incident.nodes)))
      case .incident(let incident): return try line("incident", IncidentDocument.IncidentEntry(incident))
      case .recovered(let incident):
        return try line("recovered", Recovered(id: incident.id, recoveredAt: incident.recoveredAt?.iso8601))
      case .caughtUp(let incidents): return try line("live", Live(incidents: incidents.map(\.id)))
      case .note, .skipped, .assumption: return ""
      }
    } catch {
      throw CommandError("a record", "cannot be written as JSON: \("\(error)")", next: "", exitCode: 74)
    }
  }

  private static func line(_ type: String, _ value: some Encodable) throws -> String {
    try JSONLines.line(type, value) + "\n"
  }

  private struct Record: Encodable {
    var record: IncidentDocument.EvidenceEntry
    var cause: String?
    var operation: String?
    var isLate: Bool
    var isMore: Bool
    var whole: String

    init(_ record: TailRecord) {
      self.record = .init(Evidence(role: .support, event: record.event))
      cause = record.event.finding?.cause
      operation = record.event.event.operation
      isLate = record.isLate
      isMore = record.growth != nil
      whole = record.whole.string
    }

    private enum Key: String, CodingKey {
      case cause, operation, late, more, raw
    }

    func encode(to encoder: any Encoder) throws {
      try record.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(cause, forKey: .cause)
      try container.encode(operation, forKey: .operation)
      try container.encode(isLate, forKey: .late)
      // Replaces the record with the same file and offset.
      try container.encode(isMore, forKey: .more)
      try container.encode(whole, forKey: .raw)
    }
  }

  private struct Failure: Encodable {
    var incident: String
    var failure: IncidentDocument.OccurrenceEntry
  }

  private struct Recovered: Encodable {
    var id: String
    var recoveredAt: String?

    private enum CodingKeys: String, CodingKey {
      case id
      case recoveredAt = "recovered_at"
    }
  }

  private struct Live: Encodable {
    var incidents: [String]
  }
}
