import OxtailService

/// The document of a scan as one object a line, each with its `type`.
///
/// The first line, `sources`, holds what the document says beside the incidents: schema, sources, skipped files, notes. Then one
/// line an incident (`incident`), and one for each record of the two lists (`suspected`, `other_client`), with the same keys as
/// in the document.
enum JSONLines {
  static func text(_ document: IncidentDocument) throws -> String {
    let head = Head(
      schema: document.schema, sources: document.sources, skipped: document.skipped, notes: document.notes)
    var lines = [try line("sources", head)]
    lines += try document.incidents.map { try line("incident", $0) }
    lines += try document.suspected.map { try line("suspected", $0) }
    lines += try document.otherClients.map { try line("other_client", $0) }
    return lines.joined(separator: "\n") + "\n"
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
