/// Makes incidents of a stream of events in the order of ``DatedEvent/precedes(_:_:)``, in bounded memory.
///
/// Records of one failure are folded on each side, linked across the sides, joined with Apache's calls and judged; rules that no single
/// text shows tie occurrences together, and causes group them. All that happens some thousand records behind the last one, so that each is
/// decided with all its neighbours in sight: see ``CorrelationWindows``. Only what an incident is as a whole waits for the end.
package struct Correlation {
  private let catalogue: Catalogue
  private let stated: StatedEstate
  private var reports: Folding
  private var failures: Folding
  private var web: [DatedEvent] = []
  private var sawApache = false
  private var matcher: Matcher
  private var derivation: Derivation
  private var newEvents = 0
  private var last: Int64 = .min
  private let eventsMin: Int

  /// - Parameter stated: What the user states of machines.
  package init(catalogue: Catalogue, digest: Digest, sources: [SourceFacts], stated: StatedEstate = StatedEstate()) {
    self.init(
      catalogue: catalogue, digest: digest, sources: sources, stated: stated,
      eventsMin: CorrelationWindows.eventsMin)
  }

  /// - Parameter eventsMin: Records between two decisions, fewer in a test.
  init(
    catalogue: Catalogue, digest: Digest, sources: [SourceFacts], stated: StatedEstate = StatedEstate(), eventsMin: Int
  ) {
    self.catalogue = catalogue
    self.eventsMin = eventsMin
    reports = Folding(catalogue: catalogue, same: Folding.isSameReport)
    failures = Folding(catalogue: catalogue, same: Folding.isSameFailure)
    self.stated = stated
    matcher = Matcher(catalogue: catalogue, clocks: HostClocks(), stated: stated)
    derivation = Derivation(catalogue: catalogue, digest: digest, sources: sources, stated: stated)
  }

  /// Takes what a ``ClockSurvey`` of the same events learned, before any of them.
  package mutating func know(_ clocks: HostClocks) {
    precondition(last == .min, "clocks are known before events are linked")
    matcher = Matcher(catalogue: catalogue, clocks: clocks, stated: stated)
  }

  /// - Returns: What is decided by now.
  package mutating func accept(_ event: DatedEvent) -> [CorrelationAction] {
    precondition(event.time.ms >= last, "events come in the order of time")
    last = event.time.ms
    // As many again as wait, so that what waits long is not looked at too often.
    let isDue = newEvents >= max(eventsMin, matcher.count)
    let actions = isDue ? settle(before: event.time.ms) : []
    if isDue { newEvents = 0 }
    newEvents += 1
    take(event)
    return actions
  }

  /// - Returns: The rest. To be called once, at the end.
  package mutating func finish() -> [CorrelationAction] { settle(before: .max) + derivation.join() }

  /// How many reports, failures and calls are in memory.
  var heldCount: Int { matcher.count + derivation.waitingCount }

  /// Whether all records that must be somewhere are; complete after ``finish()``.
  package var balance: Balance { derivation.balance }

  /// All incidents in the order of their first records, without their occurrences; complete after ``finish()``.
  package var incidents: [Incident] { derivation.incidents }

  private mutating func take(_ event: DatedEvent) {
    switch event.event.side {
    case .plesk: reports.accept(event)
    case .openXchange:
      derivation.observe(event)
      if event.event.isProvisioning { failures.accept(event) }
    case .apache:
      sawApache = true
      web.append(event)
      derivation.observe(event)
    }
  }

  /// - Parameter now: Later events only can come.
  private mutating func settle(before now: Int64) -> [CorrelationAction] {
    matcher.add(
      reports: reports.close(before: now), failures: failures.close(before: now),
      exchanges: ExchangeFolding.complete(&web, before: now, catalogue: catalogue))
    var horizon = min(now, reports.openSinceMs ?? .max, failures.openSinceMs ?? .max)
    if sawApache, now < .max { horizon = min(horizon, now - ExchangeFolding.reachMs) }
    let settled = matcher.settle(before: horizon)
    return derivation.accept(settled, before: horizon == .max ? .max : horizon - CorrelationWindows.derivationMs)
  }
}
