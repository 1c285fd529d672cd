/// Why a file of patterns or settings cannot be used, and where.
package struct PatternError: Error, Equatable, Sendable {
  /// The file, as the user named it; `nil` for values made in memory.
  package var file: String?
  /// 1-based line in that file, if known.
  package var line: Int?
  /// 1-based column in that line, if known.
  package var column: Int?
  /// The id of the entry, if it got that far.
  package var id: String?
  /// What is wrong and what was expected, in one sentence.
  package var message: String
  /// For an expression: its text and the byte offset at which a caret belongs.
  package var expression: ExpressionError?

  package init(
    file: String? = nil, line: Int? = nil, column: Int? = nil, id: String? = nil, message: String,
    expression: ExpressionError? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.id = id
    self.message = message
    self.expression = expression
  }
}

/// Where a value stood in a pattern file.
package struct PatternPlace: Hashable, Sendable {
  package var file: String
  package var line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  /// For values made in memory.
  package static let none = PatternPlace(file: "", line: 0)
}
