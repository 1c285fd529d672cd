import LogPipeline
import OxtailService

/// Which records of a live stream are shown.
struct TailFilter {
  private let expression: ExpressionSearch?
  private let priority: Level?
  private let showsCalls: Bool

  init(expression: LogPipeline.Expression?, priority: Level?, showsCalls: Bool) {
    self.expression = expression.map(ExpressionSearch.init)
    self.priority = priority
    self.showsCalls = showsCalls
  }

  func lets(_ record: TailRecord) -> Bool {
    let event = record.event.event
    if event.kind == .request, !showsCalls { return false }
    // An access line has no level.
    if let priority, event.level > priority { return false }
    return expression?.finds(record.whole.string) ?? true
  }
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
