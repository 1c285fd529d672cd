import OxtailService

/// One row a reason, a runner-up or a rejected candidate; a failure without any has one row. Times are in UTC.
enum WhyCSV {
  static func text(_ document: WhyDocument) -> String {
    CSVTable.text([header] + document.failures.flatMap { rows($0).map { [document.id] + $0 } })
  }

  private static let header = [
    "incident", "time", "host", "cause", "partner", "link_side", "link_rule", "link_confidence", "link_score", "kind",
    "weight", "text",
  ]

  private static func rows(_ failure: WhyDocument.Failure) -> [[String]] {
    let head = [failure.time, failure.host, failure.cause, failure.partner ?? ""]
    var rows: [[String]] = []
    for link in failure.links {
      let words = [link.side, link.rule, link.confidence, "\(link.score)"]
      rows += link.reasons.map { head + words + ["reason", "\($0.weight)", $0.text] }
      rows += [link.runnerUp].compactMap { $0 }.map { head + words + ["runner-up", "", $0] }
      rows += link.rejected.map { head + words + ["rejected", "", $0] }
    }
    rows += failure.rejected.map { head + ["", "", "", "", "rejected", "", $0] }
    return rows.isEmpty ? [head + ["", "", "", "", "", "", ""]] : rows
  }
}
