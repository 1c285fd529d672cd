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
    /// Of the first failure that was counted.
    fileprivate(set) var host: String
  }

  private(set) var incidents: [IncidentCounts] = []
  private var places: [Int64: Int] = [:]
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
    let place = place(of: incident, timeMs, host)
    let isNewHost = hosts.add(host, incident: place, timeMs: timeMs)
    let isNewSubject = subject.map { subjects.add($0, incident: place, timeMs: timeMs) } ?? false
    incidents[place].add(timeMs, isNewSubject: isNewSubject, isNewHost: isNewHost)
  }

  private mutating func place(of incident: Int64, _ timeMs: Int64, _ host: String) -> Int {
    if let known = places[incident] { return known }
    places[incident] = incidents.count
    incidents.append(IncidentCounts(number: incident, firstMs: timeMs, lastMs: timeMs, host: host))
    return incidents.count - 1
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
    var lastMs: Int64
  }

  private var places: [String: Int] = [:]
  private var names: [String] = []
  private var figures: [Figures] = []
  private var pairs = NumberSet()

  var count: Int { names.count }

  /// - Parameter incident: One of fewer than 2³² numbers.
  /// - Returns: Whether the incident had no failure under the name before.
  fileprivate mutating func add(_ name: String, incident: Int, timeMs: Int64) -> Bool {
    let place = place(of: name, timeMs)
    let isNew = pairs.insert(UInt64(incident) << 32 | UInt64(place))
    figures[place].failures += 1
    if isNew { figures[place].incidents += 1 }
    figures[place].lastMs = max(figures[place].lastMs, timeMs)
    return isNew
  }

  private mutating func place(of name: String, _ timeMs: Int64) -> Int {
    if let known = places[name] { return known }
    places[name] = names.count
    names.append(name)
    figures.append(Figures(lastMs: timeMs))
    return names.count - 1
  }

  /// Those with most failures, equal ones in the order of their names' bytes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of names.
  func most(_ max: Int) -> [ReportFigures.NameFigures] {
    let least = figures.map(\.failures).sorted(by: >).prefix(max).last ?? 0
    let most = figures.indices.filter { figures[$0].failures >= least }.sorted { left, right in
      figures[left].failures == figures[right].failures
        ? names[left].utf8.lexicographicallyPrecedes(names[right].utf8)
        : figures[left].failures > figures[right].failures
    }
    return most.prefix(max).map { place in
      ReportFigures.NameFigures(
        name: names[place], failures: figures[place].failures, incidents: figures[place].incidents,
        lastSeen: Instant(ms: figures[place].lastMs))
    }
  }
}

/// A set of numbers that we gave ourselves: nobody who writes a log chooses them, so that a simple hash does, in a quarter of a set's time and room.
private struct NumberSet {
  /// A power of two; a number plus one, or 0 for none.
  private var slots = [UInt64](repeating: 0, count: 64)
  private var count = 0

  /// - Returns: Whether it was not there.
  mutating func insert(_ number: UInt64) -> Bool {
    if 4 * count >= 3 * slots.count { grow() }
    guard place(number + 1) else { return false }
    count += 1
    return true
  }

  /// - Returns: Whether it was put into a free slot.
  private mutating func place(_ value: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
    while slots[slot] != 0 {
      if slots[slot] == value { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = value
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: 2 * old.count)
    for value in old where value != 0 { _ = place(value) }
  }
}
