import TestSupport
import Testing

@testable import LogPipeline

@Suite struct ZoneRuleTests {
  /// Summer time from the last Sunday of March to that of October 2015.
  static let berlin = ZoneRule(
    initialOffsetMinutes: 60,
    transitions: [
      ZoneRule.Transition(at: instant("2015-03-29 01:00:00"), offsetMinutes: 120),
      ZoneRule.Transition(at: instant("2015-10-25 01:00:00"), offsetMinutes: 60),
    ])

  @Test(arguments: [
    ("2015-03-29 01:59:59", "2015-03-29 00:59:59", "the last second of winter"),
    ("2015-03-29 02:00:00", "2015-03-29 01:00:00", "missing: as if the clock had not been changed yet"),
    ("2015-03-29 02:59:59", "2015-03-29 01:59:59", "missing"),
    ("2015-03-29 03:00:00", "2015-03-29 01:00:00", "the first second of summer"),
    ("2015-07-01 12:00:00", "2015-07-01 10:00:00", "summer"),
    ("2015-10-25 01:59:59", "2015-10-24 23:59:59", "before the repeated hour"),
    ("2015-10-25 02:00:00", "2015-10-25 00:00:00", "repeated: the first of the two"),
    ("2015-10-25 02:59:59", "2015-10-25 00:59:59", "repeated"),
    ("2015-10-25 03:00:00", "2015-10-25 02:00:00", "after the repeated hour"),
    ("2015-12-24 18:00:00", "2015-12-24 17:00:00", "winter"),
    ("1999-12-24 18:00:00", "1999-12-24 17:00:00", "before all that is known"),
  ])
  func `a reading has one instant`(reading: String, utc: String, comment: String) {
    #expect(Self.berlin.instant(localMs: instant(reading).ms) == instant(utc), "\(comment)")
  }

  @Test(arguments: [
    ("2015-03-29 00:59:59", 60), ("2015-03-29 01:00:00", 120), ("2015-10-25 00:59:59", 120),
    ("2015-10-25 01:00:00", 60),
  ])
  func `the offset changes with the transition`(utc: String, offset: Int) {
    #expect(Self.berlin.offsetMinutes(at: instant(utc)) == offset)
  }

  @Test(arguments: Seeded.seeds(1..<4)) func `an instant is found again by what the clock showed`(seed: Int) {
    var random = Seeded(seed)
    let start = instant("2015-01-01 00:00:00").ms
    for _ in 0..<5_000 {
      let point = Instant(ms: start + Int64(random.number(365 * 86_400)) * 1000)
      let offset = Self.berlin.offsetMinutes(at: point)
      let again = Self.berlin.instant(localMs: point.ms + Int64(offset) * 60_000)
      // Only the second of two equal hours is taken for the first.
      let isRepeated = point >= instant("2015-10-25 01:00:00") && point < instant("2015-10-25 02:00:00")
      #expect(again.ms == point.ms - (isRepeated ? 3_600_000 : 0), "seed \(seed): \(point.iso8601)")
    }
  }

  @Test func `a rule without transitions is a distance`() {
    #expect(ZoneRule.utc.instant(localMs: 5) == Instant(ms: 5))
    #expect(ZoneRule(initialOffsetMinutes: -210).instant(localMs: 0) == Instant(ms: 12_600_000))
  }
}

/// `2015-10-15 07:52:33`, read as UTC.
func instant(_ text: String) -> Instant {
  let bytes = Array(text.utf8)
  let time = TimestampRule("%Y-%m-%d %H:%M:%S")?.read(RawSpan(_elements: bytes.span), stamp: 0..<bytes.count)
  return Instant(ms: time?.localMs ?? .min)
}
