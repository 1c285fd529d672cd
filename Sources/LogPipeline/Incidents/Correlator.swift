/// Makes incidents of events: a pure function of their set; the order in which they are handed in changes nothing.
///
/// Records of one failure are folded on each side, linked across the sides, joined with Apache's calls and judged; rules that no single
/// text shows tie occurrences together, and causes group them. Further rules (clocks, cascades, support from other records) hang in here.
package struct Correlator: Sendable {
  let catalogue: Catalogue
  let digest: Digest

  package init(catalogue: Catalogue, digest: Digest) {
    self.catalogue = catalogue
    self.digest = digest
  }

  package struct Result: Sendable {
    package var incidents: [Incident] = []
    /// Records near the APS package or of a provisioning call that no pattern understands.
    package var suspected: [Evidence] = []
    /// Failures of Open-Xchange's that other callers met.
    package var otherClients: [Evidence] = []
  }

  /// - Complexity: O(*n* log *n*) in the number of events, times the number of failures in one window.
  package func correlate(_ events: [DatedEvent], sources: [SourceFacts]) -> Result {
    let reports = Folding.failures(
      events.filter { $0.event.side == .plesk }, catalogue: catalogue, same: Folding.isSameReport
    ).sorted { DatedEvent.precedes($0.root, $1.root) }
    let failures = Folding.failures(
      events.filter { $0.event.side == .openXchange && $0.event.isProvisioning }, catalogue: catalogue,
      same: Folding.isSameFailure
    ).sorted { DatedEvent.precedes($0.root, $1.root) }
    let exchanges = ExchangeFolding.exchanges(events.filter { $0.event.side == .apache }, catalogue: catalogue)
    let bridges = ExchangeLinker(catalogue: catalogue, exchanges: exchanges).bridges(toFailures: failures)
    let callers = WebEvidence.callers(of: failures, bridges, exchanges)
    // What is linked without doubt teaches where the hosts call from, and that decides between what is alike.
    var rejected: [Int: [String]] = [:]
    var links = Linker(catalogue: catalogue).links(reports, failures) { rejected[$0] = $1 }
    let sure = zip(reports, links).compactMap { report, link -> (host: String, address: String)? in
      guard let link, link.link.confidence <= .high, let address = callers[link.failure] else { return nil }
      return (report.host, address)
    }
    if !sure.isEmpty {
      rejected = [:]
      links = Linker(catalogue: catalogue).links(
        reports, failures, callers: callers, addresses: HostAddresses(sure)
      ) { rejected[$0] = $1 }
    }
    let web = WebEvidence(
      reports: reports, links: links, bridges: bridges, exchanges: exchanges, sure: sure, catalogue: catalogue)
    let judge = PartnerJudge(catalogue: catalogue, sources: sources)

    var result = Result()
    var drafts: [OccurrenceDraft] = []
    for (index, (report, link)) in zip(reports, links).enumerated() {
      let failure = link.map { failures[$0.failure] }
      let bridge = web.ofReports[index]
      guard report.finding != nil || failure?.finding != nil || bridge?.exchange.finding != nil else {
        result.suspected += report.events.map { Evidence(role: .report, event: $0) }
        result.suspected += failure?.events.map { Evidence(role: .support, event: $0) } ?? []
        result.suspected += bridge?.evidence(hasRoot: true) ?? []
        continue
      }
      var draft = OccurrenceDraft(
        report, failure, link?.link, bridge, partner: judge.partner(of: report, failure), catalogue)
      draft.occurrence.rejected = rejected[index] ?? []
      drafts.append(draft)
    }
    let linked = Set(links.compactMap { $0?.failure })
    let ours = OwnCallers(reports: reports, linked: linked.map { failures[$0] })
    for (index, failure) in failures.enumerated() where !linked.contains(index) {
      let bridge = web.ofFailures[index]
      let webEvidence = bridge?.evidence(hasRoot: true) ?? []
      if !ours.include(failure, bridge?.exchange) {
        result.otherClients += failure.events.map { Evidence(role: .root, event: $0) } + webEvidence
      } else if failure.finding == nil {
        result.suspected += failure.events.map { Evidence(role: .root, event: $0) } + webEvidence
      } else {
        drafts.append(OccurrenceDraft(failure, bridge, catalogue))
      }
    }
    for exchange in web.rest where exchange.isFailed {
      if !ours.include(exchange) {
        result.otherClients += exchange.events.map { Evidence(role: .root, event: $0) }
      } else if exchange.finding == nil {
        result.suspected += exchange.events.map { Evidence(role: .root, event: $0) }
      } else {
        drafts.append(OccurrenceDraft(exchange, catalogue))
      }
    }
    Ghosts.tie(&drafts)
    Penalties(events.filter { $0.event.side == .apache }).tie(&drafts)
    result.incidents = IncidentGrouping(
      catalogue: catalogue, digest: digest, sources: sources, recovery: Recovery(exchanges)
    ).incidents(drafts)
    return result
  }
}
