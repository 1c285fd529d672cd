/// Which patterns hit a limit, and which were therefore switched off. The records they were tried on are kept.
package struct PatternHealth: Sendable {
  /// Hits by the id of the cause or rule.
  package private(set) var limitHits: [String: Int] = [:]
  private var strikes: [Int: Int] = [:]

  func isOff(_ key: Int) -> Bool { (strikes[key] ?? 0) >= MatchLimits.strikesMax }

  mutating func strike(_ key: Int, id: String) {
    limitHits[id, default: 0] += 1
    strikes[key, default: 0] += 1
  }

  /// The ids that were switched off.
  package var switchedOff: [String] {
    limitHits.filter { $0.value >= MatchLimits.strikesMax }.keys.sorted()
  }
}
