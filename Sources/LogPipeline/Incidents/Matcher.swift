/// Decides which reports, failures and calls are one, over a stream of them, with what lies near the horizon kept undecided.
///
/// What was decided stays as a rival until nothing undecided can reach it: a partner is taken once, and a link near an earlier decision
/// has the same doubts as any other.
struct Matcher {
  private let catalogue: Catalogue
  private var reports: [Report] = []
  private var failures: [Found] = []
  private var calls: [Call] = []
  private var numberOfFailures = 0
  /// What decided pairs taught.
  private var known = HostAddresses([])
  private var learned = HostAddresses([])
  private let clocks: HostClocks

  private struct Report {
    var party: Linker.Party
    var isSettled = false
    /// The number of its failure, and the pair.
    var pair: (failure: Int, candidate: Linker.Candidate)?
  }

  private struct Found {
    var party: Linker.Party
    var number: Int
    var isTaken = false
  }

  private struct Call {
    var exchange: Exchange
    var isTaken = false
  }

  init(catalogue: Catalogue, clocks: HostClocks, stated: StatedEstate = StatedEstate()) {
    self.catalogue = catalogue
    self.clocks = clocks
    known = HostAddresses(clocks.addresses, stated: stated)
  }

  /// How many wait for a decision or rival one.
  var count: Int { reports.count + failures.count + calls.count }

  mutating func add(reports: [Failure], failures: [Failure], exchanges: [Exchange]) {
    self.reports += reports.map { Report(party: Linker.Party($0)) }
    self.reports.sort { DatedEvent.precedes($0.party.failure.root, $1.party.failure.root) }
    for failure in failures {
      self.failures.append(Found(party: Linker.Party(failure), number: numberOfFailures))
      numberOfFailures += 1
    }
    self.failures.sort { DatedEvent.precedes($0.party.failure.root, $1.party.failure.root) }
    calls += exchanges.map { Call(exchange: $0) }
    calls.sort { DatedEvent.precedes($0.exchange.events[0], $1.exchange.events[0]) }
  }

  /// Decides what can be decided.
  ///
  /// - Parameter horizon: Milliseconds; everything before was added.
  /// - Returns: Reports, failures and calls, each in the order of time.
  mutating func settle(before horizon: Int64) -> [Settled] {
    var web = WebEvidence(
      failures: failures.map { $0.isTaken ? nil : $0.party.failure }, exchanges: calls.map(\.exchange),
      taken: Set(calls.indices.filter { calls[$0].isTaken }), clocks: clocks, catalogue: catalogue)
    for index in failures.indices where !failures[index].isTaken {
      failures[index].party.caller = web.caller(of: index, failures[index].party.failure)
    }
    let times = AlignedTimes(reports.map(\.party), failures.map(\.party), clocks)
    let (linking, sure) = link(times)
    let open = reports.indices.filter { index in
      let bridge = linking.pair(of: index).flatMap { web.ofFailures[$0.failure] }
      return !reports[index].isSettled && bridge == nil
    }
    web.find(
      open.map { ($0, reports[$0].party.failure, times.reports[$0]) },
      known: Self.adding(sure, to: known).adding(learned))
    var settled = settleReports(before: Self.moment(horizon, CorrelationWindows.reportMs), linking, web, sure)
    settled += settleFailures(before: Self.moment(horizon, CorrelationWindows.failureMs), linking, web)
    settled += settleCalls(before: Self.moment(horizon, CorrelationWindows.exchangeMs), web)
    forget(before: Self.moment(horizon, CorrelationWindows.rivalMs))
    return settled
  }

  private static func moment(_ horizon: Int64, _ windowMs: Int64) -> Int64 {
    horizon == .max ? .max : horizon - windowMs
  }

  private func named(_ report: Int, _ address: String) -> (host: String, address: String) {
    (reports[report].party.host, address)
  }

  /// A report whose pair is without doubt, and what that tells of its host.
  private struct Sure {
    var report: Int
    var host: String
    var address: String?
  }

  private static func adding(_ sure: [Sure], to known: HostAddresses) -> HostAddresses {
    known.adding(sure.compactMap { pair in pair.address.map { (pair.host, $0) } })
  }

  /// What is linked without doubt teaches where the hosts call from, and that decides between what is alike.
  ///
  /// - Returns: The assignment, and what the undecided reports' sure pairs tell of their hosts.
  private func link(_ times: AlignedTimes) -> (Linking, sure: [Sure]) {
    let linker = Linker(catalogue: catalogue)
    let (left, right, settled) = (reports.map(\.party), failures.map(\.party), settled)
    let first = linker.linking(left, right, times: times, addresses: known, settled: settled)
    let sure = reports.indices.compactMap { index -> Sure? in
      guard !reports[index].isSettled, let pair = first.pair(of: index),
        let confidence = first.confidence(of: index), confidence <= .high
      else { return nil }
      let failure = failures[pair.failure].party
      return Sure(report: index, host: reports[index].party.host, address: failure.caller)
    }
    let addresses = Self.adding(sure, to: known)
    if addresses.tellsTheSame(as: known) { return (first, sure) }
    return (linker.linking(left, right, times: times, addresses: addresses, settled: settled), sure)
  }

  private var settled: Linking.Settled {
    var settled = Linking.Settled()
    let indices = Dictionary(uniqueKeysWithValues: failures.enumerated().map { ($1.number, $0) })
    settled.failures = Set(failures.indices.filter { failures[$0].isTaken })
    for (index, report) in reports.enumerated() where report.isSettled {
      settled.reports.insert(index)
      guard let pair = report.pair, let failure = indices[pair.failure] else { continue }
      settled.pairs[index] = pair.candidate
      settled.pairs[index]?.report = index
      settled.pairs[index]?.failure = failure
    }
    return settled
  }

  // MARK: Deciding

  private mutating func settleReports(
    before moment: Int64, _ linking: Linking, _ web: WebEvidence, _ sure: [Sure]
  ) -> [Settled] {
    var settled: [Settled] = []
    for index in reports.indices where !reports[index].isSettled && reports[index].party.time.ms < moment {
      reports[index].isSettled = true
      let link = linking.link(of: index)
      if let pair = linking.pair(of: index) {
        reports[index].pair = (failures[pair.failure].number, pair)
        failures[pair.failure].isTaken = true
      }
      var bridge = take(link.flatMap { web.ofFailures[$0.failure] } ?? web.ofReports[index])
      // The call of a record is as surely a report's as the record is.
      if let known = bridge?.link.confidence {
        bridge?.link.confidence = max(known, link?.link.confidence ?? linking.confidenceAlone(of: index))
      }
      settled.append(
        .report(
          reports[index].party.failure, link.map { failures[$0.failure].party.failure }, link?.link, bridge,
          rejected: linking.rejected(of: index)))
    }
    known = Self.adding(sure.filter { reports[$0.report].isSettled }, to: known)
    learned = learned.adding(web.learned.filter { reports[$0.key].isSettled }.map { named($0.key, $0.value) })
    return settled
  }

  private mutating func settleFailures(before moment: Int64, _ linking: Linking, _ web: WebEvidence) -> [Settled] {
    var settled: [Settled] = []
    var gone: Set<Int> = []
    for index in failures.indices where !failures[index].isTaken && failures[index].party.time.ms < moment {
      // Wherever in time its exceptionId stands again.
      guard linking.report(of: index) == nil else { continue }
      settled.append(.failure(failures[index].party.failure, take(web.ofFailures[index])))
      gone.insert(failures[index].number)
    }
    failures.removeAll { gone.contains($0.number) }
    return settled
  }

  private mutating func take(_ bridge: (exchange: Int, link: Link)?) -> ExchangeLinker.Bridge? {
    guard let bridge else { return nil }
    calls[bridge.exchange].isTaken = true
    return ExchangeLinker.Bridge(exchange: calls[bridge.exchange].exchange, link: bridge.link)
  }

  private mutating func settleCalls(before moment: Int64, _ web: WebEvidence) -> [Settled] {
    let over = calls.filter { $0.exchange.start.ms < moment }
    calls.removeAll { $0.exchange.start.ms < moment }
    return over.map { .exchange($0.exchange, isTaken: $0.isTaken) }
  }

  private mutating func forget(before moment: Int64) {
    reports.removeAll { $0.isSettled && $0.party.time.ms < moment }
    failures.removeAll { $0.isTaken && $0.party.time.ms < moment }
  }
}
