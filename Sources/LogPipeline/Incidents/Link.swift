/// Why a failure that Plesk reports and one that Open-Xchange logged are taken for the same.
package struct Link: Codable, Equatable, Sendable {
  /// The ladder's rungs, the surest first.
  package enum Rule: String, Codable, Sendable, CaseIterable {
    case exceptionID = "exception-id"
    case faultText = "fault-text"
    case subject
    case time
    /// Apache's answer to the call, for evidence of Apache's.
    case httpStatus = "http-status"
  }

  package enum Confidence: String, Codable, Sendable, CaseIterable, Comparable {
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
  /// In the reader's words.
  package var reasons: [String]
  /// The candidates that were not taken, the best first, each with the reason.
  package var rejected: [String]
  /// What each of the reasons added to the score.
  package var weights: [Double] = []
  /// How many of the first of `rejected` would have been taken but for a better one; the others could not be this failure's.
  package var rivals = 0

  /// Each reason with what it added.
  package var weighed: [(reason: String, weight: Double)] {
    reasons.enumerated().map { ($1, weights.indices.contains($0) ? weights[$0] : 0) }
  }

  /// The candidate that would have been taken instead.
  package var runnerUp: String? { rivals > 0 ? rejected.first : nil }
}
