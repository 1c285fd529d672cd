import Simulation

/// How many pairs a reader could tell who knows every clock: those with an identifier of their own on both sides, and of those alike the
/// ones that come in the same order on both sides. How long a script takes to end is known to nobody, so more is luck.
struct OrderBound {
  private(set) var share = Score.Share()

  private struct Alike: Hashable {
    var text: String
    /// Where the address of the caller tells the hosts apart.
    var host: String?
  }

  init(_ truth: Truth) {
    var alike: [Alike: [(report: Int64, record: Int64)]] = [:]
    for failure in truth.failures where failure.verdict == .found {
      guard let report = failure.records(of: .plesk).last, let record = failure.records(of: .openXchange).last else {
        continue
      }
      if truth.corpus.hasExceptionIDs || Self.isIdentified(failure) {
        share.add(true)
        continue
      }
      let tellsHosts = truth.corpus.hasAddresses || truth.corpus.hasApache
      let text = failure.group.split(separator: "|", omittingEmptySubsequences: false).last.map(String.init) ?? ""
      alike[Alike(text: text, host: tellsHosts ? failure.host : nil), default: []]
        .append((report.writtenMs, record.writtenMs))
    }
    for pairs in alike.values {
      let byReport = pairs.indices.sorted { pairs[$0].report < pairs[$1].report }
      let byRecord = pairs.indices.sorted { pairs[$0].record < pairs[$1].record }
      for (one, other) in zip(byReport, byRecord) { share.add(one == other) }
    }
  }

  /// Whether the fault's text names the subject; a limit and a file store are those of many.
  private static func isIdentified(_ failure: Truth.Failure) -> Bool {
    failure.group.contains("{}") && !failure.origin.hasPrefix("limit.") && !failure.origin.hasPrefix("storage.")
  }
}
