import Testing

@testable import OxtailService

struct DerivationPacingTests {
  private func expect(
    _ pacing: inout DerivationPacing, at nowMs: Int, isDue: Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    // An expectation cannot change what it looks at.
    let found = pacing.isDue(nowMs)
    #expect(found == isDue, sourceLocation: sourceLocation)
  }

  @Test func `a derivation waits for the partner of an event, but not for ever`() {
    var pacing = DerivationPacing()
    expect(&pacing, at: 1_000, isDue: false)
    pacing.committed(changesEvents: true)
    expect(&pacing, at: 1_100, isDue: false)
    expect(&pacing, at: 1_000 + pacing.quietMs, isDue: true)
    // More come all the time.
    var (nowMs, dueMs) = (1_000, 0)
    while dueMs == 0, nowMs < 9_000 {
      nowMs += 100
      if pacing.isDue(nowMs) { dueMs = nowMs }
      pacing.committed(changesEvents: true)
    }
    #expect(dueMs <= 1_000 + pacing.delayMsMax)
  }

  /// A tenth of a second is followed by three, two seconds by forty, and a minute by ten.
  @Test(arguments: [
    (100, 300), (400, 1_600), (1_000, 10_000), (2_000, 40_000), (60_000, 600_000), (300_000, 900_000),
  ])
  func `what took long is not done again soon`(tookMs: Int, pauseMs: Int) {
    var pacing = DerivationPacing()
    _ = pacing.isDue(0)
    pacing.committed(changesEvents: true)
    expect(&pacing, at: 5_000, isDue: true)
    pacing.begin()
    pacing.derived(tookMs: tookMs)
    pacing.committed(changesEvents: true)
    expect(&pacing, at: 5_000 + pauseMs - 1, isDue: false)
    expect(&pacing, at: 5_000 + max(pauseMs, pacing.quietMs), isDue: true)
  }

  @Test func `records without an event can wait`() {
    var pacing = DerivationPacing()
    _ = pacing.isDue(0)
    pacing.committed(changesEvents: false)
    expect(&pacing, at: pacing.coverageMs - 1, isDue: false)
    expect(&pacing, at: pacing.coverageMs, isDue: true)
    pacing.begin()
    pacing.derived(tookMs: 1)
    #expect(!pacing.isPending)
  }
}
