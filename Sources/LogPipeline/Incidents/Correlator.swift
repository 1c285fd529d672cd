/// Makes incidents of events that are all in memory: a pure function of their set; the order in which they are handed in changes nothing.
package struct Correlator: Sendable {
  let catalogue: Catalogue
  let digest: Digest

  /// What the user states of machines.
  let stated: StatedEstate

  package init(catalogue: Catalogue, digest: Digest, stated: StatedEstate = StatedEstate()) {
    self.catalogue = catalogue
    self.digest = digest
    self.stated = stated
  }

  package struct Result: Sendable {
    package var incidents: [Incident] = []
    /// Records near the APS package or of a provisioning call that no pattern understands.
    package var suspected: [Evidence] = []
    /// Failures of Open-Xchange's that other callers met.
    package var otherClients: [Evidence] = []
    package var balance = Balance()
  }

  /// - Complexity: O(*n* log *n*) in the number of events, times the number of failures in one window.
  package func correlate(_ events: [DatedEvent], sources: [SourceFacts]) -> Result {
    correlate(events, Correlation(catalogue: catalogue, digest: digest, sources: sources, stated: stated))
  }

  func correlate(_ events: [DatedEvent], _ correlation: Correlation) -> Result {
    var correlation = correlation
    var kept = Kept()
    let events = events.sorted(by: DatedEvent.precedes)
    var survey = ClockSurvey()
    for event in events { survey.accept(event) }
    correlation.know(survey.finish())
    for event in events { kept.add(correlation.accept(event)) }
    kept.add(correlation.finish())
    var result = kept.result(correlation.incidents)
    result.balance = correlation.balance
    return result
  }

  private struct Kept {
    private var occurrences: [Int: [(order: Int, occurrence: Occurrence)]] = [:]
    private var records: [CorrelationAction.List: [(order: Int, evidence: Evidence)]] = [:]

    mutating func add(_ actions: [CorrelationAction]) {
      for action in actions {
        switch action {
        case .occurrence(let occurrence, let incident, let order):
          occurrences[incident, default: []].append((order, occurrence))
        case .move(let incident, let home):
          occurrences[home, default: []] += occurrences.removeValue(forKey: incident) ?? []
        case .record(let evidence, let list, let order): records[list, default: []].append((order, evidence))
        }
      }
    }

    func result(_ incidents: [Incident]) -> Result {
      var result = Result(
        incidents: incidents, suspected: list(.suspected), otherClients: list(.otherClients))
      for index in incidents.indices {
        let own = occurrences[incidents[index].number] ?? []
        result.incidents[index].occurrences = Listing(own.sorted { $0.order < $1.order }.map(\.occurrence))
      }
      return result
    }

    private func list(_ list: CorrelationAction.List) -> [Evidence] {
      (records[list] ?? []).sorted { $0.order < $1.order }.map(\.evidence)
    }
  }
}
