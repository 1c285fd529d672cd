import LogPipeline

/// What somebody looks for with `-g`. It runs within the limits of a pattern: no expression can hold the program up for long.
final class SearchExpression {
  private let expression: Expression
  private let isInverted: Bool
  private var scratch = MatchScratch()
  /// Records of which could not be told within the limits whether the expression matches.
  private(set) var undecided = 0

  /// - Parameter isInverted: Whether the records are looked for that it does not match.
  /// - Throws: A usage error that shows the place.
  init(_ text: String, ignoresCase: Bool = false, isInverted: Bool = false) throws(CommandError) {
    self.isInverted = isInverted
    do throws(ExpressionError) {
      expression = try Expression(ignoresCase ? "(?i)" + text : text)
    } catch {
      throw CommandError(
        "-g \(text)", "is no expression: \(error.reason)",
        next: "put a backslash before signs that mean themselves", exitCode: 64,
        details: PatternsOutput.caret(in: error.text, at: error.offset).map { SafeText(joining: $0) })
    }
  }

  /// Whether a record is one of those that are looked for. One of which that cannot be told is none of them, and is counted.
  func admits(_ text: String) -> Bool {
    var text = text
    let outcome = text.withUTF8 { bytes in
      unsafe scratch.forEachMatch(of: expression, in: bytes.span.bytes, { _ in false })
    }
    switch outcome {
    case .match: return !isInverted
    case .noMatch: return isInverted
    case .limit:
      undecided += 1
      return false
    }
  }

  /// Names what is not shown because nothing is known of it.
  func sayUndecided() {
    guard undecided > 0 else { return }
    StandardOutput.writeError("oxtail: -g took too long on \(SafeText.count(undecided, "record").string), not shown\n")
  }
}
