/// Why a failure that Plesk reports and one that Open-Xchange logged are taken for the same.
package struct Link: Equatable, Sendable {
  /// The ladder's rungs, the surest first.
  package enum Rule: String, Sendable, CaseIterable {
    case exceptionID = "exception-id"
    case faultText = "fault-text"
    case subject
    case time
  }

  package enum Confidence: String, Sendable, CaseIterable {
    case exact, high, medium, low
  }

  package var rule: Rule
  package var confidence: Confidence
  /// 0 to 1, two decimals.
  package var score: Double
  /// In the reader's words, each with its weight.
  package var reasons: [String]
  /// The candidates that were not taken, the best first, each with the reason.
  package var rejected: [String]
}
