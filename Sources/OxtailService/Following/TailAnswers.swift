import LogPipeline

/// What the records of somebody who reads along mean together: pairs, incidents, and what is over.
///
/// The newest records are correlated anew whenever some came; what was said of them before is not said again.
struct TailAnswers {
  /// More than one decision of the correlation takes: some hours of a busy host.
  static let eventsMax = 4_096

  private let correlator: Correlator
  private(set) var events: [DatedEvent] = []
  /// How many older ones were forgotten.
  private var forgotten = 0
  /// Of each of the events, how many came before it.
  private var places: [TailRecord.Place: Int] = [:]
  /// Of the events, those that stand in a failure that was said.
  private(set) var saidOccurrences: Set<TailRecord.Place> = []
  private var saidIncidents: Set<Name> = []
  private var saidRecovered: Set<Name> = []

  /// What an incident is; its id follows from its first record, which may be forgotten.
  private struct Name: Hashable {
    var fingerprint: String
    /// May become another one when more is known of an installation.
    var entity: String

    init(_ incident: Incident) {
      fingerprint = incident.fingerprint
      entity = incident.owningEntity
    }
  }

  init(catalogue: Catalogue, stated: StatedEstate) {
    correlator = Correlator(catalogue: catalogue, digest: Hashes.sha256, stated: stated)
  }

  mutating func add(_ event: DatedEvent) {
    let place = TailRecord.Place(event)
    // A record that was shown while it grew is replaced by what it is now.
    if let number = places[place] {
      events[number - forgotten] = event
    } else {
      places[place] = forgotten + events.count
      events.append(event)
    }
    if events.count > Self.eventsMax { forget(Self.eventsMax / 4) }
  }

  /// - Parameter count: Of the oldest events.
  private mutating func forget(_ count: Int) {
    for place in events.prefix(count).map(TailRecord.Place.init) {
      places[place] = nil
      saidOccurrences.remove(place)
    }
    events.removeFirst(count)
    forgotten += count
  }

  /// - Returns: What is new since the last time, in the order of the incidents; nothing of it was said before.
  mutating func news(_ sources: [SourceFacts]) -> [TailNews] {
    let result = correlator.correlate(events, sources: sources)
    let names = Set(result.incidents.map(Name.init))
    saidIncidents.formIntersection(names)
    saidRecovered.formIntersection(names)
    var news: [TailNews] = []
    for incident in result.incidents {
      let isKnown = incident.occurrences.contains { $0.evidence.contains { saidOccurrences.contains(.init($0.event)) } }
      let isNew = saidIncidents.insert(Name(incident)).inserted && !isKnown
      for occurrence in incident.occurrences where isNews(occurrence) {
        news.append(.failure(occurrence, incident))
      }
      if isNew { news.append(.incident(incident)) }
      if incident.state == .recovered {
        if saidRecovered.insert(Name(incident)).inserted { news.append(.recovered(incident)) }
      } else {
        saidRecovered.remove(Name(incident))
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
