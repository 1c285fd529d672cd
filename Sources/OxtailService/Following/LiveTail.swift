import LogPipeline
import LogTail

/// Follows logs for somebody who reads along: what `oxtail tail` is made of. It keeps nothing, and needs no index.
package final class LiveTail {
  private let sink: TailSink
  private let loop: FollowLoop
  private let clock = SystemClock()
  private let ear: Ear
  private let historyMax: Int
  private let first: [SkippedFile]
  private var order = TailOrder()
  private var answers: TailAnswers
  private var assumptions = AssumptionNotes()
  private var pacing = DerivationPacing()
  private var isCaughtUp = false
  /// Since when there is nothing more to read of what was there before.
  private var readSinceMs: Int?

  private final class Ear {
    var hear: (TailNews) -> Void = { _ in }
  }

  /// - Parameters:
  ///   - options: Hosts, zones and sides; its paths do not count.
  ///   - history: How many records are shown of what was there before.
  ///   - polls: Whether to do without inotify.
  package init(
    patterns: [FollowPattern], catalogue: Catalogue, options: ScanOptions, history: Int, polls: Bool = false,
    hash: KeyedHash = Hashes.keyed()
  ) {
    let tree = SystemTree(patterns: patterns)
    let start = TailStart(tree, catalogue: catalogue, options: options, hash: hash)
    let ear = Ear()
    sink = TailSink(
      catalogue: catalogue, options: options, sides: start.sides, hash: hash, skip: { ear.hear(.skipped($0)) })
    let follower = Follower(
      tree: TailTree(tree, hiding: start.hidden), sink: sink, clock: clock, generations: start.generations,
      hash: { hash($0) }, tell: { ear.hear(.note($0)) })
    loop = FollowLoop(follower: follower, tree: tree, polls: polls)
    answers = TailAnswers(catalogue: catalogue, stated: options.stated)
    first = start.skipped
    historyMax = history
    self.ear = ear
  }

  /// - Parameter isOver: Asked after each look, and at least once a second; a signal ends the waiting.
  package func run(until isOver: () -> Bool, hear: @escaping (TailNews) -> Void) {
    ear.hear = hear
    defer { ear.hear = { _ in } }
    for file in first { hear(.skipped(file)) }
    loop.run(until: isOver) { turn in
      take()
      if !isCaughtUp {
        if !turn.isBehind, isRead(forMs: 2 * TailSink.stillMs) { catchUp() }
      } else {
        tell(order.release(nowMs: clock.nowMs))
        if pacing.isDue(clock.nowMs) || answers.isDue(clock.nowMs) { answer() }
      }
    }
    tell(order.release(nowMs: clock.nowMs, isEnd: true))
    if pacing.isPending || answers.isWaiting { answer(isEnd: true) }
  }

  private func take() {
    let records = sink.take(nowMs: clock.nowMs)
    for record in records {
      order.add(record, nowMs: clock.nowMs)
      if !isCaughtUp { learn(record) }
    }
    if isCaughtUp, !records.isEmpty { tellAssumptions() }
  }

  private func tellAssumptions() {
    for note in assumptions.notes(sink.reports) { ear.hear(.assumption(note)) }
  }

  private func learn(_ record: TailRecord) {
    answers.add(record.event, nowMs: clock.nowMs)
    pacing.committed(changesEvents: true)
  }

  /// Shows new records. What they mean together is told behind them.
  private func tell(_ records: [TailRecord]) {
    show(records)
    for record in records { learn(record) }
  }

  /// The last record of each log is there a moment after all others.
  private func isRead(forMs ms: Int) -> Bool {
    let since = readSinceMs ?? clock.nowMs
    readSinceMs = since
    return clock.nowMs - since >= ms
  }

  /// Shows the newest of what was there before.
  private func catchUp() {
    isCaughtUp = true
    // Another log of the host may have told its zone only now.
    tellAssumptions()
    order.keepNewest(historyMax)
    show(order.release(nowMs: clock.nowMs, isEnd: true))
    let before = derive(isEnd: true).compactMap { news in
      if case .incident(let incident) = news { incident } else { nil }
    }
    ear.hear(.caughtUp(before))
  }

  private func show(_ records: [TailRecord]) { for record in records { ear.hear(.record(record)) } }

  private func answer(isEnd: Bool = false) { for news in derive(isEnd: isEnd) { ear.hear(news) } }

  /// - Parameter isEnd: Whether nothing is to wait for more records.
  private func derive(isEnd: Bool) -> [TailNews] {
    let start = clock.nowMs
    let news = answers.news(sink.facts, nowMs: isEnd ? nil : start)
    pacing.derived(tookMs: clock.nowMs - start)
    return news
  }
}
