/// `oxtail.doctor/1`: all findings.
package struct DoctorDocument: Codable, Sendable {
  package var schema = "oxtail.doctor/1"
  /// The gravest of the findings'.
  package var verdict: DoctorFinding.Verdict
  package var findings: [DoctorFinding]

  package init(_ findings: [DoctorFinding]) {
    verdict = findings.map(\.verdict).max() ?? .ok
    self.findings = findings
  }
}
