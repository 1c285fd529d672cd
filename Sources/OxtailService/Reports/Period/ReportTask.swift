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
  /// What removes the cause, as commands or remarks, for the newest of the incidents.
  package var fix: [String]

  /// A report names so many tasks with their steps; the others stand in the table of causes.
  static let stepsMax = 20

  /// What has to be done about incidents that are open, for each owner what meets most people first.
  static func tasks(_ incidents: [IncidentFigures], _ reader: IndexReader) throws(StoreError) -> [ReportTask] {
    let open = incidents.filter { [.new, .open, .regressed].contains($0.summary.state) }
    var tasks = Dictionary(grouping: open) { [$0.summary.owner.rawValue, $0.summary.cause] }.values.map(ReportTask.init)
    tasks.sort { left, right in
      left.owner == right.owner ? left.isWorse(than: right) : left.ownerRank < right.ownerRank
    }
    for index in tasks.indices.prefix(stepsMax) {
      guard let newest = tasks[index].incidents.first else { continue }
      tasks[index].fix = try reader.incident(newest)?.remedy.fix ?? []
    }
    return tasks
  }

  private init(_ incidents: [IncidentFigures]) {
    let summary = incidents[0].summary
    owner = summary.owner
    cause = summary.cause
    title = summary.title
    retry = summary.retry
    affects = incidents[0].affects
    failures = incidents.reduce(0) { $0 + $1.failures }
    subjects = incidents.reduce(0) { $0 + $1.subjects }
    self.incidents = incidents.map(\.summary.id)
    fix = []
  }

  private var ownerRank: Int { CauseSpec.Owner.allCases.firstIndex(of: owner) ?? 0 }

  private func isWorse(than other: ReportTask) -> Bool {
    let ranks = [affects, other.affects].map { CauseSpec.Affects.allCases.firstIndex(of: $0) ?? 0 }
    return (-ranks[0], -failures, cause) < (-ranks[1], -other.failures, other.cause)
  }
}
