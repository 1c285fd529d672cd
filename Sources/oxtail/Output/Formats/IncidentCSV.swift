import LogPipeline

/// One row an occurrence. Times are in UTC; the columns are described in the header only, none is ever renamed.
enum IncidentCSV {
  /// - Parameter write: Receives the rows, one by one.
  static func write(_ incidents: [Incident], _ write: @escaping (String) throws -> Void) throws {
    try write(CSVTable.row(header))
    for incident in incidents {
      for occurrence in incident.occurrences { try write(CSVTable.row(row(incident, occurrence))) }
    }
  }

  private static let header =
    [
      "incident", "cause", "title", "kind", "owner", "retry", "blast_radius", "state", "confirmed", "time", "host",
      "operation", "occurrence_cause", "domain", "mailbox", "context_name", "context_id", "subscription", "subadmin",
      "partner", "link_rule", "link_confidence", "link_score",
    ] + evidenceHeader("report") + evidenceHeader("root") + ["customer", "listed"]

  private static func evidenceHeader(_ role: String) -> [String] {
    ["host", "file", "line", "time", "level", "text"].map { "\(role)_\($0)" }
  }

  private static func row(_ incident: Incident, _ occurrence: Occurrence) -> [String] {
    let cause = incident.cause
    return [
      incident.id, cause.id, cause.title, cause.kind == .unknown ? "" : cause.kind.rawValue, cause.owner.rawValue,
      cause.retry.rawValue, cause.affects.rawValue, incident.state.rawValue, incident.isConfirmed ? "true" : "false",
      occurrence.time.iso8601, occurrence.host, occurrence.operation ?? "", occurrence.cause,
    ] + subject(occurrence.names.completed) + link(occurrence) + evidence(.report, occurrence)
      + evidence(.root, occurrence) + [
        occurrence.names.customer ?? "", occurrence.names.listedKeys.joined(separator: " "),
      ]
  }

  private static func subject(_ names: SubjectNames) -> [String] {
    [names.domain, names.mailbox, names.contextName, names.contextID, names.subscription, names.subadmin].map {
      $0 ?? ""
    }
  }

  private static func link(_ occurrence: Occurrence) -> [String] {
    guard let link = occurrence.link else { return [occurrence.partner?.rawValue ?? "", "", "", ""] }
    return [occurrence.partner?.rawValue ?? "", link.rule.rawValue, link.confidence.rawValue, "\(link.score)"]
  }

  private static func evidence(_ role: Evidence.Role, _ occurrence: Occurrence) -> [String] {
    guard let dated = occurrence.evidence.first(where: { $0.role == role })?.event else {
      return Array(repeating: "", count: 6)
    }
    let event = dated.event
    return [
      dated.host, dated.file, "\(event.position.line)", dated.time.iso8601, event.level.rawValue, event.summary.string,
    ]
  }
}
