import LogPipeline

/// How much of what failed in some logs the patterns understand.
package struct PatternCoverage: Sendable {
  /// Failures of which a cause is known, by cause, the most frequent first.
  package let causes: [(id: String, count: Int)]
  /// Failures of which only a wrapper is: Plesk says that something failed, and nobody says what. Where somebody does, and no pattern understands
  /// it, they are in ``inbox``.
  package let wrappers: [(id: String, count: Int)]
  package let inbox: UnknownInbox

  package init(_ result: ScanResult) {
    var counts: [String: Int] = [:]
    var unexplained: [String: Int] = [:]
    for incident in result.incidents {
      if incident.cause.kind == .unknown {
        let silent = incident.occurrences.count { UnknownInbox.unexplained($0, in: incident) == nil }
        if silent > 0 { unexplained[incident.cause.id, default: 0] += silent }
      } else {
        counts[incident.cause.id, default: 0] += incident.count
      }
    }
    causes = Self.sorted(counts)
    wrappers = Self.sorted(unexplained)
    inbox = UnknownInbox(result.suspected, result.incidents)
  }

  private static func sorted(_ counts: [String: Int]) -> [(id: String, count: Int)] {
    counts.map { (id: $0.key, count: $0.value) }.sorted { ($1.count, $0.id) < ($0.count, $1.id) }
  }

  package var understood: Int { causes.reduce(0) { $0 + $1.count } }

  package var failures: Int { wrappers.reduce(understood + inbox.count) { $0 + $1.count } }
}
