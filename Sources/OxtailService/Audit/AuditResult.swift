import PatternFiles

/// What an audit has to say.
package struct AuditResult: Sendable {
  package var page: String
  /// Files that were understood, by host.
  package var files: [(host: String, file: String)]
  /// In the order of the page.
  package var findings: [AuditFinding]
  /// Statements for which no file was there, in the order of the page.
  package var unchecked: [AuditStatement]
  package var skipped: [SkippedFile]

  package func count(_ severity: AuditStatement.Severity) -> Int {
    findings.count { !$0.isKept && $0.statement.severity == severity }
  }

  package var keptCount: Int { findings.count(where: \.isKept) }

  package var isClean: Bool { findings.allSatisfy(\.isKept) }
}
