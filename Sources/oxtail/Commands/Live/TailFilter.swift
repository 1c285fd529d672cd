import LogPipeline
import OxtailService

/// Which records of a live stream are shown.
struct TailFilter {
  private let expression: SearchExpression?
  private let priority: Level?
  private let showsCalls: Bool
  private let query: Query
  private let catalogue: Catalogue

  init(_ query: Query, catalogue: Catalogue, expression: SearchExpression?, priority: Level?, showsCalls: Bool) {
    self.query = query
    self.catalogue = catalogue
    self.expression = expression
    self.priority = priority
    self.showsCalls = showsCalls
  }

  func lets(_ record: TailRecord) -> Bool {
    let event = record.event.event
    if event.kind == .request || event.kind == .start, !showsCalls { return false }
    // An access line has no level.
    if let priority, event.level > priority { return false }
    let names = event.fields.values.map(\.string).joined(separator: " ")
    guard query.admits(record.event, text: "\(record.whole.string) \(names)", cause: catalogue.cause) else {
      return false
    }
    return expression?.admits(record.whole.string) ?? true
  }

  func sayUndecided() { expression?.sayUndecided() }

  func lets(_ occurrence: Occurrence, of incident: Incident) -> Bool { query.admits(occurrence, of: incident) }

  /// An incident fits where one of its failures does.
  func lets(_ incident: Incident) -> Bool { incident.occurrences.contains { lets($0, of: incident) } }
}
