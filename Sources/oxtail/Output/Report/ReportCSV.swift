import IncidentStore
import LogPipeline
import OxtailService

/// One row an incident of the period. Times are in UTC; no column is ever renamed.
enum ReportCSV {
  static func text(_ report: PeriodReport) -> String {
    CSVTable.text([header] + report.figures.incidents.map(row))
  }

  private static let header = [
    "incident", "cause", "title", "kind", "owner", "retry", "blast_radius", "state", "operation", "failures",
    "subjects",
    "hosts", "host", "first", "last", "recovered_at",
  ]

  private static func row(_ incident: IncidentFigures) -> [String] {
    let summary = incident.summary
    return [
      summary.id, summary.cause, summary.title, incident.kind == .unknown ? "" : incident.kind.rawValue,
      summary.owner.rawValue, summary.retry.rawValue, incident.affects.rawValue, summary.state.rawValue,
      incident.operation ?? "", "\(incident.failures)", "\(incident.subjects)", "\(incident.hostCount)",
      incident.host ?? "", incident.first.iso8601, incident.last.iso8601, incident.recoveredAt?.iso8601 ?? "",
    ]
  }
}
