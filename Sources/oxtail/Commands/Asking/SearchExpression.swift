import LogPipeline

/// What somebody looks for with `-g`. It runs within the limits of a pattern: no expression can hold the program up for long.
final class SearchExpression {
  private let expression: Expression
  private var scratch = MatchScratch()
  /// Records of which an expression could not be told whether it matches.
  private(set) var undecided = 0

  /// - Throws: A usage error that shows the place.
  init(_ text: String, ignoresCase: Bool) throws(CommandError) {
    do throws(ExpressionError) {
      expression = try Expression(ignoresCase ? "(?i)" + text : text)
    } catch {
      throw CommandError(
        "-g \(text)", "is no expression: \(error.reason)",
        next: "put a backslash before signs that mean themselves", exitCode: 64,
        details: PatternsOutput.caret(in: error.text, at: error.offset).map { SafeText(joining: $0) })
    }
  }

  func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      switch unsafe scratch.forEachMatch(of: expression, in: bytes.span.bytes, { _ in false }) {
      case .match: return true
      case .noMatch: return false
      case .limit:
        undecided += 1
        return false
      }
    }
  }
}
