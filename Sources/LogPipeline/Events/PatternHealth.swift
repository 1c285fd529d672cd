/// Which patterns hit a limit, and which were therefore switched off. The records they were tried on are kept.
package struct PatternHealth: Sendable {
  /// Hits by the id of the cause or rule.
  package private(set) var limitHits: [String: Int] = [:]
  private var strikes: [Int: Int] = [:]
  private var offIDs: Set<String> = []

  func isOff(_ key: Int) -> Bool { (strikes[key] ?? 0) >= MatchLimits.strikesMax }

  mutating func strike(_ key: Int, id: String) {
    limitHits[id, default: 0] += 1
    strikes[key, default: 0] += 1
    if isOff(key) { offIDs.insert(id) }
  }

  /// The ids of which a text was switched off.
  package var switchedOff: [String] { offIDs.sorted() }
}
