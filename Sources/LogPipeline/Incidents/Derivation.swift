/// Makes occurrences of what is decided, ties together what no single text shows, and groups it. Works in the order of time.
struct Derivation {
  private let catalogue: Catalogue
  private let judge: PartnerJudge
  private var ours = OwnCallers()
  private var ghosts = Ghosts()
  private var penalties = Penalties()
  private var recovery = Recovery()
  private var grouping: IncidentGrouping
  /// What waits for everything before it.
  private var waiting: [Waiting] = []
  /// What waits for its caller's subadmin, in the order in which it was decided.
  private var undecided: [Undecided] = []
  private var orderCount = 0
  private var actions: [CorrelationAction] = []
  private var placeCounts = [0, 0, 0]

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

  init(catalogue: Catalogue, digest: Digest, sources: [SourceFacts]) {
    self.catalogue = catalogue
    judge = PartnerJudge(catalogue: catalogue, sources: sources)
    grouping = IncidentGrouping(catalogue: catalogue, digest: digest, sources: sources)
  }

  /// Takes the next of Apache's events.
  mutating func observe(_ event: DatedEvent) { penalties.observe(event) }

  /// How many occurrences wait.
  var waitingCount: Int { waiting.count + undecided.count }

  var incidents: [Incident] { grouping.incidents(recovery) }

  /// - Parameter horizon: Before it everything is decided.
  mutating func accept(_ settled: [Settled], before horizon: Int64) -> [CorrelationAction] {
    for item in settled { accept(item) }
    derive(before: horizon)
    decide(isLast: horizon == .max)
    defer { actions = [] }
    return actions
  }

  // MARK: Occurrences and records

  private mutating func accept(_ settled: Settled) {
    switch settled {
    case .report(let report, let failure, let link, let bridge, let rejected):
      accept(report, failure, link, bridge, rejected)
    case .failure(let failure, let bridge): accept(failure, bridge)
    case .exchange(let exchange, let isTaken):
      recovery.accept(exchange, isTaken: isTaken)
      if !isTaken, exchange.isFailed { accept(exchange) }
    }
  }

  private mutating func accept(
    _ report: Failure, _ failure: Failure?, _ link: Link?, _ bridge: ExchangeLinker.Bridge?, _ rejected: [String]
  ) {
    _ = ours.learn(report.fields)
    if let failure { _ = ours.learn(failure.fields) }
    guard report.finding != nil || failure?.finding != nil || bridge?.exchange.finding != nil else {
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

  private mutating func accept(_ failure: Failure, _ bridge: ExchangeLinker.Bridge?) {
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
    let place = kind << 48 + placeCounts[kind]
    placeCounts[kind] += evidence.count
    return Records(evidence: evidence, place: place)
  }

  private mutating func tell(_ records: Records, _ list: CorrelationAction.List) {
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
    if horizon < .max { penalties.forget(before: horizon) }
  }

  private mutating func derive(_ item: Waiting) {
    var draft = item.draft
    let parent = ghosts.parent(of: draft) ?? penalties.tie(&draft)
    let incident = parent ?? grouping.number(of: draft)
    let order = orderCount
    orderCount += 1
    if let condition = item.condition {
      return undecided.append(
        Undecided(subadmin: condition.subadmin, records: condition.records, draft: (draft, incident, order)))
    }
    ghosts.learn(draft, incident: incident)
    penalties.learn(draft, incident: incident)
    tell(draft, incident: incident, order: order)
  }

  private mutating func tell(_ draft: OccurrenceDraft, incident: Int, order: Int) {
    grouping.add(draft, to: incident, order: order, recovery)
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
