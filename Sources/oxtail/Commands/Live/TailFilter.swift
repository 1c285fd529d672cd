import LogPipeline
import OxtailService

/// Which records of a live stream are shown.
struct TailFilter {
  private let expression: ExpressionSearch?
  private let priority: Level?
  private let showsCalls: Bool
  private let query: Query
  private let catalogue: Catalogue

  init(
    _ query: Query, catalogue: Catalogue, expression: LogPipeline.Expression?, priority: Level?, showsCalls: Bool
  ) {
    self.query = query
    self.catalogue = catalogue
    self.expression = expression.map(ExpressionSearch.init)
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
    return expression?.finds(record.whole.string) ?? true
  }

  func lets(_ occurrence: Occurrence, of incident: Incident) -> Bool { query.admits(occurrence, of: incident) }

  /// An incident fits where one of its failures does.
  func lets(_ incident: Incident) -> Bool { incident.occurrences.contains { lets($0, of: incident) } }
}

/// Looks for an expression in texts of any length.
final class ExpressionSearch {
  private let expression: LogPipeline.Expression
  private var scratch = MatchScratch()

  init(_ expression: LogPipeline.Expression) { self.expression = expression }

  func finds(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var isFound = false
    scratch.forEachMatch(of: expression, in: RawSpan(_elements: bytes.span)) { _ in
      isFound = true
      return false
    }
    return isFound
  }
}
