import LogPipeline
import OxtailService

/// The document of a scan as one object a line, each with its `type`.
///
/// The first line, `sources`, holds what the document says beside the incidents: schema, sources, skipped files, notes. Then one
/// line an incident (`incident`), and one for each record of the two lists (`suspected`, `other_client`), with the same keys as
/// in the document.
enum JSONLines {
  /// - Parameter write: Receives the text, of which no more than an occurrence is in memory at a time.
  static func write(_ result: ScanResult, _ write: @escaping (String) throws -> Void) throws {
    var rest = result
    rest.incidents = []
    rest.suspected = []
    rest.otherClients = []
    let document = IncidentDocument(rest)
    let head = Head(
      schema: document.schema, sources: document.sources, skipped: document.skipped, notes: document.notes)
    try write(try line("sources", head) + "\n")
    for incident in result.incidents {
      try IncidentJSON.write(incident, isPretty: false, depth: 0, write) { Typed(type: "incident", value: $0) }
      try write("\n")
    }
    for record in result.suspected {
      try write(try line("suspected", IncidentDocument.EvidenceEntry(record)) + "\n")
    }
    for record in result.otherClients {
      try write(try line("other_client", IncidentDocument.EvidenceEntry(record)) + "\n")
    }
  }

  private struct Head: Encodable {
    var schema: String
    var sources: [IncidentDocument.Source]
    var skipped: [IncidentDocument.Skipped]
    var notes: [String]
  }

  /// What `why` says: the first line, `why`, holds all but the failures; then one line a `failure`.
  static func text(_ document: WhyDocument) throws -> String {
    var head = document
    head.failures = []
    return try ([line("why", head)] + document.failures.map { try line("failure", $0) }).joined(separator: "\n") + "\n"
  }

  /// What `trace` says: the first line, `trace`, holds the subject; then one line a `record`.
  static func text(_ document: TraceDocument) throws -> String {
    var head = document
    head.records = []
    return try ([line("trace", head)] + document.records.map { try line("record", $0) }).joined(separator: "\n") + "\n"
  }

  /// What `audit` says: the first line, `audit`, holds all but the findings; then one line a `finding`.
  static func text(_ document: AuditDocument) throws -> String {
    var head = document
    head.findings = []
    let findings = try document.findings.map { try line("finding", $0) }
    return try ([line("audit", head)] + findings).joined(separator: "\n") + "\n"
  }

  /// What nobody understands: the first line, `inbox`, holds the counts; then one line a text (`unknown`).
  static func text(_ document: UnknownDocument) throws -> String {
    var head = document
    head.unknown = []
    return try ([line("inbox", head)] + document.unknown.map { try line("unknown", $0) }).joined(separator: "\n") + "\n"
  }

  private static func line(_ type: String, _ value: some Encodable) throws -> String {
    try PlainJSON.text(Typed(type: type, value: value), isPretty: false)
  }

  /// The value's own keys and `type` beside them.
  private struct Typed<Value: Encodable>: Encodable {
    var type: String
    var value: Value

    private enum Key: CodingKey {
      case type
    }

    func encode(to encoder: any Encoder) throws {
      try value.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(type, forKey: .type)
    }
  }
}
