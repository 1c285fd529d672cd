/// Makes occurrences of what is decided, ties together what no single text shows, and groups it. Works in the order of time.
struct Derivation {
  private let catalogue: Catalogue
  private let judge: PartnerJudge
  private var ours = OwnCallers()
  private var ghosts = Ghosts()
  private var penalties = Penalties()
  private var cascades = Cascades()
  private var slowQueries = SlowQueries()
  private var restarts = Restarts()
  private(set) var balance = Balance()
  private var recovery = Recovery()
  private var grouping: IncidentGrouping
  /// What waits for everything before it.
  private var waiting: [Waiting] = []
  /// What waits for its caller's subadmin, in the order in which it was decided.
  private var undecided: [Undecided] = []
  private var order = TimeOrder()
  private var actions: [CorrelationAction] = []
  private var recordOrders = [TimeOrder(), TimeOrder(), TimeOrder()]

  private struct Waiting {
    var draft: OccurrenceDraft
    /// Where it is nobody's incident unless Plesk uses this subadmin.
    var condition: (subadmin: String, records: Records)?
  }

  /// Records for one of the lists, and their place in it.
  private struct Records {
    var evidence: [Evidence]
    var place: Int
  }

  private struct Undecided {
    var subadmin: String
    /// For the other clients, or the suspected records.
    var records: Records
    /// What it is an occurrence of, if it is ours and understood.
    var draft: (draft: OccurrenceDraft, incident: Int, order: Int)?
  }

  init(catalogue: Catalogue, digest: Digest, sources: [SourceFacts], stated: StatedEstate = StatedEstate()) {
    self.catalogue = catalogue
    judge = PartnerJudge(catalogue: catalogue, sources: sources, stated: stated)
    grouping = IncidentGrouping(catalogue: catalogue, digest: digest, sources: sources, stated: stated)
  }

  /// Takes the next of Open-Xchange's or Apache's events.
  mutating func observe(_ event: DatedEvent) {
    balance.expect(event.event)
    switch event.event.side {
    case .plesk: break
    case .openXchange:
      slowQueries.observe(event)
      restarts.observe(event)
    case .apache: penalties.observe(event)
    }
  }

  /// How many occurrences wait.
  var waitingCount: Int { waiting.count + undecided.count }

  var incidents: [Incident] { grouping.incidents(recovery) }

  /// - Parameter horizon: Before it everything is decided.
  mutating func accept(_ settled: [Settled], before horizon: Int64) -> [CorrelationAction] {
    for item in settled { accept(item) }
    derive(before: horizon)
    decide(isLast: horizon == .max)
    if recovery.isFull { forgetSuccesses() }
    defer { actions = [] }
    return actions
  }

  /// What is in no incident yet may ask for a success, too.
  private mutating func forgetSuccesses() {
    let exchanges = waiting.compactMap(\.draft.exchange) + undecided.compactMap { $0.draft?.draft.exchange }
    recovery.forget(
      except: grouping.failedCalls
        + exchanges.compactMap { exchange in Recovery.Caller(exchange).map { (key: $0, value: exchange.start) } })
  }

  /// Joins what turned out to be one. To be called once, at the end.
  mutating func join() -> [CorrelationAction] {
    grouping.join(recovery).map { .move(incident: $0.number, into: $0.into) }
  }

  // MARK: Occurrences and records

  private mutating func accept(_ settled: Settled) {
    switch settled {
    case .report(let report, let failure, let link, let bridge, let rejected):
      accept(report, failure, link, bridge, rejected)
    case .failure(let failure, let bridge): accept(failure, bridge)
    case .exchange(let exchange, let isTaken):
      recovery.accept(exchange, isTaken: isTaken)
      grouping.installations.learn(exchange)
      if !isTaken, exchange.isFailed || exchange.isUnusual { accept(exchange) }
    }
  }

  private mutating func accept(
    _ report: Failure, _ failure: Failure?, _ link: Link?, _ bridge: ExchangeLinker.Bridge?, _ rejected: [String]
  ) {
    _ = ours.learn(report.fields)
    if let failure { _ = ours.learn(failure.fields) }
    learnHosts(report, failure, link, bridge)
    guard
      report.finding != nil || OccurrenceDraft.finding(of: failure, link, catalogue) != nil
        || OccurrenceDraft.finding(of: bridge, catalogue) != nil
    else {
      let evidence =
        report.events.map { Evidence(role: .report, event: $0) }
        + (failure?.events.map { Evidence(role: .support, event: $0) } ?? []) + (bridge?.evidence(hasRoot: true) ?? [])
      return tell(records(evidence, kind: 0), .suspected)
    }
    var draft = OccurrenceDraft(
      report, failure, link, bridge, partner: judge.partner(of: report, failure), catalogue)
    draft.occurrence.rejected = rejected
    waiting.append(Waiting(draft: draft))
  }

  /// Who is served by whom.
  private mutating func learnHosts(
    _ report: Failure, _ failure: Failure?, _ link: Link?, _ bridge: ExchangeLinker.Bridge?
  ) {
    let prefixes = report.exceptionIDs.compactMap(Installations.prefix).uniqued()
    grouping.installations.learn(prefixes: prefixes, reportedBy: report.host)
    if let failure, let link {
      grouping.installations.learn(plesk: report.host, openXchange: failure.host, link.confidence)
    }
    if let failure { learnPrefixes(failure) }
    guard let bridge, (link ?? bridge.link).confidence <= .high else { return }
    grouping.installations.learn(plesk: report.host, openXchange: bridge.exchange.host, bridge.link.confidence)
    if let address = bridge.exchange.address { grouping.installations.learn(plesk: report.host, address: address) }
  }

  private mutating func learnPrefixes(_ failure: Failure) {
    let prefixes = failure.exceptionIDs.compactMap(Installations.prefix).uniqued()
    grouping.installations.learn(prefixes: prefixes, loggedOn: failure.host)
  }

  private mutating func accept(_ failure: Failure, _ bridge: ExchangeLinker.Bridge?) {
    learnPrefixes(failure)
    let evidence =
      failure.events.map { Evidence(role: .root, event: $0) } + (bridge?.evidence(hasRoot: true) ?? [])
    let records = records(evidence, kind: 1)
    let draft = failure.finding == nil ? nil : OccurrenceDraft(failure, bridge, catalogue)
    switch (ours.verdict(failure, bridge?.exchange), draft) {
    case (.others, _): tell(records, .otherClients)
    case (.ours, nil): tell(records, .suspected)
    case (.ours, let draft?): waiting.append(Waiting(draft: draft))
    case (.subadmin(let name), let draft?):
      waiting.append(Waiting(draft: draft, condition: (name, records)))
    case (.subadmin(let name), nil): undecided.append(Undecided(subadmin: name, records: records))
    }
  }

  private mutating func accept(_ exchange: Exchange) {
    let evidence = exchange.events.map { Evidence(role: .root, event: $0) }
    if !ours.include(exchange) {
      tell(records(evidence, kind: 2), .otherClients)
    } else if exchange.finding == nil {
      tell(records(evidence, kind: 2), .suspected)
    } else {
      waiting.append(Waiting(draft: OccurrenceDraft(exchange, catalogue)))
    }
  }

  /// - Parameter kind: Plesk's records come first in a list, then Open-Xchange's, then Apache's.
  private mutating func records(_ evidence: [Evidence], kind: Int) -> Records {
    let time = evidence.first?.event.time ?? Instant(ms: 0)
    let place = recordOrders[kind].next(time, count: evidence.count)
    return Records(evidence: evidence, place: kind << 61 + place)
  }

  private mutating func tell(_ records: Records, _ list: CorrelationAction.List) {
    balance.tell(records.evidence, in: list)
    for (offset, evidence) in records.evidence.enumerated() {
      actions.append(.record(evidence, list: list, order: records.place + offset))
    }
  }

  // MARK: Incidents

  private mutating func derive(before horizon: Int64) {
    waiting.sort { DatedEvent.precedes($0.draft.first, $1.draft.first) }
    let end = waiting.partitionPoint { $0.draft.first.time.ms >= horizon }
    for item in waiting[..<end] { derive(item) }
    waiting.removeFirst(end)
    guard horizon < .max else { return }
    penalties.forget(before: horizon)
    slowQueries.forget(before: horizon - CorrelationWindows.exchangeMs)
    restarts.forget(before: horizon)
  }

  private mutating func derive(_ item: Waiting) {
    var draft = item.draft
    if slowQueries.explainsAnother(draft) {
      // It stands in that one's incident.
      return balance.tell(draft.occurrence.evidence, in: nil)
    }
    slowQueries.support(&draft)
    restarts.support(&draft, only: grouping.onlyOpenXchangeHost(covering:))
    let incident = parent(of: &draft) ?? grouping.number(of: draft)
    let order = order.next(draft.first.time)
    if let condition = item.condition {
      return undecided.append(
        Undecided(subadmin: condition.subadmin, records: condition.records, draft: (draft, incident, order)))
    }
    ghosts.learn(draft, incident: incident)
    penalties.learn(draft, incident: incident)
    cascades.learn(draft, incident: incident, retry: catalogue.compiledCause(draft.finding.cause)?.spec.retry)
    tell(draft, incident: incident, order: order)
  }

  /// The incident of the failure that this one comes of.
  private func parent(of draft: inout OccurrenceDraft) -> Int? {
    if let ghost = ghosts.parent(of: draft) {
      draft.occurrence.relation = .ghost
      return ghost
    }
    if let cascade = cascades.parent(of: draft) {
      draft.occurrence.relation = .consequence
      return cascade
    }
    return penalties.tie(&draft)
  }

  private mutating func tell(_ draft: OccurrenceDraft, incident: Int, order: Int) {
    grouping.add(draft, to: incident, order: order, recovery)
    // A slow query that supports a failure was an occurrence of its own, or is no record of provisioning.
    balance.tell(
      draft.occurrence.evidence.lazy.filter { $0.role != .support || $0.event.event.side != .openXchange }, in: nil)
    actions.append(.occurrence(draft.occurrence, incident: incident, order: order))
  }

  /// Decides whose failures are that only their subadmin can tell.
  private mutating func decide(isLast: Bool) {
    let overflow = isLast ? undecided.count : undecided.count - CorrelationWindows.undecidedMax
    var kept: [Undecided] = []
    for (index, item) in undecided.enumerated() {
      if !ours.subadmins.contains(item.subadmin) {
        if index < overflow { tell(item.records, .otherClients) } else { kept.append(item) }
      } else if let (draft, incident, order) = item.draft {
        tell(draft, incident: incident, order: order)
      } else {
        tell(item.records, .suspected)
      }
    }
    undecided = kept
  }
}

extension OccurrenceDraft {
  /// The record that an occurrence's place in time is that of.
  var first: DatedEvent { occurrence.evidence[0].event }
}
