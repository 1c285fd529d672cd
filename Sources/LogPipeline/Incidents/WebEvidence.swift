/// What Apache's logs add: the exchange behind each failure, and those behind none.
struct WebEvidence {
  /// For each failure of Open-Xchange's, and for each report of Plesk's.
  let ofFailures: [ExchangeLinker.Bridge?]
  let ofReports: [ExchangeLinker.Bridge?]
  /// The exchanges of no failure.
  let rest: [Exchange]

  /// The address behind each failure of Open-Xchange's, as Apache saw it, else as Open-Xchange did where that is not its own machine's.
  static func callers(
    of failures: [Failure], _ bridges: [(exchange: Int, link: Link)?], _ exchanges: [Exchange]
  ) -> [String?] {
    zip(failures, bridges).map { failure, bridge in
      if let address = bridge.flatMap({ exchanges[$0.exchange].address }) { return address }
      return failure.remoteAddress.flatMap { $0.hasPrefix("127.") || $0 == "::1" ? nil : $0 }
    }
  }

  /// - Parameters:
  ///   - reports: In the order of time, as `failures`.
  ///   - links: For each report the index of its failure.
  ///   - bridges: For each failure the index of its exchange.
  ///   - sure: Addresses of hosts that links to Open-Xchange's records showed.
  init(
    reports: [Failure], links: [(failure: Int, link: Link)?], bridges ofFailures: [(exchange: Int, link: Link)?],
    exchanges: [Exchange], sure: [(host: String, address: String)], catalogue: Catalogue
  ) {
    let linker = ExchangeLinker(catalogue: catalogue, exchanges: exchanges)
    var free = Set(exchanges.indices).subtracting(ofFailures.compactMap { $0?.exchange })
    var ofReports = links.map { link in link.flatMap { ofFailures[$0.failure] } }
    let open = reports.indices.filter { ofReports[$0] == nil }
    // Twice: what is found without any address teaches some, and what contradicts them is given up.
    var known = HostAddresses(sure)
    for round in 0..<2 {
      let found = linker.bridges(toReports: open.map { reports[$0] }, among: free, addresses: known)
      for (index, bridge) in zip(open, found) { ofReports[index] = bridge }
      guard round == 0 else { break }
      let learned = zip(open, found).compactMap { index, bridge -> (host: String, address: String)? in
        guard let bridge, bridge.link.confidence <= .high, let address = exchanges[bridge.exchange].address else {
          return nil
        }
        return (reports[index].host, address)
      }
      known = HostAddresses(sure + learned)
    }
    free.subtract(ofReports.compactMap { $0?.exchange })
    func bridge(_ pair: (exchange: Int, link: Link)?) -> ExchangeLinker.Bridge? {
      pair.map { ExchangeLinker.Bridge(exchange: exchanges[$0.exchange], link: $0.link) }
    }
    self.ofFailures = ofFailures.map(bridge)
    self.ofReports = ofReports.map(bridge)
    rest = free.sorted().map { exchanges[$0] }
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
