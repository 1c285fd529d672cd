import TestSupport
import Testing

@testable import LogPipeline

/// By how much one log is behind another, from what stands in both.
struct LagFinderTests {
  private static func key(_ number: Int, isExact: Bool = false) -> LagFinder.Key {
    LagFinder.Key(hash: UInt64(number), isExact: isExact)
  }

  private static func lag(_ reports: [(key: LagFinder.Key, ms: Int64)], _ records: [(key: LagFinder.Key, ms: Int64)])
    -> LagFinder.Lag?
  {
    let times = Dictionary(grouping: records, by: \.key).mapValues { $0.map(\.ms).sorted() }
    return LagFinder.lag(of: reports.compactMap { LagFinder.told(of: [$0.key], at: $0.ms, among: times) })
  }

  @Test(arguments: [-90_000, -7_300, 0, 420, 61_000] as [Int64])
  func `three texts that stand once on each side show it`(skew: Int64) throws {
    let records = (0..<3).map { (Self.key($0), Int64($0) * 20_000) }
    let reports = records.map { ($0.0, $0.1 + skew) }
    let lag = try #require(Self.lag(reports, records))
    #expect(lag.ms == skew && lag.pairs == 3)
    #expect(Self.lag(Array(reports.dropLast()), records) == nil)
  }

  @Test func `one exceptionId shows it`() {
    let id = Self.key(7, isExact: true)
    #expect(Self.lag([(id, 5_000)], [(id, 800)])?.ms == 4_200)
    #expect(Self.lag([(Self.key(7), 5_000)], [(Self.key(7), 800)]) == nil)
  }

  /// Two hundred equal failures at random moments, of which each report has its own at the same distance.
  @Test(arguments: Seeded.seeds(0..<10), [-9_000, 4_000] as [Int64])
  func `a burst of equal texts shows it as a whole`(seed: Int, skew: Int64) throws {
    var random = Seeded(seed)
    let times = (0..<200).map { _ in Int64(random.number(240_000)) }
    let records = times.map { (Self.key(1), $0) }
    let reports = times.map { (Self.key(1), $0 + skew + Int64(random.number(600))) }
    let lag = try #require(Self.lag(reports, records), "OXTAIL_SEED=\(seed)")
    #expect(abs(lag.ms - skew - 300) < 60, "OXTAIL_SEED=\(seed)")
    #expect(lag.pairs > 190)
  }

  @Test func `a long row of equal texts at an even pace shows nothing: each fits its neighbour as well`() {
    let records = (0..<200).map { (Self.key(1), Int64($0) * 1_000) }
    #expect(Self.lag(records.map { ($0.0, $0.1 + 7_000) }, records) == nil)
  }

  @Test(arguments: Seeded.seeds(0..<20))
  func `what does not belong together shows nothing`(seed: Int) {
    var random = Seeded(seed)
    let records = (0..<100).map { (Self.key($0 % 30), Int64(random.number(600_000))) }
    let reports = (0..<100).map { (Self.key($0 % 30), Int64(random.number(600_000))) }
    #expect(Self.lag(reports, records) == nil, "OXTAIL_SEED=\(seed)")
  }

  @Test(arguments: [1, 1.25, 2, 4.8, 100, 1e6])
  func `the logarithm is one`(value: Double) {
    // e to the power of it, by its series.
    let (result, _) = (1..<80).reduce((1.0, 1.0)) { sum, n in
      let term = sum.1 * LagFinder.logarithm(value) / Double(n)
      return (sum.0 + term, term)
    }
    #expect(abs(result / value - 1) < 1e-4)
  }
}
