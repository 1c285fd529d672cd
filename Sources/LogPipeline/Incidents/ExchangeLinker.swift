/// Finds Apache's record of the call behind a failure, by status, time, caller and service.
///
/// Apache stands between: it shares the network's view with Plesk (address, status) and the clock and the service with Open-Xchange. A
/// call is stamped with its start, so it precedes both Open-Xchange's record and Plesk's.
struct ExchangeLinker {
  /// A call and why it is taken for that of a failure.
  struct Bridge {
    var exchange: Exchange
    var link: Link
  }

  /// The furthest a call may have begun before Plesk or Open-Xchange wrote of its failure.
  static let windowMs: Int64 = 120_000
  /// What waited for a time-out began earlier by that time-out: PHP's is 60 s, the proxy's 100 s, others up to this.
  static let timeoutMsMax: Int64 = 120_000
  /// How far two hosts' clocks may be apart.
  private static let skewMsMax: Int64 = 10_000
  /// Within this distance time counts fully.
  private static let closeMs: Int64 = 3_000
  /// PHP's `default_socket_timeout`.
  private static let phpTimeoutMs: Int64 = 60_000
  /// Calls that are looked at for one failure, those nearest in time.
  private static let lookedAtMax = 48
  /// What the proxy waits for Open-Xchange as it is shipped.
  private static let proxyTimeoutMs: Int64 = 100_000
  /// An access line's stamp has whole seconds, and an answer takes its time: a call begins so long before it fails, mostly.
  private static let usualMs: Int64 = 700
  /// How far from that, as a standard deviation.
  private static let deviationMs: Int64 = 600

  let catalogue: Catalogue
  /// In the order of their starts.
  let exchanges: [Exchange]
  /// Indices of those that a fault can be the answer of.
  private let faults: [Int]

  /// How far each one's machine is ahead of the nodes' common clock.
  private let skewsMs: [Int64]

  init(catalogue: Catalogue, exchanges: [Exchange], clocks: HostClocks = HostClocks()) {
    skewsMs = exchanges.map { clocks.nodeSkewMs($0.host, at: $0.start.ms) }
    self.catalogue = catalogue
    self.exchanges = exchanges
    faults = exchanges.indices.filter { (exchanges[$0].status ?? 500) >= 500 }
  }

  private struct Assessed {
    /// What the pair is worth in an assignment, see ``Linker/Worth``.
    private(set) var worth = 0
    private(set) var score: Double
    private(set) var reasons: [String]
    private(set) var weights: [Double]

    /// - Parameter score: What the mere fit is worth.
    init(_ reason: String, _ score: Double, worth: Int) {
      self.score = score
      self.worth = worth
      reasons = [reason]
      weights = [score]
    }

    mutating func add(_ reason: String, _ weight: Double, worth: Int) {
      score += weight
      self.worth += worth
      reasons.append(reason)
      weights.append(weight)
    }
  }

  // MARK: Open-Xchange's failures

  /// - Parameter taken: Exchanges that were found for others before: they rival, and are not found anew.
  /// - Returns: For each failure the index of its exchange and the link.
  func bridges(toFailures failures: [Failure], taken: Set<Int> = []) -> [(exchange: Int, link: Link)?] {
    bridges(failures.count, among: Set(exchanges.indices), taken: taken) { index in
      let ms = failures[index].time.ms
      return nearest(faults, ms - Self.windowMs, ms + 1_000, ms - Self.usualMs)
    } assess: { index, exchange in
      assess(failures[index], exchanges[exchange])
    }
  }

  private func assess(_ failure: Failure, _ exchange: Exchange) -> Assessed? {
    guard exchange.host == failure.host, !failure.isFromCommandLine else { return nil }
    let distance = max(0, failure.time - exchange.start)
    let unusual = Linker.Distance(
      microseconds: abs(failure.time - exchange.start - Self.usualMs) * 1_000, deviationMs: Self.deviationMs)
    var assessed = Assessed(
      "Apache answered \(status(exchange)), \(Self.seconds(distance)) after the call began",
      0.55 + 0.2 * Self.closeness(distance), worth: 8 * Linker.Worth.one - Linker.Worth.cost(unusual))
    if let service = failure.service, let other = exchange.service {
      guard service == other else { return nil }
      assessed.add("the same service, \(service)", 0.15, worth: 2 * Linker.Worth.one)
    }
    // Both name the program that called; two versions of PHP are two hosts.
    if let agent = failure.userAgent, let other = exchange.userAgent {
      guard agent == other else { return nil }
      assessed.add("the same program, \(agent)", 0, worth: 2 * Linker.Worth.one)
    }
    if let address = failure.remoteAddress, address == exchange.address {
      assessed.add("the same client, \(address)", 0.1, worth: 3 * Linker.Worth.one)
    }
    return assessed
  }

  // MARK: Plesk's reports

  /// - Parameters:
  ///   - reports: Those that have no exchange through Open-Xchange's record.
  ///   - free: Exchanges that belong to no failure of Open-Xchange's.
  ///   - taken: Those of them that were found for other reports before.
  ///   - addresses: What is known of the hosts' addresses.
  /// - Returns: For each report the index of its exchange and the link.
  func bridges(
    toReports reports: [(report: Failure, ms: Int64)], among free: Set<Int>, taken: Set<Int> = [],
    addresses: HostAddresses
  ) -> [(exchange: Int, link: Link)?] {
    let all = Array(exchanges.indices)
    return bridges(reports.count, among: free, taken: taken) { index in
      let (report, ms) = reports[index]
      return Set(
        waits(of: report).flatMap { wait in
          nearest(all, ms - Self.windowMs - wait, ms + Self.skewMsMax, ms - wait, where: free.contains)
        }
      ).sorted()
    } assess: { index, exchange in
      assess(reports[index].report, reports[index].ms + skewsMs[exchange], exchanges[exchange], addresses)
    }
  }

  private func assess(
    _ report: Failure, _ ms: Int64, _ exchange: Exchange, _ addresses: HostAddresses
  ) -> Assessed? {
    guard fits(report, exchange), !exchange.isFromAnotherProgram,
      addresses.canBe(exchange.address, of: report.host)
    else { return nil }
    let distance = ms - exchange.start.ms
    let waits = exchange.errors.last.map { [$0.time - exchange.start] } ?? waits(of: report)
    let unusual = Linker.Distance(
      microseconds: (waits.map { abs(distance - $0) }.min() ?? 0) * 1_000, deviationMs: nil)
    var assessed = Assessed(
      "Apache answered \(status(exchange)), and the call began \(Self.seconds(abs(distance))) \(distance < 0 ? "later" : "before")",
      0.5 + 0.3 * Self.closeness(unusual.ms), worth: 6 * Linker.Worth.one - Linker.Worth.cost(unusual))
    if exchange.isFromPHP { assessed.add("PHP's SOAP client called", 0.05, worth: Linker.Worth.php) }
    if let address = exchange.address, addresses.isKnown(address, of: report.host) {
      assessed.add("\(address) calls for \(report.host) elsewhere too", 0.1, worth: 3 * Linker.Worth.one)
    }
    if let address = exchange.address, addresses.isUnusual(address, of: report.host) {
      assessed.add("\(report.host) calls from another address elsewhere", -0.1, worth: -3 * Linker.Worth.one)
    }
    return assessed
  }

  /// Whether Apache's answer is one that Plesk's text can come from.
  private func fits(_ report: Failure, _ exchange: Exchange) -> Bool {
    // Of an empty answer PHP says nothing: whoever complains got another one.
    if exchange.finding?.cause == "transport.silent-success" { return false }
    guard let cause = report.finding.flatMap({ catalogue.cause($0.cause) }),
      cause.family != "plesk" || cause.httpStatus != nil
    else { return exchange.isFailed }
    guard let http = exchange.access?.event.http, let status = http.status else { return exchange.names(cause.id) }
    // A WSDL is loaded, everything else is sent.
    guard (http.method == "GET") == cause.id.hasPrefix("transport.wsdl-") else { return false }
    return (cause.httpStatus ?? [500]).contains(status)
  }

  /// How long before a report's time its call can have begun, if Apache's error log does not tell.
  private func waits(of report: Failure) -> [Int64] {
    switch report.finding?.cause {
    case "transport.timeout": [Self.phpTimeoutMs]
    case "transport.proxy-error", "transport.gateway": [0, Self.proxyTimeoutMs]
    default: [0]
    }
  }

  // MARK: Both

  private func bridges(
    _ count: Int, among free: Set<Int>, taken: Set<Int>, candidates: (Int) -> [Int],
    assess: (Int, Int) -> Assessed?
  ) -> [(exchange: Int, link: Link)?] {
    var found: [[Int: Assessed]] = Array(repeating: [:], count: count)
    var edges: [Assignment.Edge] = []
    for index in found.indices {
      for other in candidates(index) where free.contains(other) {
        guard let assessed = assess(index, other), assessed.worth > 0 else { continue }
        found[index][other] = assessed
        if !taken.contains(other) {
          edges.append(Assignment.Edge(left: index, right: other, weight: assessed.worth))
        }
      }
    }
    let chosen = Assignment(edges, left: count, right: exchanges.count).chosen.map { $0.map { edges[$0].right } }
    var owners: [Int: Int] = [:]
    for (index, other) in chosen.enumerated() { if let other { owners[other] = index } }
    return found.indices.map { index in
      guard let mine = chosen[index] else { return nil }
      func lead(over rival: Int) -> Int {
        let direct = (found[index][mine]?.worth ?? 0) - (found[index][rival]?.worth ?? 0)
        guard let owner = owners[rival] else { return direct }
        return direct + (found[owner][rival]?.worth ?? 0) - (found[owner][mine]?.worth ?? 0)
      }
      let others = Set(owners.keys.filter { $0 != mine })
      return link(mine, found[index], others: others, lead: lead).map { (mine, $0) }
    }
  }

  /// The calls that began in a window, those nearest to the expected moment first, a bounded number.
  ///
  /// - Parameter calls: Indices in ascending order.
  private func nearest(
    _ calls: [Int], _ start: Int64, _ end: Int64, _ expected: Int64, where isWanted: (Int) -> Bool = { _ in true }
  ) -> [Int] {
    var after = calls.partitionPoint { exchanges[$0].start.ms >= expected }
    var before = after - 1
    var result: [Int] = []
    while result.count < Self.lookedAtMax {
      while before >= 0, exchanges[calls[before]].start.ms >= start, !isWanted(calls[before]) { before -= 1 }
      while after < calls.count, exchanges[calls[after]].start.ms <= end, !isWanted(calls[after]) { after += 1 }
      let earlier = before >= 0 ? exchanges[calls[before]].start.ms : .min
      let later = after < calls.count ? exchanges[calls[after]].start.ms : .max
      let distanceBefore = earlier >= start ? expected - earlier : .max
      let distanceAfter = later <= end ? later - expected : .max
      guard min(distanceBefore, distanceAfter) < .max else { break }
      if distanceBefore <= distanceAfter {
        result.append(calls[before])
        before -= 1
      } else {
        result.append(calls[after])
        after += 1
      }
    }
    return result
  }

  /// - Parameters:
  ///   - others: Exchanges that are other failures'.
  ///   - lead: By how much a rival is the worse choice.
  private func link(_ mine: Int, _ all: [Int: Assessed], others: Set<Int>, lead: (Int) -> Int) -> Link? {
    guard let assessed = all[mine] else { return nil }
    let rivals = all.filter { $0.key != mine }
    let leads = rivals.keys.map(lead)
    let close = leads.count { $0 < Linking.doubtMax }
    let likelihood = 1 / (1 + leads.reduce(0) { $0 + Linker.Worth.odds($1) })
    let sure: Link.Confidence = assessed.score >= 0.8 ? .high : assessed.score >= 0.6 ? .medium : .low
    let confidence = Linking.confidence(sure, atMostBy: likelihood)
    var (reasons, weights) = (assessed.reasons, assessed.weights.map { ($0 * 100).rounded() / 100 })
    if close > 0 {
      weights.append(0)
      reasons.append("\(close) other call\(close == 1 ? "" : "s") would fit as well")
    }
    let rejected = rivals.sorted { ($1.value.score, $0.key) < ($0.value.score, $1.key) }.prefix(3).map { key, rival in
      let root = exchanges[key].events[0]
      let place = "\(root.file):\(root.event.position.line)"
      let score = (rival.score * 100).rounded() / 100
      let reason =
        lead(key) < Linking.doubtMax
        ? "fits as well"
        : others.contains(key) ? "fits another failure better" : Self.weakness(rival, assessed)
      return "\(place): \(Link.Rule.httpStatus.rawValue) \(score), \(reason)"
    }
    return Link(
      rule: .httpStatus, confidence: confidence, score: (min(assessed.score, 0.99) * 100).rounded() / 100,
      reasons: reasons, rejected: rejected, weights: weights, rivals: rejected.count)
  }

  /// Why one exchange is worse than another one.
  private static func weakness(_ rival: Assessed, _ better: Assessed) -> String {
    guard let fit = rival.weights.first, let best = better.weights.first, fit < best else {
      return "weaker: less beside its time speaks for it"
    }
    return "weaker: \(rival.reasons[0])"
  }

  private func status(_ exchange: Exchange) -> String {
    exchange.status.map(String.init) ?? "with an error"
  }

  private static func closeness(_ distanceMs: Int64) -> Double {
    distanceMs <= closeMs ? 1 : max(0, 1 - Double(distanceMs - closeMs) / Double(windowMs - closeMs))
  }

  private static func seconds(_ distanceMs: Int64) -> String {
    "\(distanceMs / 1000).\(distanceMs % 1000 / 100) s"
  }
}
