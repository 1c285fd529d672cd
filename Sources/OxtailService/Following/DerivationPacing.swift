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
  /// After a derivation nothing is derived for so many times what it took: three where that was a moment, more the longer it was. Who has few
  /// failures hears of them at once, who has a million keeps his processor.
  package var pauses = 3...20
  /// … but who has a million hears of new ones all the same.
  package var pauseMsMax = 600_000

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

  /// A derivation begins, of all that was committed.
  mutating func begin() {
    firstEventMs = nil
    firstCommitMs = nil
  }

  mutating func derived(tookMs: Int) {
    lastTookMs = tookMs
    notBeforeMs = nowMs + pauseMs(after: tookMs)
  }

  func pauseMs(after tookMs: Int) -> Int {
    let pauses = min(pauses.upperBound, max(pauses.lowerBound, tookMs / Self.momentMs))
    return min(tookMs * pauses, max(pauseMsMax, tookMs * self.pauses.lowerBound))
  }

  private static let momentMs = 100

  /// It came to nothing; all that was committed waits for the next one.
  mutating func failed(tookMs: Int) {
    committed(changesEvents: true)
    lastTookMs = max(lastTookMs, tookMs)
    notBeforeMs = nowMs + delayMsMax
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
