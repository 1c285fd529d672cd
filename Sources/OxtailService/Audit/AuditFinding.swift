import LogPipeline
import PatternFiles

/// A statement of the page that is kept, or broken at one place.
package struct AuditFinding: Sendable {
  package var statement: AuditStatement
  package var isKept: Bool
  /// Where it is kept everywhere, the first place.
  package var host: String
  package var file: String
  /// 1-based; `nil` where the file as a whole is meant.
  package var line: Int?
  /// Empty where it is kept.
  package var found: RedactedText
  /// The statement's words with what is known filled in. What is unknown stays `{…}`.
  package var expected: String
  package var check: [String]
  package var fix: [String]
}
