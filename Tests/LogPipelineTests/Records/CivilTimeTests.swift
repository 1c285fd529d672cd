import TestSupport
import Testing

@testable import LogPipeline

@Suite struct CivilTimeTests {
  @Test func `days follow each other through four centuries`() {
    var expected = CivilTime.daysSinceEpoch(year: 1900, month: 1, day: 1)
    #expect(expected == -25_567)
    for year in 1900...2300 {
      for month in 1...12 {
        for day in 1...CivilTime.days(inMonth: month, year: year) {
          #expect(CivilTime.daysSinceEpoch(year: year, month: month, day: day) == expected)
          #expect(Instant.civilDate(daysSinceEpoch: expected) == (year, month, day))
          expected += 1
        }
      }
    }
    // 400 years and one have 97 leap days, and one year more.
    #expect(expected == -25_567 + 401 * 365 + 97)
  }

  @Test(arguments: Seeded.seeds(1..<5)) func `what a clock shows can be read back`(seed: Int) throws {
    var random = Seeded(seed)
    for _ in 0..<5_000 {
      let (year, month) = (random.number(10_000), 1 + random.number(12))
      let day = 1 + random.number(CivilTime.days(inMonth: month, year: year))
      let (hour, minute, second) = (random.number(24), random.number(60), random.number(60))
      let time = try #require(
        CivilTime(
          year: year, month: month, day: day, hour: hour, minute: minute, second: second,
          millisecond: random.number(1000)))
      let text = Instant(ms: time.localMs).iso8601
      let rule = try #require(TimestampRule("%Y-%m-%dT%H:%M:%S.%f"))
      let bytes = Array(text.utf8)
      #expect(text.utf8.count == 24, "seed \(seed): \(text)")
      #expect(rule.read(RawSpan(_elements: bytes.span), stamp: 0..<23) == time, "seed \(seed): \(text)")
      #expect(text.hasPrefix(Instant(ms: time.localMs).date))
      #expect(text.dropFirst(11).hasPrefix(Instant(ms: time.localMs).timeOfDay))
    }
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"),
      (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
      (1_445_500_000_500, "2015-10-22T07:46:40.500Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
      // An offset can lead out of the years that a log can name.
      (-62_167_219_200_001, "-0001-12-31T23:59:59.999Z"), (253_402_300_800_000, "10000-01-01T00:00:00.000Z"),
    ] as [(Int64, String)])
  func `an instant has one name`(ms: Int64, text: String) {
    #expect(Instant(ms: ms).iso8601 == text)
  }

  @Test(arguments: [(7, 3, 2), (-7, 3, -3), (-6, 3, -2), (0, 3, 0), (-1, 900, -1)])
  func `division rounds down`(number: Int, divisor: Int, expected: Int) {
    #expect(number.quotientRoundedDown(by: divisor) == expected)
  }
}
