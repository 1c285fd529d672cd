import LogPipeline

/// Counts the failures of a stretch of time, one after the other.
///
/// There may be millions of them with hundreds of thousands of names: incidents and names are numbered as they come, and what is
/// counted is counted by these numbers.
struct PeriodTally {
  struct IncidentCounts {
    /// What stands for it in rows.
    fileprivate(set) var number: Int64
    fileprivate(set) var failures = 0
    fileprivate(set) var subjects = 0
    fileprivate(set) var hosts = 0
    fileprivate(set) var firstMs: Int64
    fileprivate(set) var lastMs: Int64
    /// Of the first failure that was counted: a number of ``PeriodTally/hosts``.
    fileprivate(set) var host: Int
    /// Of the first failure that names somebody: a number of ``PeriodTally/subjects``.
    fileprivate var subject: Int?
  }

  private(set) var incidents: [IncidentCounts] = []
  private var places = NumberTable()
  private var earlierQuarters: [Int64: Int] = [:]
  /// The quarter of an hour of the failure that was counted last: they mostly come in the order of time.
  private var quarter: (number: Int64, failures: Int) = (0, 0)
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

  /// Failures by quarters of an hour, counted from the epoch.
  var quarters: [Int64: Int] {
    var quarters = earlierQuarters
    if quarter.failures > 0 { quarters[quarter.number, default: 0] += quarter.failures }
    return quarters
  }

  /// Gives the names' room to what is read next; they cannot be counted on.
  mutating func forgetSubjects() { subjects = NameTally() }

  /// - Parameter subject: `nil` where a failure names nobody.
  mutating func add(
    incident: Int64, timeMs: Int64, host: UnsafeRawBufferPointer, subject: UnsafeRawBufferPointer?
  ) {
    failures += 1
    addQuarter(timeMs)
    let place = places.place(of: UInt64(bitPattern: incident))
    let known = place < incidents.count ? incidents[place] : nil
    let host = unsafe hosts.place(of: host, likely: known?.host, timeMs)
    if known == nil {
      incidents.append(IncidentCounts(number: incident, firstMs: timeMs, lastMs: timeMs, host: host))
    }
    let isNewHost = hosts.add(host, incident: place, first: known?.host, timeMs: timeMs)
    var isNewSubject = false
    if let subject = unsafe subject {
      let subject = unsafe subjects.place(of: subject, timeMs)
      isNewSubject = subjects.add(subject, incident: place, first: known?.subject, timeMs: timeMs)
      if known?.subject == nil { incidents[place].subject = subject }
    }
    incidents[place].add(timeMs, isNewSubject: isNewSubject, isNewHost: isNewHost)
  }

  private mutating func addQuarter(_ timeMs: Int64) {
    let start = quarter.number * Self.quarterMs
    if quarter.failures == 0 || timeMs < start || timeMs - start >= Self.quarterMs {
      if quarter.failures > 0 { earlierQuarters[quarter.number, default: 0] += quarter.failures }
      quarter = (timeMs.quotientRoundedDown(by: Self.quarterMs), 0)
    }
    quarter.failures += 1
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
  private struct Figures {
    var failures = 0
    var incidents = 0
    /// The incident of the first failure, which most names have no other of.
    var first = 0
    var lastMs: Int64
  }

  private var names = NameTable()
  private var figures: [Figures] = []
  /// Incidents with names, but for the first one of each name and the first name of each incident.
  private var pairs = NumberTable()

  var count: Int { names.count }

  var allNames: [String] { figures.indices.map(name) }

  func name(_ place: Int) -> String { String(decoding: names[place], as: UTF8.self) }

  /// - Parameters:
  ///   - place: Of a name, by ``place(of:likely:_:)``.
  ///   - incident: One of fewer than 2³² numbers.
  ///   - first: The name of the incident's first failure with any; `nil` for that one itself.
  /// - Returns: Whether the incident had no failure under the name before.
  fileprivate mutating func add(_ place: Int, incident: Int, first: Int?, timeMs: Int64) -> Bool {
    let known = figures[place]
    let isNew =
      first == nil || known.failures == 0
      || (first != place && known.first != incident && pairs.insert(UInt64(incident) << 32 | UInt64(place)))
    if known.failures == 0 { figures[place].first = incident }
    figures[place].failures += 1
    if isNew { figures[place].incidents += 1 }
    figures[place].lastMs = max(known.lastMs, timeMs)
    return isNew
  }

  fileprivate mutating func place(of name: UnsafeRawBufferPointer, likely: Int? = nil, _ timeMs: Int64) -> Int {
    let place = unsafe names.number(of: name, likely: likely)
    if place == figures.count { figures.append(Figures(lastMs: timeMs)) }
    return place
  }

  /// Those with most failures, equal ones in the order of their names' bytes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of names.
  func most(_ max: Int) -> [ReportFigures.NameFigures] {
    let least = least(max)
    let most = figures.indices.filter { figures[$0].failures >= least }.sorted { left, right in
      figures[left].failures == figures[right].failures
        ? names[left].lexicographicallyPrecedes(names[right])
        : figures[left].failures > figures[right].failures
    }
    return most.prefix(max).map { place in
      ReportFigures.NameFigures(
        name: name(place), failures: figures[place].failures, incidents: figures[place].incidents,
        lastSeen: Instant(ms: figures[place].lastMs))
    }
  }

  /// How many failures the last of those with most has.
  private func least(_ max: Int) -> Int {
    // The most first.
    var most: [Int] = []
    for failures in figures.lazy.map(\.failures) where most.count < max || failures > most.last ?? .max {
      most.insert(failures, at: most.partitionPoint { $0 < failures })
      if most.count > max { most.removeLast() }
    }
    return most.last ?? 0
  }
}
