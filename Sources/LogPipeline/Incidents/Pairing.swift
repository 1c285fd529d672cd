/// Pairs elements of two lists one to one, the best pairs first.
struct Pairing {
  struct Candidate {
    var left: Int
    var right: Int
    /// 0 to 1.
    var score: Double
  }

  /// Scores that differ by less than this are told apart by the clock alone: such pairs keep the order of both lists.
  private static let step = 0.02

  /// - Parameter candidates: In any order; which of them come first changes nothing.
  /// - Returns: The chosen pair of each left element that has one.
  /// - Complexity: O(*n* log *n*).
  static func best(_ candidates: [Candidate]) -> [Int: Candidate] {
    func rank(_ candidate: Candidate) -> Int { Int((candidate.score / step).rounded()) }
    let sorted = candidates.sorted { one, other in
      let (mine, others) = (rank(one), rank(other))
      if mine != others { return mine > others }
      if one.left != other.left { return one.left < other.left }
      if one.score != other.score { return one.score > other.score }
      return one.right < other.right
    }
    var chosen: [Int: Candidate] = [:]
    var taken: Set<Int> = []
    for candidate in sorted where chosen[candidate.left] == nil && taken.insert(candidate.right).inserted {
      chosen[candidate.left] = candidate
    }
    return chosen
  }
}
