import ArgumentParser
import Foundation
import IncidentStore
import LogPipeline
import OxtailService

/// Hands what the index holds to other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write incidents, records or metrics for other programs.",
    usage: "oxtail export incidents|events|metrics [<term>...] [-o <form>]",
    discussion: """
      Events are the records that matter, the oldest first. otlp-json is OpenTelemetry's, one request of up to 1,000 records a \
      line, as collectors read it by HTTP and from files. Metrics are Prometheus' text, for the node exporter's textfile \
      collector. \(QueryOptions.terms)

      EXAMPLES
        oxtail export incidents -S -1d > incidents.jsonl
        oxtail export events side:ox -o otlp-json > events.json
        oxtail export metrics --out /var/lib/prometheus/node-exporter/oxtail.prom

      EXIT CODES
        0 done     66 no index               77 permission denied
        64 usage   73 cannot make the file   78 no index of oxtail
      """)

  enum What: String, ExpressibleByArgument, CaseIterable { case incidents, events, metrics }

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case jsonl, csv, prometheus
    case otlp = "otlp-json"
  }

  @Argument(help: ArgumentHelp("incidents, events or metrics.", valueName: "what")) var what: What

  @OptionGroup(title: "What to export") var asked: QueryOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("jsonl (the default), csv or otlp-json; metrics are prometheus.", valueName: "form"))
  var output: Form?

  @Option(
    help: ArgumentHelp("Write metrics into this file, which everybody can read.", valueName: "file"),
    completion: .file())
  var out: String?

  @OptionGroup(title: "Patterns") var patterns: PatternOptions
  @OptionGroup(title: "Index") var index: IndexOptions

  func validate() throws {
    if (what == .metrics) != (output == .prometheus), output != nil {
      throw ValidationError("\(what.rawValue) are not written as \(output?.rawValue ?? "")")
    }
    if out != nil, what != .metrics { throw ValidationError("--out is for metrics; send the rest where it shall go") }
  }

  func run() throws {
    let query = try asked.query(zone: .utc)
    let reader = try index.reader()
    switch what {
    case .metrics:
      let text = try CommandError.wrapping { () throws(StoreError) in try PrometheusText(reader, query).text }
      if let out { try NewFile.write(text, to: out, mode: 0o644) } else { try StandardOutput.write(text) }
    case .incidents: try incidents(reader, query)
    case .events: try events(reader, query)
    }
    try reader.sayTrouble()
  }

  // MARK: Incidents

  private func incidents(_ reader: IndexReader, _ query: Query) throws {
    let result = try CommandError.wrapping { () throws(StoreError) in try reader.result(query, limit: nil) }
    switch output ?? .jsonl {
    case .csv: try IncidentCSV.write(result.incidents) { try StandardOutput.write($0) }
    case .otlp:
      let records = result.incidents.sorted { ($0.firstSeen, $0.id) < ($1.firstSeen, $1.id) }.map { incident in
        OTLPLogs.Record(
          incident.firstSeen, .error, incident.cause.title,
          [
            ("oxtail.incident", incident.id), ("oxtail.cause", incident.cause.id),
            ("oxtail.state", incident.state.rawValue),
            ("oxtail.owner", incident.cause.owner.rawValue), ("oxtail.retry", incident.cause.retry.rawValue),
            ("oxtail.kind", incident.cause.kind.rawValue), ("oxtail.operation", incident.operation),
            ("oxtail.failures", String(incident.count)), ("oxtail.last_seen", incident.lastSeen.iso8601),
            ("oxtail.fingerprint", incident.fingerprint),
          ])
      }
      for start in stride(from: 0, to: records.count, by: OTLPLogs.recordsMax) {
        let part = Array(records[start..<min(start + OTLPLogs.recordsMax, records.count)])
        try write(OTLPLogs(part, resource: [.init("service.name", "oxtail")], version: OxtailCommand.version))
      }
    default:
      for incident in result.incidents {
        try IncidentJSON.write(incident, isPretty: false, depth: 0, { try StandardOutput.write($0) }, { $0 })
        try StandardOutput.write("\n")
      }
    }
  }

  // MARK: Events

  private func events(_ reader: IndexReader, _ query: Query) throws {
    let needsCatalogue = query.conditions.contains { [.kind, .owner].contains($0.key) }
    let catalogue = needsCatalogue ? try patterns.catalogue(index.configuration.load()) : nil
    var batch: [DatedEvent] = []
    var isFirst = true
    try CommandError.wrapping { () throws(StoreError) in
      try reader.events(query, newestFirst: false) { event, text in
        guard try reader.admits(event, query, text: text, cause: { catalogue?.cause($0) }) else { return true }
        batch.append(event)
        guard batch.count == OTLPLogs.recordsMax else { return true }
        try write(batch, isFirst, reader)
        (batch, isFirst) = ([], false)
        return true
      }
    }
    try write(batch, isFirst, reader)
  }

  private func write(_ events: [DatedEvent], _ isFirst: Bool, _ reader: IndexReader) throws {
    switch output ?? .jsonl {
    case .csv:
      let text = TraceCSV.text(try TraceDocument.made("", events, reader))
      try StandardOutput.write(isFirst ? text : String(text.drop { $0 != "\n" }.dropFirst()))
    case .otlp:
      let sources = Dictionary(grouping: events) { [$0.host, $0.event.side.rawValue] }
      for (source, events) in sources.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        let records = try events.map { dated in
          let names = try CommandError.wrapping { () throws(StoreError) in try reader.names(of: dated) }.completed
          return OTLPLogs.Record(
            dated.time, dated.event.level, dated.event.summary.string,
            [
              ("log.file.path", dated.file), ("log.record.line", String(dated.event.position.line)),
              ("oxtail.cause", dated.finding?.cause), ("oxtail.operation", dated.event.operation),
              ("oxtail.domain", names.domain),
              ("oxtail.mailbox", names.mailbox), ("oxtail.context_name", names.contextName),
              ("oxtail.context_id", names.contextID), ("oxtail.subadmin", names.subadmin),
              ("oxtail.customer", names.customer),
            ])
        }
        try write(
          OTLPLogs(
            records, resource: [.init("host.name", source[0]), .init("service.name", source[1])],
            version: OxtailCommand.version))
      }
    default:
      for record in try TraceDocument.made("", events, reader).records {
        try StandardOutput.write(PlainJSON.text(record, isPretty: false) + "\n")
      }
    }
  }

  private func write(_ request: OTLPLogs) throws {
    try StandardOutput.write(PlainJSON.text(request, isPretty: false) + "\n")
  }
}
