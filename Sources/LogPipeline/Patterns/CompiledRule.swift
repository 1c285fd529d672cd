/// One rule of `Patterns/fields/`, compiled. A class, so that a look at it copies nothing.
package final class CompiledRule: Sendable {
  package let spec: FieldRuleSpec
  package let expression: Expression
  /// What a text must hold for the rule to match in it, as far as that is plain to see, however short.
  private let literal: [UInt8]?

  package init(_ spec: FieldRuleSpec) throws(PatternError) {
    self.spec = spec
    do {
      expression = try Expression(spec.regex)
    } catch {
      throw PatternError(
        file: spec.place.file, line: spec.place.line, id: spec.id, message: "no valid expression: \(error.reason)",
        expression: error)
    }
    literal = RequiredLiteral.of(spec.regex)
  }

  /// Whether the rule may match in a text: an expression that begins with any letter is tried at each of them, whatever must follow.
  func mayMatch(in text: RawSpan) -> Bool { literal.map { text.firstIndex(of: $0) != nil } ?? true }
}
