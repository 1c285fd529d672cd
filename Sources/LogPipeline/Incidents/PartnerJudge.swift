/// Says of a failure that Plesk reports what became of Open-Xchange's own record of it.
struct PartnerJudge {
  private let catalogue: Catalogue
  /// By host.
  private let stretches: [String: [ClosedRange<Int64>]]
  private let stated: StatedEstate
  private let webServers: Set<String>

  /// - Parameter stated: What the user states of the nodes: the record may be on any.
  init(catalogue: Catalogue, sources: [SourceFacts], stated: StatedEstate = StatedEstate()) {
    self.catalogue = catalogue
    self.stated = stated
    webServers = sources.webServers
    let apache = sources.filter { $0.side == .apache }
    var stretches: [String: [ClosedRange<Int64>]] = [:]
    for source in sources where source.side == .openXchange {
      // A server that logs little is silent for long; that it was up and read, its web server's log of the time shows.
      let bridging = apache.filter { $0.host == source.host }.flatMap(\.stretches)
      stretches[source.host, default: []] +=
        source.stretches + Coverage.silences(between: source.stretches, bridgedBy: bridging)
    }
    self.stretches = stretches
  }

  /// `missing` says that a record must exist and does not; it is not said where the text itself shows that Open-Xchange's
  /// application gave no answer, or where it is known to log such failures at times only.
  func partner(of report: Failure, _ failure: Failure?) -> Occurrence.Partner {
    if failure != nil { return .found }
    let cause = report.finding.flatMap { catalogue.compiledCause($0.cause) }
    switch cause?.spec.oxLogs {
    case .never: return .notExpected
    // No answer of the application came back: a log that nobody read would hardly say more.
    case .maybe where cause?.spec.family == "transport":
      return isCovered(report.time, byAny: true) ? .notExpected : .notCovered
    case .maybe: return isCovered(report.time) ? .notExpected : .notCovered
    case .always, nil: return isCovered(report.time) ? .missing : .notCovered
    }
  }

  private func isCovered(_ time: Instant, byAny: Bool = false) -> Bool {
    let covering = stretches.keys.filter { Coverage.covers(time, stretches[$0] ?? []) }
    guard !covering.isEmpty else { return false }
    return byAny || stated.known(beside: covering, webServers: webServers).map { covering.count >= $0 } ?? true
  }
}
