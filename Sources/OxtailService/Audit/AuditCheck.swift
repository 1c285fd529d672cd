/// Decides statements of the page. One whose files are missing gets no verdict.
struct AuditCheck: Sendable {
  /// The statements that it can decide.
  let ids: [String]
  let verdicts: @Sendable (ConfigEstate) -> [AuditVerdict]

  static let all =
    PanelChecks.all + VersionChecks.all + AccessChecks.all + PackageChecks.all + PropertyChecks.all + OtherChecks.all
}
