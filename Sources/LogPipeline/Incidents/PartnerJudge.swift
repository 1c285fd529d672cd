/// Says of a failure that Plesk reports what became of Open-Xchange's own record of it.
struct PartnerJudge {
  private let catalogue: Catalogue
  private let stretches: [ClosedRange<Int64>]

  init(catalogue: Catalogue, sources: [SourceFacts]) {
    self.catalogue = catalogue
    let apache = sources.filter { $0.side == .apache }
    stretches = sources.filter { $0.side == .openXchange }.flatMap { source in
      // A server that logs little is silent for long; that it was up and read, its web server's log of the time shows.
      let bridging = apache.filter { $0.host == source.host }.flatMap(\.stretches)
      return source.stretches + Coverage.silences(between: source.stretches, bridgedBy: bridging)
    }
  }

  /// `missing` says that a record must exist and does not; it is not said where the text itself shows that Open-Xchange's
  /// application gave no answer, or where it is known to log such failures at times only.
  func partner(of report: Failure, _ failure: Failure?) -> Occurrence.Partner {
    if failure != nil { return .found }
    let cause = report.finding.flatMap { catalogue.cause($0.cause) }
    switch cause?.oxLogs {
    case .never: return .notExpected
    case .maybe: return isCovered(report.time) ? .notExpected : .notCovered
    case .always, nil: return isCovered(report.time) ? .missing : .notCovered
    }
  }

  private func isCovered(_ time: Instant) -> Bool { Coverage.covers(time, stretches) }
}
