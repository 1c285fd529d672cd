/// What Apache's logs add: the exchange behind each report and each failure.
struct WebEvidence {
  /// For each failure of Open-Xchange's the index of its exchange.
  let ofFailures: [(exchange: Int, link: Link)?]
  /// The same of the exchanges that were found for reports without one through their failures, by report.
  private(set) var ofReports: [Int: (exchange: Int, link: Link)] = [:]
  /// Which report's call came from where, as these exchanges showed without doubt.
  private(set) var learned: [Int: String] = [:]

  private let linker: ExchangeLinker
  private let taken: Set<Int>

  /// - Parameters:
  ///   - failures: In the order of time; `nil` for those that were decided before.
  ///   - taken: Exchanges that were found for others before.
  init(failures: [Failure?], exchanges: [Exchange], taken: Set<Int>, clocks: HostClocks, catalogue: Catalogue) {
    linker = ExchangeLinker(catalogue: catalogue, exchanges: exchanges, clocks: clocks)
    self.taken = taken
    let open = failures.indices.filter { failures[$0] != nil }
    var found: [(exchange: Int, link: Link)?] = Array(repeating: nil, count: failures.count)
    for (index, bridge) in zip(open, linker.bridges(toFailures: open.compactMap { failures[$0] }, taken: taken)) {
      found[index] = bridge
    }
    ofFailures = found
  }

  /// The address behind a failure of Open-Xchange's, as Apache saw it, else as Open-Xchange did where that is not its own machine's.
  func caller(of index: Int, _ failure: Failure) -> String? {
    if let address = ofFailures[index].flatMap({ linker.exchanges[$0.exchange].address }) { return address }
    return failure.remoteAddress.flatMap { HostAddresses.isOwn($0) ? nil : $0 }
  }

  /// Finds the exchanges of reports that have none through a failure.
  ///
  /// - Parameters:
  ///   - reports: By index, in the order of time, with when they were written on the nodes' common clock.
  ///   - known: Addresses of hosts that are known by now.
  mutating func find(_ reports: [(index: Int, report: Failure, ms: Int64)], known: HostAddresses) {
    let free = Set(linker.exchanges.indices).subtracting(ofFailures.compactMap { $0?.exchange })
    // Twice: what is found without any address teaches some, and what contradicts them is given up.
    var addresses = known
    for round in 0..<2 {
      let found = linker.bridges(
        toReports: reports.map { ($0.report, $0.ms) }, among: free, taken: taken, addresses: addresses)
      ofReports = [:]
      for (report, bridge) in zip(reports, found) { ofReports[report.index] = bridge }
      guard round == 0 else { break }
      for (index, bridge) in ofReports where bridge.link.confidence <= .high {
        learned[index] = linker.exchanges[bridge.exchange].address
      }
      addresses = known.adding(
        reports.compactMap { report in learned[report.index].map { (report.report.host, $0) } })
    }
  }
}

extension ExchangeLinker.Bridge {
  /// - Parameter hasRoot: Whether another record holds the cause.
  func evidence(hasRoot: Bool) -> [Evidence] {
    let root = exchange.root
    return exchange.events.map { event in
      let isRoot = !hasRoot && event.event.http?.isAccess == false && event.event.position == root.event.position
      return Evidence(role: isRoot ? .root : .support, event: event, link: link)
    }
  }
}
