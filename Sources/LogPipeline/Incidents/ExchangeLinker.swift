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
  private static let marginMin = 0.02

  let catalogue: Catalogue
  /// In the order of their starts.
  let exchanges: [Exchange]

  private struct Assessed {
    private(set) var score: Double
    private(set) var reasons: [String]
    private(set) var weights: [Double]

    /// - Parameter score: What the mere fit is worth.
    init(_ reason: String, _ score: Double) {
      self.score = score
      reasons = [reason]
      weights = [score]
    }

    mutating func add(_ reason: String, _ weight: Double) {
      score += weight
      reasons.append(reason)
      weights.append(weight)
    }
  }

  // MARK: Open-Xchange's failures

  /// - Parameter taken: Exchanges that were found for others before: they rival, and are not found anew.
  /// - Returns: For each failure the index of its exchange and the link.
  func bridges(toFailures failures: [Failure], taken: Set<Int> = []) -> [(exchange: Int, link: Link)?] {
    bridges(
      from: failures.map { ($0.time.ms - Self.windowMs, $0.time.ms + 1_000, $0.time.ms) },
      among: Set(exchanges.indices), taken: taken
    ) { index, exchange in assess(failures[index], exchange) }
  }

  private func assess(_ failure: Failure, _ exchange: Exchange) -> Assessed? {
    guard exchange.host == failure.host, (exchange.status ?? 500) >= 500 else { return nil }
    let distance = max(0, failure.time - exchange.start)
    var assessed = Assessed(
      "Apache answered \(status(exchange)), \(Self.seconds(distance)) after the call began",
      0.55 + 0.2 * Self.closeness(distance))
    if let service = failure.service, let other = exchange.service {
      guard service == other else { return nil }
      assessed.add("the same service, \(service)", 0.15)
    }
    // Both name the program that called; two versions of PHP are two hosts.
    if let agent = failure.userAgent, let other = exchange.userAgent, agent != other { return nil }
    if let address = failure.remoteAddress, address == exchange.address {
      assessed.add("the same client, \(address)", 0.1)
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
    bridges(
      from: reports.map { report, ms in
        let wait = waited(report)
        return (ms - Self.windowMs - (wait == 0 ? 0 : Self.timeoutMsMax), ms + Self.skewMsMax, ms - wait)
      }, among: free, taken: taken
    ) { index, exchange in assess(reports[index].report, reports[index].ms, exchange, addresses) }
  }

  private func assess(
    _ report: Failure, _ ms: Int64, _ exchange: Exchange, _ addresses: HostAddresses
  ) -> Assessed? {
    guard fits(report, exchange), !exchange.isFromAnotherProgram,
      addresses.canBe(exchange.address, of: report.host)
    else { return nil }
    let distance = ms - exchange.start.ms
    var assessed = Assessed(
      "Apache answered \(status(exchange)), and the call began \(Self.seconds(distance)) before",
      0.5 + 0.3 * Self.closeness(abs(distance - waited(report))))
    if exchange.isFromPHP { assessed.add("PHP's SOAP client called", 0.05) }
    if let address = exchange.address, addresses.isKnown(address, of: report.host) {
      assessed.add("\(address) calls for \(report.host) elsewhere too", 0.1)
    }
    if let address = exchange.address, addresses.isUnusual(address, of: report.host) {
      assessed.add("\(report.host) calls from another address elsewhere", -0.1)
    }
    return assessed
  }

  /// Whether Apache's answer is one that Plesk's text can come from.
  private func fits(_ report: Failure, _ exchange: Exchange) -> Bool {
    guard let cause = report.finding.flatMap({ catalogue.cause($0.cause) }), cause.family != "plesk" else {
      return exchange.isFailed
    }
    guard let status = exchange.status else { return exchange.names(cause.id) }
    return (cause.httpStatus ?? [500]).contains(status)
  }

  /// How long PHP waited before it gave up.
  private func waited(_ report: Failure) -> Int64 {
    report.finding?.cause == "transport.timeout" ? Self.phpTimeoutMs : 0
  }

  // MARK: Both

  private func bridges(
    from windows: [(start: Int64, end: Int64, expected: Int64)], among free: Set<Int>, taken: Set<Int>,
    _ assess: (Int, Exchange) -> Assessed?
  ) -> [(exchange: Int, link: Link)?] {
    var found: [Int: [Int: Assessed]] = [:]
    var candidates: [Pairing.Candidate] = []
    for (index, window) in windows.enumerated() {
      for other in nearest(window.start, window.end, window.expected) where free.contains(other) {
        guard let assessed = assess(index, exchanges[other]) else { continue }
        found[index, default: [:]][other] = assessed
        guard !taken.contains(other) else { continue }
        candidates.append(Pairing.Candidate(left: index, right: other, score: assessed.score))
      }
    }
    let chosen = Pairing.best(candidates)
    return windows.indices.map { index in
      guard let pair = chosen[index], let all = found[index], let mine = all[pair.right] else { return nil }
      return (pair.right, link(mine, rivals: all.filter { $0.key != pair.right }))
    }
  }

  /// The calls that began in a window, those nearest to the expected moment first, a bounded number.
  private func nearest(_ start: Int64, _ end: Int64, _ expected: Int64) -> [Int] {
    var after = exchanges.partitionPoint { $0.start.ms >= expected }
    var before = after - 1
    var result: [Int] = []
    while result.count < Self.lookedAtMax {
      let distanceBefore =
        before >= 0 && exchanges[before].start.ms >= start ? expected - exchanges[before].start.ms : .max
      let distanceAfter =
        after < exchanges.count && exchanges[after].start.ms <= end ? exchanges[after].start.ms - expected : .max
      guard min(distanceBefore, distanceAfter) < .max else { break }
      if distanceBefore <= distanceAfter {
        result.append(before)
        before -= 1
      } else {
        result.append(after)
        after += 1
      }
    }
    return result
  }

  private func link(_ mine: Assessed, rivals: [Int: Assessed]) -> Link {
    let close = rivals.filter { mine.score - $0.value.score < Self.marginMin }
    let confidence: Link.Confidence =
      if !close.isEmpty { .low } else if mine.score >= 0.8 { .high } else if mine.score >= 0.6 { .medium } else { .low }
    var (reasons, weights) = (mine.reasons, mine.weights.map { ($0 * 100).rounded() / 100 })
    if !close.isEmpty {
      weights.append(0)
      reasons.append("\(close.count) other call\(close.count == 1 ? "" : "s") would fit as well")
    }
    let rejected = rivals.sorted { ($1.value.score, $0.key) < ($0.value.score, $1.key) }.prefix(3).map { key, rival in
      let root = exchanges[key].events[0]
      return "\(root.file):\(root.event.position.line): http-status \((rival.score * 100).rounded() / 100)"
    }
    return Link(
      rule: .httpStatus, confidence: confidence, score: (min(mine.score, 0.99) * 100).rounded() / 100,
      reasons: reasons, rejected: rejected, weights: weights, rivals: rejected.count)
  }

  private func status(_ exchange: Exchange) -> String {
    exchange.status.map(String.init) ?? "with an error"
  }

  private static func closeness(_ distanceMs: Int64) -> Double {
    distanceMs <= closeMs ? 1 : max(0, 1 - Double(distanceMs - closeMs) / Double(windowMs - closeMs))
  }

  private static func seconds(_ distanceMs: Int64) -> String {
    "\(distanceMs < 0 ? "-" : "")\(abs(distanceMs) / 1000).\(abs(distanceMs) % 1000 / 100) s"
  }
}
