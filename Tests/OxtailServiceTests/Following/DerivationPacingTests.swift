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

  @Test func `what took long is not done again soon`() {
    var pacing = DerivationPacing()
    _ = pacing.isDue(0)
    pacing.committed(changesEvents: true)
    expect(&pacing, at: 5_000, isDue: true)
    pacing.derived(tookMs: 300)
    pacing.committed(changesEvents: true)
    expect(&pacing, at: 5_000 + 300 * pacing.share - 1, isDue: false)
    expect(&pacing, at: 5_000 + 300 * pacing.share, isDue: true)
  }

  @Test func `records without an event can wait`() {
    var pacing = DerivationPacing()
    _ = pacing.isDue(0)
    pacing.committed(changesEvents: false)
    expect(&pacing, at: pacing.coverageMs - 1, isDue: false)
    expect(&pacing, at: pacing.coverageMs, isDue: true)
    pacing.derived(tookMs: 1)
    #expect(!pacing.isPending)
  }
}
