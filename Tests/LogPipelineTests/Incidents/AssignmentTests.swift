import TestSupport
import Testing

@testable import LogPipeline

/// No other assignment is worth more.
struct AssignmentTests {
  private static func best(_ edges: [Assignment.Edge], _ left: Int, taken: Set<Int> = []) -> Int {
    guard left >= 0 else { return 0 }
    var most = best(edges, left - 1, taken: taken)
    for edge in edges where edge.left == left && !taken.contains(edge.right) {
      most = max(most, edge.weight + best(edges, left - 1, taken: taken.union([edge.right])))
    }
    return most
  }

  @Test(arguments: Seeded.seeds(0..<200))
  func `it is worth as much as the best of all`(seed: Int) {
    var random = Seeded(seed)
    let (left, right) = (1 + random.number(6), 1 + random.number(6))
    var edges: [Assignment.Edge] = []
    for one in 0..<left {
      for other in 0..<right where random.number(3) > 0 {
        edges.append(Assignment.Edge(left: one, right: other, weight: 1 + random.number(12)))
      }
    }
    let chosen = Assignment(edges, left: left, right: right).chosen
    let pairs = chosen.compactMap { $0.map { edges[$0] } }
    #expect(Set(pairs.map(\.right)).count == pairs.count, "OXTAIL_SEED=\(seed)")
    #expect(chosen.enumerated().allSatisfy { left, edge in edge.map { edges[$0].left == left } ?? true })
    #expect(pairs.reduce(0) { $0 + $1.weight } == Self.best(edges, left - 1), "OXTAIL_SEED=\(seed)")
  }

  @Test func `whoever is worth less stays alone`() {
    let edges = [
      Assignment.Edge(left: 0, right: 0, weight: 5), Assignment.Edge(left: 1, right: 0, weight: 9),
    ]
    #expect(Assignment(edges, left: 3, right: 2).chosen == [nil, 1, nil])
  }

  /// Forty in each second, whose reports all fit earlier records best, or all later ones.
  @Test(arguments: [-500, 500])
  func `a burst costs no square, and its equals keep their order`(shift: Int) {
    let count = 1_000
    func place(_ index: Int) -> Int { index * 25 }
    var edges: [Assignment.Edge] = []
    for left in 0..<count {
      let time = place(left) / 1_000 * 1_000 + 500 + shift
      for right in max(0, left - 40)...min(count - 1, left + 40) {
        let distance = time - place(right)
        edges.append(Assignment.Edge(left: left, right: right, weight: 1_000_000_000 - distance * distance))
      }
    }
    let assignment = Assignment(edges, left: count, right: count)
    #expect(assignment.chosen.enumerated().allSatisfy { left, edge in edge.map { edges[$0].right } == left })
    #expect(assignment.passed <= 200 * count, "\(assignment.passed)")
  }
}
