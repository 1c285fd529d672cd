import LogPipeline

/// Collects the mistakes of one file, so that one run tells all of them.
package final class FileProblems {
  /// What places of this file read. Built-in files learn their name from their content.
  package let file: String
  package private(set) var errors: [PatternError] = []

  package init(file: String) {
    self.file = file
  }

  package func add(_ message: String, at position: TextPosition, id: String? = nil) {
    errors.append(
      PatternError(file: file, line: position.line, column: position.column, id: id, message: message))
  }

  func add(_ message: String, line: Int?, id: String? = nil) {
    errors.append(PatternError(file: file, line: line, id: id, message: message))
  }

  func add(_ found: [PatternError]) {
    errors += found
  }

  func place(_ line: Int) -> PatternPlace { PatternPlace(file: file, line: line) }
}
