import TestSupport
import Testing

@testable import LogPipeline

/// How far back it is looked for a record's failure.
struct FoldingReachTests {
  private static let limit = "Maximum number of contexts reached: 100"

  @Test(arguments: [(300.0, 1), (300.001, 2), (340, 2)])
  func `what goes on for more than five minutes begins anew, and what stands between changes nothing`(
    last: Double, count: Int
  ) {
    func record(_ seconds: Double, _ thread: String, _ id: String) -> String {
      Written.ox(seconds, thread: thread, exceptions: [Written.exception("\(Self.limit); exceptionId \(id)")])
    }
    // Failures of others, of which the first are too old and the last ones are not.
    let others = (0..<20).map { (time: Double($0) * 15 + 5, id: "8-\($0)") }
    let own = Array(stride(from: 0.0, to: 300, by: 50)) + [last]
    let records =
      others.map { ($0.time, record($0.time, $0.id, $0.id)) } + own.map { ($0, record($0, "A", "7-2")) }
    let estate = Estate(ox: records.sorted { $0.0 < $1.0 }.map(\.1))
    #expect(estate.failures.count == others.count + count)
  }

  /// One process that fails for thousands of subjects has one request's id.
  @Test func `a record is compared with a bounded number of groups`() {
    func comparisons(_ count: Int) -> Int {
      let records = (0..<count).map { Written.obsidian(0, request: 1, Written.bare("d\($0).example", Self.limit)) }
      let events = Estate(plesk: records).events
      var compared = 0
      let folded = Folding.failures(events, catalogue: Shipped.catalogue) { left, right in
        compared += 1
        return Folding.isSameReport(left, right)
      }
      #expect(folded.count == count)
      return compared
    }
    let (few, many) = (comparisons(300), comparisons(1200))
    #expect(many <= 5 * few, "\(few) comparisons for 300 records, \(many) for 1200")
  }
}
