import PatternFiles

extension CommandError {
  /// The first mistake of a file of patterns or settings, with its place.
  ///
  /// - Parameter list: The command that lists them all.
  init(_ error: PatternLoadError, list: SafeText) {
    guard let first = error.errors.first else {
      self.init("\(error.path)", "cannot be used", next: "\(list) tells more", exitCode: error.exitCode)
      return
    }
    let place = [first.file ?? error.path] + [first.line, first.column].compactMap { $0.map(String.init) }
    let id = first.id.map { "\($0): " } ?? ""
    let rest = error.errors.count - 1
    let caret = first.expression.map { PatternsOutput.caret(in: $0.text, at: $0.offset) } ?? []
    self.init(
      "\(place.joined(separator: ":"))", "\(id)\(first.message)",
      next: rest > 0 ? "\(rest) more in \(error.path): \(list) lists them" : "", exitCode: error.exitCode,
      details: caret.map { SafeText(joining: $0) })
  }
}
