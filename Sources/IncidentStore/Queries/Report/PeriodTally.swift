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
  }

  private(set) var incidents: [IncidentCounts] = []
  private var places: [Int64: Int] = [:]
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
    let host = unsafe hosts.place(of: host, timeMs)
    let place = place(of: incident, timeMs, host)
    let isNewHost = hosts.add(host, incident: place, timeMs: timeMs)
    var isNewSubject = false
    if let subject = unsafe subject {
      isNewSubject = subjects.add(unsafe subjects.place(of: subject, timeMs), incident: place, timeMs: timeMs)
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

  private mutating func place(of incident: Int64, _ timeMs: Int64, _ host: Int) -> Int {
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
    /// The incident of the first failure, which most names have no other of.
    var first = 0
    var lastMs: Int64
  }

  private var names = NameTable()
  private var figures: [Figures] = []
  /// Incidents with names, but for the first one of each name.
  private var pairs = NumberSet()

  var count: Int { names.count }

  func name(_ place: Int) -> String { String(decoding: names[place], as: UTF8.self) }

  /// - Parameters:
  ///   - place: Of a name, by ``place(of:_:)``.
  ///   - incident: One of fewer than 2³² numbers.
  /// - Returns: Whether the incident had no failure under the name before.
  fileprivate mutating func add(_ place: Int, incident: Int, timeMs: Int64) -> Bool {
    if figures[place].failures == 0 { figures[place].first = incident }
    let isNew =
      figures[place].failures == 0
      || (figures[place].first != incident && pairs.insert(UInt64(incident) << 32 | UInt64(place)))
    figures[place].failures += 1
    if isNew { figures[place].incidents += 1 }
    figures[place].lastMs = max(figures[place].lastMs, timeMs)
    return isNew
  }

  fileprivate mutating func place(of name: UnsafeRawBufferPointer, _ timeMs: Int64) -> Int {
    let place = unsafe names.number(of: name)
    if place == figures.count { figures.append(Figures(lastMs: timeMs)) }
    return place
  }

  /// Those with most failures, equal ones in the order of their names' bytes.
  ///
  /// - Complexity: O(*n* log *n*) in the number of names.
  func most(_ max: Int) -> [ReportFigures.NameFigures] {
    let least = figures.map(\.failures).sorted(by: >).prefix(max).last ?? 0
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
