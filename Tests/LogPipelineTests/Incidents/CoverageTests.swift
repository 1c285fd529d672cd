import TestSupport
import Testing

@testable import LogPipeline

/// Which stretches of time a source has records for.
struct CoverageTests {
  private static let silence = Coverage.silenceMsMax

  private func stretches(_ times: [Int64]) -> [ClosedRange<Int64>] {
    var coverage = Coverage()
    for time in times { coverage.add(time) }
    return coverage.dated { Instant(ms: $0) }
  }

  static let tables: [(times: [Int64], stretches: [ClosedRange<Int64>])] = [
    ([], []),
    ([5], [5...5]),
    ([0, silence], [0...silence]),
    ([0, silence + 1], [0...0, (silence + 1)...(silence + 1)]),
    ([0, silence, 2 * silence], [0...(2 * silence)]),
    // Nested heads go back, and so does a clock.
    ([silence, 0], [0...silence]),
    ([0, 10 * silence, 5, 9 * silence], [0...5, (9 * silence)...(10 * silence)]),
    // What lies between two stretches joins them.
    ([0, 2 * silence, silence], [0...(2 * silence)]),
  ]

  @Test(arguments: tables)
  func `a silence of more than fifteen minutes ends a stretch`(
    sample: (times: [Int64], stretches: [ClosedRange<Int64>])
  ) {
    #expect(stretches(sample.times) == sample.stretches)
  }

  static let edges: [(stretch: ClosedRange<Int64>, covers: Bool)] = [
    (-30_000...120_000, true), (-29_999...120_000, false), (-30_000...119_999, false), (-1_000_000...1_000_000, true),
    (-30_000...(-1), false), (1...120_000, false),
  ]

  @Test(arguments: edges)
  func `a time is covered by records half a minute before it and two minutes after it`(
    edge: (stretch: ClosedRange<Int64>, covers: Bool)
  ) {
    let time = Instant(ms: Written.start)
    let stretch = (edge.stretch.lowerBound + Written.start)...(edge.stretch.upperBound + Written.start)
    #expect(Coverage.covers(time, [stretch]) == edge.covers)
    #expect(!Coverage.covers(time, []))
  }

  @Test func `two stretches with a silence between them do not cover it`() {
    #expect(!Coverage.covers(Instant(ms: 0), [-9_000_000...(-1), 1...9_000_000]))
  }

  /// A host that logs a record every twenty minutes for years.
  @Test func `the number of stretches is bounded, and no silence becomes covered`() {
    var coverage = Coverage()
    let step = Self.silence + 300_000
    let count: Int64 = 60_000
    for index in 0..<count {
      coverage.add(index * step)
      coverage.add(index * step + 200_000)
    }
    let stretches = coverage.dated { Instant(ms: $0) }
    #expect(stretches.count <= 10_001)
    #expect(stretches.count >= 4_000)
    for stretch in stretches { #expect(stretch.upperBound - stretch.lowerBound == 200_000) }
  }

  @Test func `moments that could cover nothing give way to stretches that do`() {
    var coverage = Coverage()
    coverage.add(-200_000)
    coverage.add(0)
    for index in 1...30_000 { coverage.add(Int64(index) * 2 * Self.silence) }
    let stretches = coverage.dated { Instant(ms: $0) }
    #expect(stretches.first == -200_000...0)
    #expect(stretches.count <= 10_001)
  }

  @Test(arguments: Seeded.seeds(0..<20))
  func `the order of records inside a source changes no stretch`(seed: Int) {
    var random = Seeded(seed)
    let times = (0..<200).map { _ in Int64(random.number(100)) * Self.silence / 3 }
    #expect(stretches(times.shuffled(using: &random)) == stretches(times.sorted()), "OXTAIL_SEED=\(seed)")
  }
}
