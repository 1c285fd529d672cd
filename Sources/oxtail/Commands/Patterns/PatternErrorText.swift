import LogPipeline
import PatternFiles

/// Words an error of a pattern file: place, thing, what was expected, and the expression with a caret.
enum PatternErrorText {
  static func lines(_ error: PatternError) -> [String] {
    var head = "oxtail: " + (error.file.map { PatternsOutput.safe($0) } ?? "patterns")
    for number in [error.line, error.column] { head += number.map { ":\($0)" } ?? "" }
    if let id = error.id { head += ": " + PatternsOutput.safe(id) }
    var lines = [head + ": " + PatternsOutput.safe(error.message)]
    if let expression = error.expression {
      lines += PatternsOutput.caret(in: expression.text, at: expression.offset)
    }
    return lines
  }

  /// Every error of a layer, and what to do next.
  static func lines(_ error: PatternLoadError) -> [String] {
    var lines = error.errors.flatMap { Self.lines($0) }
    if error.code == .invalid {
      let path = error.path == BuiltinPatterns.name ? "" : " " + PatternsOutput.safe(error.path)
      lines.append("Correct the file, then try it with: oxtail patterns lint" + path)
    }
    return lines
  }

  static func lines(_ finding: LintFinding) -> [String] {
    let place = "\(PatternsOutput.safe(finding.place.file)):\(finding.place.line)"
    let id = finding.id.isEmpty ? "" : PatternsOutput.safe(finding.id) + ": "
    var lines = ["\(place): \(finding.severity.rawValue): \(id)\(PatternsOutput.safe(finding.message))"]
    if let expression = finding.expression {
      lines += PatternsOutput.caret(in: expression, at: finding.offset ?? 0)
    }
    return lines
  }
}
