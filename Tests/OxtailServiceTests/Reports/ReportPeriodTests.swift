import LogPipeline
import Testing

@testable import OxtailService

struct ReportPeriodTests {
  private static func instant(_ month: Int, _ day: Int, _ hour: Int = 0) -> Instant {
    Instant(ms: CivilTime(year: 2026, month: month, day: day, hour: hour)?.localMs ?? 0)
  }

  private static let berlin = ZoneTable.zone(named: "Europe/Berlin")?.rule ?? .utc

  @Test(
    arguments: [
      (ReportPeriod.Unit.day, instant(5, 17, 10), "2026-05-17", "2026-05-18"),
      (.week, instant(5, 17, 10), "2026-05-11", "2026-05-18"), (.week, instant(5, 18), "2026-05-18", "2026-05-25"),
      (.month, instant(5, 17), "2026-05-01", "2026-06-01"), (.month, instant(12, 31, 23), "2026-12-01", "2027-01-01"),
    ])
  func `a unit is the one in which the time lies`(unit: ReportPeriod.Unit, time: Instant, since: String, until: String)
  {
    let period = ReportPeriod(unit, around: time, zone: .utc)
    #expect(period.since.iso8601 == since + "T00:00:00.000Z")
    #expect(period.until.iso8601 == until + "T00:00:00.000Z")
  }

  @Test func `the last whole one ends where the current one begins`() {
    for unit in ReportPeriod.Unit.allCases {
      let now = Self.instant(5, 17, 10)
      let (last, current) = (
        ReportPeriod(lastWhole: unit, before: now, zone: Self.berlin),
        ReportPeriod(unit, around: now, zone: Self.berlin)
      )
      #expect(last.until == current.since)
    }
  }

  /// In Berlin 29 March has 23 hours and 25 October 25.
  @Test(arguments: [(3, 29, 23), (10, 25, 25), (5, 17, 24)])
  func `a day has the hours that its zone gives it`(month: Int, day: Int, hours: Int) {
    let period = ReportPeriod(.day, around: Self.instant(month, day, 12), zone: Self.berlin)
    #expect(period.parts.count == hours)
    #expect(period.until - period.since == Int64(hours) * 3_600_000)
    for (index, start) in period.parts.enumerated() {
      #expect(period.part(of: start) == index)
      #expect(index == 0 || period.part(of: Instant(ms: start.ms - 1)) == index - 1)
    }
  }

  @Test func `a month has its days, whatever clock changes in it`() {
    let period = ReportPeriod(.month, around: Self.instant(10, 10), zone: Self.berlin)
    #expect(period.hasDays)
    #expect(period.parts.count == 31)
    #expect(period.part(of: period.until) == nil)
    #expect(period.part(of: Instant(ms: period.since.ms - 1)) == nil)
  }

  @Test func `a long time has no more parts than can be drawn`() {
    let period = ReportPeriod(since: Self.instant(1, 1, 7), until: Self.instant(12, 31, 9), zone: Self.berlin)
    #expect((31...63).contains(period.parts.count))
    #expect(period.parts == period.parts.sorted())
  }
}
