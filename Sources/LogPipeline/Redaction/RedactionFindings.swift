/// What a ``Redactor`` met so far. Counts and facts only, never a secret.
package struct RedactionFindings: Equatable, Sendable {
  /// Secrets replaced by a placeholder, repetitions included.
  package var replacedCount = 0
  /// Records whose rest was withheld because it could not be checked.
  package var withheldCount = 0
  /// Whether `secret`, the password of the examples in Open-Xchange's wiki page "Plesk Integration", is in use.
  /// The page asks not to use it; this is said, the value is not shown.
  package var usesExamplePassword = false

  package init() {}
}
