import LogPipeline

/// Counts the failures of a stretch of time, one after the other.
struct PeriodTally {
  struct IncidentCounts {
    fileprivate(set) var failures = 0
    fileprivate(set) var subjects = 0
    fileprivate(set) var hosts = 0
    fileprivate(set) var firstMs: Int64
    fileprivate(set) var lastMs: Int64
    /// Of the first failure that was counted.
    fileprivate(set) var host: String
  }

  /// By their numbers.
  private(set) var incidents: [Int64: IncidentCounts] = [:]
  /// Failures by quarters of an hour, counted from the epoch.
  private(set) var quarters: [Int64: Int] = [:]
  private(set) var subjects = NameTally()
  private(set) var hosts = NameTally()
  private var failures = 0

  var totals: ReportFigures.Totals {
    var totals = ReportFigures.Totals()
    totals.failures = failures
    totals.incidents = incidents.count
    totals.subjects = subjects.count
    return totals
  }

  /// - Parameter subject: `nil` where a failure names nobody.
  mutating func add(incident: Int64, timeMs: Int64, host: String, subject: String?) {
    failures += 1
    quarters[timeMs.quotientRoundedDown(by: Self.quarterMs), default: 0] += 1
    let isNewHost = hosts.add(host, incident: incident, timeMs: timeMs)
    let isNewSubject = subject.map { subjects.add($0, incident: incident, timeMs: timeMs) } ?? false
    let new = IncidentCounts(firstMs: timeMs, lastMs: timeMs, host: host)
    incidents[incident, default: new].add(timeMs, isNewSubject: isNewSubject, isNewHost: isNewHost)
  }

  private static let quarterMs: Int64 = 900_000
}

extension PeriodTally.IncidentCounts {
  fileprivate mutating func add(_ timeMs: Int64, isNewSubject: Bool, isNewHost: Bool) {
    failures += 1
    if isNewSubject { subjects += 1 }
    if isNewHost { hosts += 1 }
    firstMs = min(firstMs, timeMs)
    lastMs = max(lastMs, timeMs)
  }
}

/// Counts what happened under names of one kind.
struct NameTally {
  private struct Pair: Hashable {
    var incident: Int64
    var name: Int
  }

  private var places: [String: Int] = [:]
  private var figures: [ReportFigures.NameFigures] = []
  private var pairs: Set<Pair> = []

  var count: Int { figures.count }

  /// - Returns: Whether the incident had no failure under the name before.
  fileprivate mutating func add(_ name: String, incident: Int64, timeMs: Int64) -> Bool {
    let place = places[name] ?? add(name, timeMs)
    let isNew = pairs.insert(Pair(incident: incident, name: place)).inserted
    figures[place].failures += 1
    if isNew { figures[place].incidents += 1 }
    figures[place].lastSeen = max(figures[place].lastSeen, Instant(ms: timeMs))
    return isNew
  }

  private mutating func add(_ name: String, _ timeMs: Int64) -> Int {
    let place = figures.count
    places[name] = place
    figures.append(.init(name: name, failures: 0, incidents: 0, lastSeen: Instant(ms: timeMs)))
    return place
  }

  /// Those with most failures, equal ones in the order of their names' bytes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of names.
  func most(_ max: Int) -> [ReportFigures.NameFigures] {
    let least = figures.map(\.failures).sorted(by: >).prefix(max).last ?? 0
    return Array(
      figures.filter { $0.failures >= least }.sorted { left, right in
        left.failures == right.failures
          ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8) : left.failures > right.failures
      }.prefix(max))
  }
}
