import LogPipeline

/// Something that lint has to say about an entry.
package struct LintFinding: Equatable, Sendable {
  package enum Severity: String, Sendable {
    /// The entry may not be shipped.
    case error
    case warning
  }

  package var severity: Severity
  package var place: PatternPlace
  /// The entry's id.
  package var id: String
  package var message: String
  /// The expression it is about, and the byte offset in it at which a caret belongs.
  package var expression: String?
  package var offset: Int?

  package init(
    _ severity: Severity, _ place: PatternPlace, _ id: String, _ message: String, expression: String? = nil,
    offset: Int? = nil
  ) {
    self.severity = severity
    self.place = place
    self.id = id
    self.message = message
    self.expression = expression
    self.offset = offset
  }

  /// What the decoder or a compiler refused.
  package init(_ error: PatternError) {
    self.init(
      .error, PatternPlace(file: error.file ?? "", line: error.line ?? 0), error.id ?? "", error.message,
      expression: error.expression?.text, offset: error.expression?.offset)
  }
}
