import LogPipeline

/// What the records of somebody who reads along mean together: pairs, incidents, and what is over.
///
/// The newest records are correlated anew whenever some came; what was said before is not said again.
struct TailAnswers {
  /// More than one decision of the correlation takes: some hours of a busy host.
  static let eventsMax = 4_096

  private let correlator: Correlator
  private var events: [DatedEvent] = []
  private var places: [TailRecord.Place: Int] = [:]
  private var saidOccurrences: Set<TailRecord.Place> = []
  private var saidIncidents: Set<String> = []
  private var saidRecovered: Set<String> = []

  init(catalogue: Catalogue, stated: StatedEstate) {
    correlator = Correlator(catalogue: catalogue, digest: Hashes.sha256, stated: stated)
  }

  mutating func add(_ event: DatedEvent) {
    let place = TailRecord.Place(event)
    // A record that was shown while it grew is replaced by what it is now.
    if let index = events.lastIndex(where: { TailRecord.Place($0) == place }) {
      events[index] = event
    } else {
      events.append(event)
    }
    if events.count > Self.eventsMax { events.removeFirst(Self.eventsMax / 4) }
  }

  /// - Returns: What is new since the last time, in the order of the incidents; nothing of it was said before.
  mutating func news(_ sources: [SourceFacts]) -> [TailNews] {
    let result = correlator.correlate(events, sources: sources)
    var news: [TailNews] = []
    for incident in result.incidents {
      // Its id follows from its first record, which may be forgotten; what it is stays.
      let isNew = saidIncidents.insert(incident.fingerprint).inserted
      for occurrence in incident.occurrences where isNews(occurrence) {
        news.append(.failure(occurrence, incident))
      }
      if isNew { news.append(.incident(incident)) }
      if incident.state == .recovered {
        if saidRecovered.insert(incident.fingerprint).inserted { news.append(.recovered(incident)) }
      } else {
        saidRecovered.remove(incident.fingerprint)
      }
    }
    return news
  }

  /// Whether any of its records is in no failure that was said.
  private mutating func isNews(_ occurrence: Occurrence) -> Bool {
    let places = occurrence.evidence.map { TailRecord.Place($0.event) }
    let new = places.filter { !saidOccurrences.contains($0) }
    saidOccurrences.formUnion(places)
    return !new.isEmpty
  }
}
