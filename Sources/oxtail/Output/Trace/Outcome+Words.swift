import IncidentStore
import LogPipeline

extension SubjectTrace.Outcome {
  /// `still broken: OX-MED8W, The subadmin has reached its number of contexts; install failed once; retry useless until fixed`
  func words(in zone: ShownZone) -> SafeText {
    let times: SafeText = failures == 1 ? "once" : "\(SafeText.grouped(failures)) times"
    let what: SafeText =
      "\(incident.id), \(incident.title); \(operation.map { "\($0) failed" } ?? "failed" as SafeText) \(times)"
    if incident.state.isOpen { return "still broken: \(what); retry \(incident.retry.words)" }
    let since: SafeText = recoveredAt.map { " at \(zone.minute($0))" } ?? ""
    return "\(incident.state.rawValue)\(since): \(what)"
  }
}
