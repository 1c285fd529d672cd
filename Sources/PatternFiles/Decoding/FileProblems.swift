import LogPipeline

/// Collects the mistakes of one pattern file, so that one run tells all of them.
final class FileProblems {
  /// What places of this file read. Built-in files learn their name from their content.
  let file: String
  private(set) var errors: [PatternError] = []

  init(file: String) {
    self.file = file
  }

  func add(_ message: String, line: Int?, id: String? = nil) {
    errors.append(PatternError(file: file, line: line, id: id, message: message))
  }

  func add(_ found: [PatternError]) {
    errors += found
  }

  func place(_ line: Int) -> PatternPlace { PatternPlace(file: file, line: line) }
}
