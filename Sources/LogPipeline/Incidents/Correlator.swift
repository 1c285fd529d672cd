/// Makes incidents of events: a pure function of their set; the order in which they are handed in changes nothing.
///
/// First cut: records of one failure are folded on each side, linked across the sides, judged, and grouped by cause. What comes
/// later hangs in here: clocks, ghosts, outages, cascades, recovery and support from other records.
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
    let links = Linker(catalogue: catalogue).links(reports, failures)
    let judge = PartnerJudge(catalogue: catalogue, sources: sources)

    var result = Result()
    var drafts: [OccurrenceDraft] = []
    for (report, link) in zip(reports, links) {
      let failure = link.map { failures[$0.failure] }
      guard report.finding != nil || failure?.finding != nil else {
        result.suspected += report.events.map { Evidence(role: .report, event: $0) }
        result.suspected += failure?.events.map { Evidence(role: .support, event: $0) } ?? []
        continue
      }
      drafts.append(
        OccurrenceDraft(report, failure, link?.link, partner: judge.partner(of: report, failure), catalogue))
    }
    let linked = Set(links.compactMap { $0?.failure })
    let ours = OwnCallers(reports: reports, linked: linked.map { failures[$0] })
    for (index, failure) in failures.enumerated() where !linked.contains(index) {
      if !ours.include(failure) {
        result.otherClients += failure.events.map { Evidence(role: .root, event: $0) }
      } else if failure.finding == nil {
        result.suspected += failure.events.map { Evidence(role: .root, event: $0) }
      } else {
        drafts.append(OccurrenceDraft(failure, catalogue))
      }
    }
    result.incidents = IncidentGrouping(catalogue: catalogue, digest: digest, sources: sources).incidents(drafts)
    return result
  }
}

/// Which failures on the Open-Xchange side are provisioning by Plesk: PHP's SOAP client, or a subadmin that Plesk is known to use.
struct OwnCallers {
  private let subadmins: Set<String>

  init(reports: [Failure], linked: [Failure]) {
    subadmins = Set((reports + linked).compactMap { $0.fields[.subadmin]?.string })
  }

  func include(_ failure: Failure) -> Bool {
    if failure.events.contains(where: { $0.event.userAgent?.hasPrefix("PHP-SOAP") == true }) { return true }
    return failure.fields[.subadmin].map { subadmins.contains($0.string) } ?? false
  }
}
