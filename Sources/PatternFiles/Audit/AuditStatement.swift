import LogPipeline

/// A statement of Open-Xchange's wiki page "Plesk Integration" that configuration files keep or break.
///
/// The words are data, `Audit/plesk-integration.yaml`; what decides it is a check with the same id.
package struct AuditStatement: Sendable {
  package enum Severity: String, CaseIterable, Codable, Sendable {
    /// It works, but not for long, or not safely.
    case warning
    /// Orders fail, or a door is open.
    case error
  }

  package var id: String
  /// The section of the page.
  package var section: String
  /// What holds where the statement is kept.
  package var title: String
  package var severity: Severity
  package var owner: CauseSpec.Owner
  /// The file without which nobody can tell.
  package var needs: String
  package var expected: String
  package var why: String
  package var check: [String]
  package var fix: [String]
}
