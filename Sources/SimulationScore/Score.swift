import LogPipeline

/// How well answers agree with the truth, in counts that add up over corpora.
package struct Score: Sendable {
  /// Right ones among so many.
  package struct Share: Sendable {
    package var right = 0
    package var all = 0

    package var value: Double { all == 0 ? 1 : Double(right) / Double(all) }

    mutating func add(_ isRight: Bool) {
      all += 1
      if isRight { right += 1 }
    }

    mutating func add(_ other: Share) {
      right += other.right
      all += other.all
    }
  }

  package var failures = 0
  package var records = 0
  /// What the user acts on, by the incident that holds the failure; one that no incident holds is wrong.
  package var owner = Share()
  package var retry = Share()
  /// Called safe, and is not.
  package var wrongSafe = 0
  package var blastRadius = Share()
  /// Failures that are an occurrence of an incident.
  package var detected = Share()
  /// Failures that are anywhere in the answer.
  package var surfaced = Share()
  /// Occurrences that are a failure, and one that no other occurrence is.
  package var genuine = Share()
  package var cause = Share()
  /// Of the pairs that were made.
  package var pairsMade = Share()
  /// Of the pairs that there are.
  package var pairsFound = Share()
  /// Pairs that identifiers tell, or the order of both sides where the clocks are known: what can be hoped for.
  package var toldByOrder = Share()
  package var verdicts = Share()
  /// Sums over the failures of the shares of one's incident that belongs there, and of one's group that is in it.
  package var groupPrecision = 0.0
  package var groupRecall = 0.0
  package var incidents = 0
  package var groups = 0
  package var confidences: [Link.Confidence: Share] = [:]
  package var webConfidences: [Link.Confidence: Share] = [:]
  /// Records of other programs and packages, and how many of them an incident holds.
  package var foreign = Share()
  /// Incidents without any record of a failure.
  package var falseIncidents = 0

  package init() {}

  package mutating func add(_ other: Score) {
    for path in Self.shares { self[keyPath: path].add(other[keyPath: path]) }
    for path in Self.counts { self[keyPath: path] += other[keyPath: path] }
    groupPrecision += other.groupPrecision
    groupRecall += other.groupRecall
    confidences.merge(other.confidences) { one, two in Self.sum(one, two) }
    webConfidences.merge(other.webConfidences) { one, two in Self.sum(one, two) }
  }

  private static func sum(_ one: Share, _ two: Share) -> Share {
    Share(right: one.right + two.right, all: one.all + two.all)
  }

  private static var shares: [WritableKeyPath<Score, Share>] {
    [
      \.owner, \.retry, \.blastRadius, \.detected, \.surfaced, \.genuine, \.cause, \.pairsMade, \.pairsFound,
      \.toldByOrder,
      \.verdicts, \.foreign,
    ]
  }
  private static var counts: [WritableKeyPath<Score, Int>] {
    [\.failures, \.records, \.wrongSafe, \.incidents, \.groups, \.falseIncidents]
  }

  // MARK: Figures

  /// A wrong "safe" counts ten wrong ones.
  package var weightedRetry: Double {
    retry.all == 0 ? 1 : max(0, Double(retry.right - 9 * wrongSafe) / Double(retry.all))
  }

  package var pairingF1: Double { Self.harmonic(pairsMade.value, pairsFound.value) }

  /// B³: the harmonic mean of precision and recall of the groups, each averaged over the failures.
  package var grouping: Double {
    failures == 0 ? 1 : Self.harmonic(groupPrecision / Double(failures), groupRecall / Double(failures))
  }

  private static func harmonic(_ one: Double, _ two: Double) -> Double {
    one + two == 0 ? 0 : 2 * one * two / (one + two)
  }
}
