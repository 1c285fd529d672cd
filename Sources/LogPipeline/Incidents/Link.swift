/// Why a failure that Plesk reports and one that Open-Xchange logged are taken for the same.
package struct Link: Equatable, Sendable {
  /// The ladder's rungs, the surest first.
  package enum Rule: String, Sendable, CaseIterable {
    case exceptionID = "exception-id"
    case faultText = "fault-text"
    case subject
    case time
    /// Apache's answer to the call, for evidence of Apache's.
    case httpStatus = "http-status"
  }

  package enum Confidence: String, Sendable, CaseIterable, Comparable {
    case exact, high, medium, low

    /// The surest first.
    package static func < (left: Confidence, right: Confidence) -> Bool {
      (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
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
