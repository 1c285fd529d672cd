/// Starts of Open-Xchange's nodes: what answers while it starts, and what nobody answers before that, has its root there.
///
/// A node's start-up records tell it to the millisecond; where its level hides them, the first number of its exceptionIds does, which is
/// another one in every run.
struct Restarts {
  /// How long the admin service may take to be there: what is still missing then is not installed.
  private static let settlingMs: Int64 = 10 * 60_000
  /// How long before its first start-up record a node may have been gone.
  private static let goneMs: Int64 = 3 * 60_000
  /// Start-up records that lie farther apart than this are those of two starts.
  private static let pauseMs: Int64 = 60_000
  /// Starts, and first numbers, that are remembered of a host: the last ones.
  private static let rememberedMax = 64

  /// Failures of a half-started node, and those of one that is not there.
  private static let half: Set = ["server.starting"]
  private static let gone: Set = ["transport.unavailable", "transport.proxy-error", "transport.penalty"]

  private struct Start {
    var first: DatedEvent
    var lastMs: Int64
  }

  /// When a first number of exceptionIds was seen.
  private struct Run {
    var prefix: String
    var firstMs: Int64
    var lastMs: Int64
  }

  private var starts: [String: [Start]] = [:]
  private var runs: [String: [Run]] = [:]

  /// Takes the next of Open-Xchange's events, in the order of time.
  mutating func observe(_ event: DatedEvent) {
    if event.event.kind == .start { note(event) }
    for prefix in event.event.exceptionIDs.compactMap(Installations.prefix).uniqued() {
      note(prefix, at: event.time.ms, on: event.host)
    }
  }

  private mutating func note(_ event: DatedEvent) {
    var known = starts[event.host] ?? []
    if let last = known.last, event.time.ms - last.lastMs <= Self.pauseMs {
      known[known.count - 1].lastMs = event.time.ms
    } else {
      known.append(Start(first: event, lastMs: event.time.ms))
    }
    starts[event.host] = known.suffix(Self.rememberedMax)
  }

  private mutating func note(_ prefix: String, at ms: Int64, on host: String) {
    var known = runs[host] ?? []
    if let index = known.lastIndex(where: { $0.prefix == prefix }) {
      known[index].lastMs = ms
    } else {
      known.append(Run(prefix: prefix, firstMs: ms, lastMs: ms))
    }
    runs[host] = known.suffix(Self.rememberedMax)
  }

  /// Lets a restart stand beside the failure that it explains.
  ///
  /// - Parameter only: The one host whose log covers a moment, for failures of which no record names the node.
  func support(_ draft: inout OccurrenceDraft, only: (Instant) -> String?) {
    let cause = draft.finding.cause
    guard Self.half.contains(cause) || Self.gone.contains(cause),
      let host = draft.openXchangeHost ?? only(draft.occurrence.time)
    else {
      return
    }
    let ms = Self.time(of: draft)
    if let start = start(on: host, near: ms, isGone: Self.gone.contains(cause)) {
      draft.occurrence.restart = Restart(host: host, sign: .startUp, beforeMs: ms - start.time.ms)
      draft.occurrence.evidence.append(Evidence(role: .support, event: start))
    } else if Self.half.contains(cause), let sinceMs = changeOfPrefix(on: host, before: ms) {
      draft.occurrence.restart = Restart(host: host, sign: .exceptionIDs, beforeMs: ms - sinceMs)
    }
  }

  /// When it failed on the node's clock, as far as any of its records is of the node.
  private static func time(of draft: OccurrenceDraft) -> Int64 {
    let own = draft.occurrence.evidence.first { $0.event.event.side == .openXchange }
    return own?.event.time.ms ?? draft.exchange?.root.time.ms ?? draft.occurrence.time.ms
  }

  private func start(on host: String, near ms: Int64, isGone: Bool) -> DatedEvent? {
    let near = (starts[host] ?? []).map(\.first).filter { first in
      isGone
        ? abs(first.time.ms - ms) <= Self.goneMs
        : first.time.ms <= ms && ms - first.time.ms <= Self.settlingMs
    }
    return near.min { abs($0.time.ms - ms) < abs($1.time.ms - ms) }
  }

  /// When the run before the one at a moment was seen for the last time, if that is not long ago.
  private func changeOfPrefix(on host: String, before ms: Int64) -> Int64? {
    let known = runs[host] ?? []
    guard let current = known.last(where: { $0.firstMs <= ms }),
      let before = known.last(where: { $0.firstMs < current.firstMs }),
      // Two nodes whose logs are one have a number each, and go on using it.
      before.lastMs < current.firstMs, ms - before.lastMs <= Self.settlingMs
    else { return nil }
    return before.lastMs
  }

  /// Forgets what ended before `ms`, but for the last run of each host.
  mutating func forget(before ms: Int64) {
    let past = ms - Self.settlingMs
    for host in starts.keys { starts[host]?.removeAll { $0.lastMs < past } }
    for host in runs.keys {
      guard let newest = runs[host]?.last else { continue }
      runs[host]?.removeAll { $0.lastMs < past && $0.prefix != newest.prefix }
    }
  }
}
