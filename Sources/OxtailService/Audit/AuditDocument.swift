import LogPipeline
import PatternFiles

/// `oxtail.audit/1`: what was looked at, what is kept, broken, and not checked.
package struct AuditDocument: Codable, Sendable {
  package var schema = "oxtail.audit/1"
  package var page: String
  package var files: [File]
  package var findings: [Finding]
  package var unchecked: [Unchecked]
  package var skipped: [Skipped]

  package struct File: Codable, Sendable {
    package var host: String
    package var file: String
  }

  package struct Finding: Codable, Sendable {
    package var id: String
    package var section: String
    package var title: String
    /// ok, warning or error.
    package var outcome: String
    package var owner: String
    package var host: String
    package var file: String
    @Null package var line: Int?
    @Null package var found: String?
    package var expected: String
    package var why: String
    package var check: [String]
    package var fix: [String]
  }

  package struct Unchecked: Codable, Sendable {
    package var id: String
    package var section: String
    package var title: String
    package var needs: String
  }

  package struct Skipped: Codable, Sendable {
    package var file: String
    package var bytes: Int
    package var reason: String
  }

  package init(_ result: AuditResult) {
    page = result.page
    files = result.files.map { File(host: $0.host, file: $0.file) }
    findings = result.findings.map(Finding.init)
    unchecked = result.unchecked.map { Unchecked(id: $0.id, section: $0.section, title: $0.title, needs: $0.needs) }
    skipped = result.skipped.map { Skipped(file: $0.file, bytes: $0.bytes, reason: $0.reason) }
  }
}

extension AuditDocument.Finding {
  package init(_ finding: AuditFinding) {
    let statement = finding.statement
    self.init(
      id: statement.id, section: statement.section, title: statement.title,
      outcome: finding.isKept ? "ok" : statement.severity.rawValue, owner: statement.owner.rawValue,
      host: finding.host, file: finding.file, line: finding.line, found: finding.isKept ? nil : finding.found.string,
      expected: finding.expected, why: statement.why, check: finding.isKept ? [] : finding.check,
      fix: finding.isKept ? [] : finding.fix)
  }
}
