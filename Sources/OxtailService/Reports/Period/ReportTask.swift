import IncidentStore
import LogPipeline

/// What one team has to do about one cause.
package struct ReportTask: Sendable {
  package var owner: CauseSpec.Owner
  package var cause: String
  package var title: String
  package var retry: CauseSpec.Retry
  package var affects: CauseSpec.Affects
  package var failures: Int
  /// At most, as one subject may be in several incidents.
  package var subjects: Int
  /// The newest first.
  package var incidents: [String]
  /// What removes the cause, step by step: a command or remark, or several where it has other names for other incidents.
  package var fix: [[String]]

  /// A report names so many tasks with their steps; the others stand in the table of causes.
  static let stepsMax = 20
  /// For so many incidents a step is written out, the newest first.
  static let variantsMax = 5
  /// So many are read to see whether their steps differ.
  private static let readMax = 20

  /// What has to be done about incidents that are open, for each owner what meets most people first.
  static func tasks(_ incidents: [IncidentFigures], _ reader: IndexReader) throws(StoreError) -> [ReportTask] {
    // To group them would copy a hundred thousand.
    var open: [Key: ReportTask] = [:]
    for incident in incidents where [.new, .open, .regressed].contains(incident.summary.state) {
      open[Key(incident.summary), default: ReportTask(of: incident)].add(incident)
    }
    var tasks = open.values.sorted { left, right in
      left.owner == right.owner ? left.isWorse(than: right) : left.ownerRank < right.ownerRank
    }
    for index in tasks.indices.prefix(stepsMax) { try tasks[index].addFix(reader) }
    return tasks
  }

  private mutating func addFix(_ reader: IndexReader) throws(StoreError) {
    var fixes: [[String]] = []
    for id in incidents.prefix(Self.readMax) where Set(fixes).count <= Self.variantsMax {
      if let incident = try reader.incident(id) { fixes.append(incident.remedy.fix) }
    }
    fix = Self.merged(fixes, of: incidents.count)
  }

  /// Each step once where all incidents have the same one, else as the newest have it, and what to ask for the others.
  ///
  /// - Parameter count: How many incidents there are, also those that were not read.
  static func merged(_ fixes: [[String]], of count: Int) -> [[String]] {
    (0..<(fixes.map(\.count).max() ?? 0)).map { place in
      let steps = fixes.compactMap { place < $0.count ? $0[place] : nil }
      var variants: [String] = []
      for step in steps where variants.count < variantsMax && !variants.contains(step) { variants.append(step) }
      let others = count - steps.count(where: variants.contains)
      guard variants.count > 1, others > 0 else { return variants }
      return variants + ["# For \(others) more incidents see `oxtail show ID`."]
    }
  }

  private struct Key: Hashable {
    var owner: CauseSpec.Owner
    var cause: String

    init(_ summary: IncidentSummary) { (owner, cause) = (summary.owner, summary.cause) }
  }

  private init(of incident: IncidentFigures) {
    let summary = incident.summary
    owner = summary.owner
    cause = summary.cause
    title = summary.title
    retry = summary.retry
    affects = incident.affects
    (failures, subjects) = (0, 0)
    incidents = []
    fix = []
  }

  private mutating func add(_ incident: IncidentFigures) {
    failures += incident.failures
    subjects += incident.subjects
    incidents.append(incident.summary.id)
  }

  private var ownerRank: Int { CauseSpec.Owner.allCases.firstIndex(of: owner) ?? 0 }

  private func isWorse(than other: ReportTask) -> Bool {
    let ranks = [affects, other.affects].map { CauseSpec.Affects.allCases.firstIndex(of: $0) ?? 0 }
    return (-ranks[0], -failures, cause) < (-ranks[1], -other.failures, other.cause)
  }
}
