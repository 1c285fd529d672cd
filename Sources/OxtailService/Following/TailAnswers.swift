import LogPipeline

/// What the records of somebody who reads along mean together: pairs, incidents, and what is over.
///
/// The newest records are correlated anew whenever some came; what was said of them before is not said again.
struct TailAnswers {
  /// More than one decision of the correlation takes: some hours of a busy host.
  static let eventsMax = 4_096
  /// Open-Xchange logs a failure before Plesk does. So long after its record came nothing is said of a failure whose record of Plesk's is not told
  /// surely yet: with that it is mostly another incident.
  static let partnerWaitMs = 3_000

  private let correlator: Correlator
  private(set) var events: [DatedEvent] = []
  /// How many older ones were forgotten.
  private var forgotten = 0
  /// Of each of the events, how many came before it, and when it came.
  private var places: [TailRecord.Place: (number: Int, sinceMs: Int)] = [:]
  /// Of the events, those that stand in a failure that was said.
  private(set) var saidOccurrences: Set<TailRecord.Place> = []
  /// Incidents that were said, with the first record that each had then.
  private var saidIncidents: [Name: TailRecord.Place] = [:]
  /// When a failure that waits has waited long enough.
  private var dueMs: Int?
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

  mutating func add(_ event: DatedEvent, nowMs: Int) {
    let place = TailRecord.Place(event)
    // A record that was shown while it grew is replaced by what it is now.
    if let known = places[place] {
      events[known.number - forgotten] = event
    } else {
      places[place] = (forgotten + events.count, nowMs)
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

  /// Whether there may be news although no records came.
  func isDue(_ nowMs: Int) -> Bool { dueMs.map { $0 <= nowMs } ?? false }

  /// Whether a failure waits for the other side's record.
  var isWaiting: Bool { dueMs != nil }

  /// - Parameter nowMs: `nil` where nothing is to wait for more records.
  /// - Returns: What is new since the last time, in the order of the incidents; nothing of it was said before.
  mutating func news(_ sources: [SourceFacts], nowMs: Int?) -> [TailNews] {
    let result = correlator.correlate(events, sources: sources)
    let names = Set(result.incidents.map(Name.init))
    saidIncidents = saidIncidents.filter { names.contains($0.key) || places[$0.value] != nil }
    // What is called otherwise now goes on where its first record is told.
    let gone = saidIncidents.filter { !names.contains($0.key) }
    var renamed = Dictionary(gone.map { ($0.value, $0.key) }) { first, _ in first }
    saidRecovered.formIntersection(names)
    dueMs = nil
    let waiting = sources.contains { $0.side == .plesk } ? nowMs : nil
    var news: [TailNews] = []
    for incident in result.incidents {
      let ripe = incident.occurrences.filter { !waits($0, nowMs: waiting) }
      guard !ripe.isEmpty else { continue }
      let name = Name(incident)
      let records = incident.occurrences.flatMap { $0.evidence.map { TailRecord.Place($0.event) } }
      let before = records.first { renamed[$0] != nil }.flatMap { renamed.removeValue(forKey: $0) }
      if let before { saidIncidents[before] = nil }
      let isNew = saidIncidents[name] == nil && before == nil
      saidIncidents[name] = saidIncidents[name] ?? records.first
      for occurrence in ripe where isNews(occurrence) {
        news.append(.failure(occurrence, incident))
      }
      if isNew { news.append(.incident(incident)) }
      if incident.state == .recovered {
        if saidRecovered.insert(name).inserted { news.append(.recovered(incident)) }
      } else {
        saidRecovered.remove(name)
      }
    }
    return news
  }

  /// Whether Plesk's record of what Open-Xchange logged a moment ago may be on its way.
  private mutating func waits(_ occurrence: Occurrence, nowMs: Int?) -> Bool {
    guard let nowMs, occurrence.link.map({ $0.confidence > .high }) ?? true else { return false }
    let since = occurrence.evidence.filter { $0.event.event.side == .openXchange }
      .compactMap { places[.init($0.event)]?.sinceMs }.max()
    guard let since, nowMs < since + Self.partnerWaitMs else { return false }
    dueMs = min(dueMs ?? .max, since + Self.partnerWaitMs)
    return true
  }

  /// Whether any of its records is in no failure that was said.
  private mutating func isNews(_ occurrence: Occurrence) -> Bool {
    let places = occurrence.evidence.map { TailRecord.Place($0.event) }
    let new = places.filter { !saidOccurrences.contains($0) }
    saidOccurrences.formUnion(places)
    return !new.isEmpty
  }
}
