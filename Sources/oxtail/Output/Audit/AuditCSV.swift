import OxtailService

/// One row a finding; statements that nobody could check have the outcome `unchecked`.
enum AuditCSV {
  static func text(_ document: AuditDocument) -> String {
    let header = ["outcome", "id", "section", "title", "owner", "host", "file", "line", "found", "expected", "fix"]
    let findings = document.findings.map { finding in
      [
        finding.outcome, finding.id, finding.section, finding.title, finding.owner, finding.host, finding.file,
        finding.line.map(String.init) ?? "", finding.found ?? "", finding.expected, finding.fix.joined(separator: "; "),
      ]
    }
    let unchecked = document.unchecked.map { statement in
      ["unchecked", statement.id, statement.section, statement.title, "", "", "", "", "", statement.needs, ""]
    }
    return CSVTable.text([header] + findings + unchecked)
  }
}
