import IncidentStore
import LogPipeline

/// What happened in a stretch of time, and what has to be done about it. Everything comes from an index: the same index and period give the
/// same report.
package struct PeriodReport: Sendable {
  package var period: ReportPeriod
  package var query: Query
  package var figures: ReportFigures
  /// What has to be done, what meets most people first.
  package var tasks: [ReportTask] = []
  package var causes: [CauseFigures] = []
  package var recovery: RecoveryFigures?
  /// What the report is asked for and nothing was ever read of: hosts without a log, subadmins whom no failure and no list names.
  package var unheard: [Query.Condition] = []
  /// What was not read in the period.
  package var blanks: [ReportBlank] = []
  /// Records that no pattern understands; `nil` where the report is for one owner or one subadmin, and nobody knows whose they are.
  package var unknown: (count: Int, first: [Evidence])?

  /// - Throws: ``StoreError``
  package init(_ reader: IndexReader, _ period: ReportPeriod, _ filter: Query) throws(StoreError) {
    var query = filter
    query.since = period.since
    query.until = period.until
    self.period = period
    self.query = query
    figures = try reader.report(query, silenceMs: ReportBlank.silenceMs(period))
    for index in figures.subjects.indices {
      figures.subjects[index].listed = try reader.listed(telling: figures.subjects[index].name, query)
    }
    for index in figures.ghosts.indices {
      guard let subject = figures.ghosts[index].subject else { continue }
      figures.ghosts[index].listed = try reader.listed(telling: subject, query)
    }
    tasks = try ReportTask.tasks(figures.incidents, reader)
    causes = CauseFigures.causes(figures.incidents)
    recovery = RecoveryFigures(figures.incidents)
    let sides = try reader.sides().union(figures.coverage.map(\.side))
    blanks = ReportBlank.blanks(Self.coverage(of: figures, query), period, sides: sides)
    unheard = try Self.unheard(query, figures, reader)
    let isForSomebody = query.conditions.contains { [.owner, .subadmin].contains($0.key) }
    unknown =
      isForSomebody ? nil : try reader.suspected(since: period.since, until: period.until, max: Self.unknownMax)
  }

  private static let unknownMax = 10

  /// A subadmin is told of the Plesk hosts that it met only.
  private static func coverage(of figures: ReportFigures, _ query: Query) -> [CoverageFigures] {
    guard query.conditions.contains(where: { $0.key == .subadmin }) else { return figures.coverage }
    let hosts = Set(figures.hosts.map(\.name))
    return figures.coverage.filter { $0.side != .plesk || hosts.contains($0.host) }
  }

  private static func unheard(
    _ query: Query, _ figures: ReportFigures, _ reader: IndexReader
  ) throws(StoreError) -> [Query.Condition] {
    var unheard: [Query.Condition] = []
    for condition in query.conditions where !condition.isNegated {
      let isHeard =
        switch condition.key {
        case .host: figures.coverage.contains { condition.value.fits($0.host) }
        case .subadmin: try knows(subadmin: condition.value, reader)
        default: true
        }
      if !isHeard { unheard.append(condition) }
    }
    return unheard
  }

  /// Whether anybody of that name ever failed or stands in a list.
  private static func knows(subadmin: Glob, _ reader: IndexReader) throws(StoreError) -> Bool {
    var query = Query()
    try? query.add(.subadmin, subadmin.text)
    if try !reader.list(query, limit: 1).isEmpty { return true }
    let names = try reader.inventory(.admins).map(\.name) + reader.inventory(.contexts).map(\.owner)
    return names.contains { $0.map { subadmin.fits($0.string) } ?? false }
  }

  /// Whether there can be no failure, as nothing is known of any host or any subadmin that is asked for.
  package var isOfNobody: Bool {
    unheard.contains { one in
      query.conditions.allSatisfy { $0.key != one.key || $0.isNegated || unheard.contains($0) }
    }
  }

  package var isEmpty: Bool { figures.incidents.isEmpty && (isOfNobody || (unknown?.count ?? 0) == 0) }

  /// Failures in each part of the period.
  package var trend: [Int] {
    var counts = Array(repeating: 0, count: period.parts.count)
    for (quarter, count) in figures.quarters {
      // A quarter of an hour may begin before the period does.
      let time = Instant(ms: max(quarter * 900_000, period.since.ms))
      if let part = period.part(of: time) { counts[part] += count }
    }
    return counts
  }

  /// How many incidents stand where.
  package var states: [(state: Incident.State, count: Int)] {
    Incident.State.allCases.compactMap { state in
      let count = figures.incidents.count { $0.summary.state == state }
      return count > 0 ? (state, count) : nil
    }
  }
}

/// What one cause did.
package struct CauseFigures: Equatable, Sendable {
  package var cause: String
  package var title: String
  package var owner: CauseSpec.Owner
  package var retry: CauseSpec.Retry
  package var incidents: Int
  package var failures: Int

  /// The one with most failures first.
  static func causes(_ incidents: [IncidentFigures]) -> [CauseFigures] {
    // To group them would copy a hundred thousand.
    var causes: [String: CauseFigures] = [:]
    for incident in incidents {
      causes[incident.summary.cause, default: CauseFigures(of: incident.summary)].add(incident.failures)
    }
    return causes.values.sorted { ($1.failures, $0.cause) < ($0.failures, $1.cause) }
  }

  private init(of summary: IncidentSummary) {
    (cause, title, owner, retry) = (summary.cause, summary.title, summary.owner, summary.retry)
    (incidents, failures) = (0, 0)
  }

  private mutating func add(_ failures: Int) {
    incidents += 1
    self.failures += failures
  }
}

/// How long it took until the logs showed that incidents were over.
package struct RecoveryFigures: Equatable, Sendable {
  package var incidents: Int
  package var medianMs: Int64
  package var longestMs: Int64

  /// - Returns: `nil` where none recovered.
  init?(_ incidents: [IncidentFigures]) {
    let times = incidents.compactMap { incident in
      incident.recoveredAt.map { $0 - incident.summary.firstSeen }
    }.sorted()
    guard let longest = times.last else { return nil }
    self.incidents = times.count
    medianMs = times[times.count / 2]
    longestMs = longest
  }
}
