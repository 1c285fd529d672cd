/// When the incidents of an index that grows are derived anew. That reads all events, so it happens at most for a part of the time.
///
/// Until then the index holds the new records, and the incidents of before.
package struct DerivationPacing: Sendable {
  /// So long after the last new event, which mostly has a partner that comes at once …
  package var quietMs = 200
  /// … and at most so long after the first.
  package var delayMsMax = 1_000
  /// Records without an event change only what their log covers.
  package var coverageMs = 60_000
  /// A derivation may take one part in so many of the time.
  package var share = 20

  private var nowMs = 0
  private var firstEventMs: Int?
  private var lastEventMs = 0
  private var firstCommitMs: Int?
  private var notBeforeMs = 0
  private(set) var lastTookMs = 0

  package init() {}

  /// - Parameter changesEvents: Whether rows of events came or went.
  mutating func committed(changesEvents: Bool) {
    firstCommitMs = firstCommitMs ?? nowMs
    guard changesEvents else { return }
    firstEventMs = firstEventMs ?? nowMs
    lastEventMs = nowMs
  }

  mutating func derived(tookMs: Int) {
    firstEventMs = nil
    firstCommitMs = nil
    lastTookMs = tookMs
    notBeforeMs = nowMs + tookMs * share
  }

  /// Whether anything was committed since the last derivation.
  package var isPending: Bool { firstCommitMs != nil }

  mutating func isDue(_ nowMs: Int) -> Bool {
    self.nowMs = nowMs
    guard nowMs >= notBeforeMs else { return false }
    if let firstEventMs { return nowMs - lastEventMs >= quietMs || nowMs - firstEventMs >= delayMsMax }
    return firstCommitMs.map { nowMs - $0 >= coverageMs } ?? false
  }

  /// Whether it is due although there is more to read.
  func isLate(_ nowMs: Int) -> Bool { firstEventMs.map { nowMs - $0 >= 10 * delayMsMax } ?? false }
}
