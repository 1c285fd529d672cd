/// Slow queries: where Open-Xchange answered too late, its own word on how long it held a connection to the database says why.
///
/// Such a record comes from any class, often without thread and path; counted back from its time, the connection was taken when the call began.
struct SlowQueries {
  /// Failures of a call that nobody waited for any longer.
  private static let late: Set = ["transport.timeout", "transport.proxy-error"]
  /// How far a connection is taken from the call's beginning: access lines have whole seconds, and other work may come first.
  private static let startMsMax: Int64 = 5_000
  /// Records of a host that are remembered, the last ones.
  private static let recordsMax = 1024
  /// A slow query is slower than a second, or nothing waits for it.
  private static let durationMsMin: Int64 = 1_000

  private struct Query {
    var event: DatedEvent
    var finding: Finding
    var durationMs: Int64
    var startMs: Int64 { event.time.ms - durationMs }
  }

  private var queries: [String: [Query]] = [:]
  /// Records that stand behind a late call, and are no failure of their own.
  private var used: Set<RecordPosition> = []

  /// Takes the next of Open-Xchange's events, in the order of time.
  mutating func observe(_ event: DatedEvent) {
    guard let finding = event.event.findings.first(where: { $0.captures[.durationMs] != nil }),
      let duration = finding.captures[.durationMs].flatMap({ Int64($0.string) }), duration >= Self.durationMsMin
    else { return }
    queries[event.host, default: []].append(Query(event: event, finding: finding, durationMs: duration))
    if queries[event.host, default: []].count > Self.recordsMax { queries[event.host]?.removeFirst() }
  }

  /// Lets a slow query stand beside the late call that it explains.
  mutating func support(_ draft: inout OccurrenceDraft) {
    guard let exchange = draft.exchange, Self.late.contains(draft.finding.cause), draft.occurrence.link == nil,
      let nearest = queries[exchange.host]?.filter({ !used.contains($0.event.event.position) })
        .min(by: { abs($0.startMs - exchange.start.ms) < abs($1.startMs - exchange.start.ms) }),
      abs(nearest.startMs - exchange.start.ms) <= Self.startMsMax
    else { return }
    used.insert(nearest.event.event.position)
    draft.occurrence.evidence.append(Evidence(role: .support, event: nearest.event))
    var link = Link(
      rule: .time, confidence: .medium, score: 0.6,
      reasons: [
        "Open-Xchange held a connection to its database for \(nearest.durationMs / 1000) s, and took it when the call began"
      ], rejected: [])
    link.weights = [0.6]
    draft.occurrence.link = link
  }

  /// Whether a draft is nothing but a slow query that explains another failure.
  func explainsAnother(_ draft: OccurrenceDraft) -> Bool {
    draft.occurrence.partner == nil && !used.isEmpty
      && draft.occurrence.evidence.allSatisfy { used.contains($0.event.event.position) }
  }

  /// Forgets what ended before `ms`.
  mutating func forget(before ms: Int64) {
    for host in queries.keys { queries[host]?.removeAll { $0.event.time.ms < ms } }
    used = used.intersection(queries.values.flatMap { $0 }.map(\.event.event.position))
  }
}
