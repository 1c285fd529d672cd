/// What an incident is made of besides its occurrences, gathered as they are decided.
///
/// Occurrences have an order, that of their first records; what is said of the first and the last is the same in whatever order they come.
struct IncidentTally {
  private(set) var count = 0
  private(set) var isConfirmed = false
  /// The first occurrence's first record.
  private(set) var first: DatedEvent?
  private(set) var firstSeen: Instant?
  private(set) var lastSeen: Instant?
  /// The last occurrence that came more than a day after the logs had shown that it was over.
  private(set) var regressedAt: Instant?
  /// The host of Open-Xchange's that all of them name.
  private(set) var openXchangeHost = Common()
  /// The last call of each caller; `nil` where one of the failures names none.
  private(set) var lastFailed: [Recovery.Caller: Instant]? = [:]
  private(set) var pleskHost = Common()
  private(set) var pleskHosts: Set<String> = []
  private(set) var fields: [Field: Common] = [:]
  private var firstOrder = Int.max
  private var lastOrder = Int.min

  /// The first occurrence of some kind.
  struct Example {
    fileprivate var order: Int
    var time: Instant
    var text: String

    fileprivate static func first(_ one: Example?, _ other: Example?) -> Example? {
      guard let one, let other else { return one ?? other }
      return one.order < other.order ? one : other
    }

    fileprivate static func last(_ one: Example?, _ other: Example?) -> Example? {
      guard let one, let other else { return one ?? other }
      return one.order > other.order ? one : other
    }
  }

  private(set) var missing: Example?
  private(set) var notCovered: Example?
  /// Where nothing was expected, and Apache shows nothing either.
  private(set) var unseen: Example?
  /// The last one that proves that the object exists.
  private(set) var proof: Example?
  private(set) var verdicts: Set<Occurrence.Partner> = []
  /// Whether a fault is in one of its records that no pattern understands.
  private(set) var hasUnexplainedFault = false

  /// A value, if it is one and the same everywhere.
  struct Common {
    private(set) var value: String?
    private var differs = false

    mutating func add(_ other: String) {
      if differs { return }
      if let value, value != other {
        differs = true
        self.value = nil
      } else {
        value = other
      }
    }

    mutating func merge(_ other: Common) {
      if let value = other.value { add(value) }
      if other.differs { (differs, value) = (true, nil) }
    }
  }

  init() {}

  init(_ occurrences: [Occurrence]) {
    for (order, occurrence) in occurrences.enumerated() { add(occurrence, order: order) }
  }

  /// A cause that comes back sooner was not gone.
  private static let relapseMs: Int64 = 86_400_000

  /// - Parameter recoveredAt: When it was over, for those whose calls failed last.
  mutating func add(
    _ draft: OccurrenceDraft, order: Int, recoveredAt: ([Recovery.Caller: Instant]?) -> Instant? = { _ in nil }
  ) {
    let time = draft.occurrence.time
    if order > lastOrder, isOver(before: time, recoveredAt) { regressedAt = time }
    if let host = draft.openXchangeHost { openXchangeHost.add(host) }
    if let exchange = draft.exchange, let caller = Recovery.Caller(exchange) {
      let known = lastFailed?[caller] ?? exchange.start
      lastFailed?[caller] = max(known, exchange.start)
    } else {
      lastFailed = nil
    }
    add(draft.occurrence, order: order)
  }

  /// Whether what comes at `time` comes more than a day after the last occurrence, and after the logs had shown that it was over.
  private func isOver(before time: Instant, _ recoveredAt: ([Recovery.Caller: Instant]?) -> Instant?) -> Bool {
    guard let lastSeen, time - lastSeen > Self.relapseMs, let end = recoveredAt(lastFailed) else { return false }
    return time - end > Self.relapseMs
  }

  private mutating func add(_ occurrence: Occurrence, order: Int) {
    count += 1
    if occurrence.isConfirmed { isConfirmed = true }
    if order < firstOrder {
      firstOrder = order
      first = occurrence.evidence.first?.event
      firstSeen = occurrence.time
    }
    if order > lastOrder {
      lastOrder = order
      lastSeen = occurrence.time
    }
    for (field, value) in occurrence.fields { fields[field, default: Common()].add(value.string) }
    if occurrence.partner != nil {
      pleskHost.add(occurrence.host)
      pleskHosts.insert(occurrence.host)
    }
    addExample(occurrence, order)
  }

  /// What was given to all of them: one that begins where those before it were over is a regression, as if it had been one from the beginning.
  ///
  /// - Parameter recoveredAt: When it was over, for those whose calls failed last.
  static func joined(
    _ parts: [IncidentTally], recoveredAt: ([Recovery.Caller: Instant]?) -> Instant?
  ) -> IncidentTally {
    var whole = IncidentTally()
    for part in parts.sorted(by: { $0.firstOrder < $1.firstOrder }) {
      if let time = part.firstSeen, whole.isOver(before: time, recoveredAt) {
        whole.regressedAt = max(whole.regressedAt ?? time, time)
      }
      whole.merge(part)
    }
    return whole
  }

  /// Adds what another one was given.
  private mutating func merge(_ other: IncidentTally) {
    count += other.count
    isConfirmed = isConfirmed || other.isConfirmed
    if other.firstOrder < firstOrder {
      (firstOrder, first, firstSeen) = (other.firstOrder, other.first, other.firstSeen)
    }
    if other.lastOrder > lastOrder { (lastOrder, lastSeen) = (other.lastOrder, other.lastSeen) }
    if let theirs = other.regressedAt { regressedAt = max(regressedAt ?? theirs, theirs) }
    openXchangeHost.merge(other.openXchangeHost)
    pleskHost.merge(other.pleskHost)
    pleskHosts.formUnion(other.pleskHosts)
    for (field, common) in other.fields { fields[field, default: Common()].merge(common) }
    if let mine = lastFailed, let theirs = other.lastFailed {
      lastFailed = mine.merging(theirs) { max($0, $1) }
    } else {
      lastFailed = nil
    }
    missing = Example.first(missing, other.missing)
    notCovered = Example.first(notCovered, other.notCovered)
    unseen = Example.first(unseen, other.unseen)
    proof = Example.last(proof, other.proof)
    verdicts.formUnion(other.verdicts)
    hasUnexplainedFault = hasUnexplainedFault || other.hasUnexplainedFault
  }

  private mutating func addExample(_ occurrence: Occurrence, _ order: Int) {
    let record = occurrence.evidence.first?.event
    // Open-Xchange never says what is Plesk's wrapper.
    let fault = record?.event.unexplainedFault
    if fault != nil { hasUnexplainedFault = true }
    let text = fault ?? record?.finding?.text
    let this = Example(order: order, time: occurrence.time, text: text?.string ?? "")
    if Ghosts.proofs.contains(occurrence.cause) { proof = Example.last(proof, this) }
    guard let partner = occurrence.partner else { return }
    verdicts.insert(partner)
    switch partner {
    case .missing: missing = Example.first(missing, this)
    case .notCovered: notCovered = Example.first(notCovered, this)
    case .notExpected where occurrence.webLink == nil: unseen = Example.first(unseen, this)
    case .notExpected, .found: break
    }
  }
}
