import TestSupport
import Testing

@testable import LogPipeline

@Suite struct TimestampRuleTests {
  static let iso = "%Y-%m-%d %H:%M:%S"
  static let long = "%Y-%m-%d %H:%M:%S,%f%z"
  static let jul = "%b %d, %Y %H:%M:%S %p"

  @Test(
    arguments: [
      (iso, "2017-09-19 12:29:41", "2017-09-19T12:29:41.000Z", nil),
      (iso, "2017-09-19T12:29:41", "2017-09-19T12:29:41.000Z", nil),
      (iso, "2017-9-1 2:9:1", "2017-09-01T02:09:01.000Z", nil),
      (iso, "2017-09-19 12:29:41 and what follows", "2017-09-19T12:29:41.000Z", nil),
      (iso, "2016-02-29 23:59:59", "2016-02-29T23:59:59.000Z", nil),
      (iso, "2000-02-29 00:00:00", "2000-02-29T00:00:00.000Z", nil),
      (iso, "2016-12-31 23:59:60", "2017-01-01T00:00:00.000Z", nil),
      (iso, "0000-01-01 00:00:00", "0000-01-01T00:00:00.000Z", nil),
      (iso, "9999-12-31 23:59:59", "9999-12-31T23:59:59.000Z", nil),
      (long, "2020-05-21T11:58:37,985+0200", "2020-05-21T11:58:37.985Z", 120),
      (long, "2020-05-21T11:58:37,9-02", "2020-05-21T11:58:37.900Z", -120),
      (long, "2020-05-21T11:58:37,98-03:30", "2020-05-21T11:58:37.980Z", -210),
      (long, "2020-05-21T11:58:37,9859Z", "2020-05-21T11:58:37.985Z", 0),
      (long, "2020-05-21T11:58:37,000000001+0545", "2020-05-21T11:58:37.000Z", 345),
      (long, "2020-05-21T11:58:37,123456789+1800", "2020-05-21T11:58:37.123Z", 1080),
      (long, "2020-05-21T11:58:37,0-0030", "2020-05-21T11:58:37.000Z", -30),
      // A 12-hour clock.
      (jul, "Nov 23, 2013 7:55:06 PM", "2013-11-23T19:55:06.000Z", nil),
      (jul, "Nov 23, 2013 7:55:06 AM", "2013-11-23T07:55:06.000Z", nil),
      (jul, "Nov 23, 2013 12:00:00 AM", "2013-11-23T00:00:00.000Z", nil),
      (jul, "Nov 23, 2013 12:00:00 PM", "2013-11-23T12:00:00.000Z", nil),
      (jul, "Nov 23, 2013 11:59:59 PM", "2013-11-23T23:59:59.000Z", nil),
      // A 24-hour clock that kept its AM and PM.
      (jul, "Nov 23, 2013 19:53:41 PM", "2013-11-23T19:53:41.000Z", nil),
      (jul, "Nov 23, 2013 0:53:41 AM", "2013-11-23T00:53:41.000Z", nil),
      (jul, "Nov 23, 2013 13:53:41 PM", "2013-11-23T13:53:41.000Z", nil),
      (jul, "Nov 23, 2013 23:53:41 PM", "2013-11-23T23:53:41.000Z", nil),
      // Months.
      (jul, "January 2, 2013 7:55:06 AM", "2013-01-02T07:55:06.000Z", nil),
      (jul, "feb 2, 2013 7:55:06 AM", "2013-02-02T07:55:06.000Z", nil),
      (jul, "MAR 2, 2013 7:55:06 AM", "2013-03-02T07:55:06.000Z", nil),
      (jul, "Apr. 2, 2013 7:55:06 AM", "2013-04-02T07:55:06.000Z", nil),
      (jul, "May 2, 2013 7:55:06 AM", "2013-05-02T07:55:06.000Z", nil),
      (jul, "June 2, 2013 7:55:06 AM", "2013-06-02T07:55:06.000Z", nil),
      (jul, "July 2, 2013 7:55:06 AM", "2013-07-02T07:55:06.000Z", nil),
      (jul, "Aug 2, 2013 7:55:06 AM", "2013-08-02T07:55:06.000Z", nil),
      (jul, "Sept. 2, 2013 7:55:06 AM", "2013-09-02T07:55:06.000Z", nil),
      (jul, "Oct 2, 2013 7:55:06 AM", "2013-10-02T07:55:06.000Z", nil),
      (jul, "December 2, 2013 7:55:06 AM", "2013-12-02T07:55:06.000Z", nil),
    ] as [(String, String, String, Int?)])
  func `a time is read`(format: String, text: String, expected: String, offset: Int?) throws {
    let time = try #require(try read(text, by: format))
    #expect(Instant(ms: time.localMs).iso8601 == expected)
    #expect(time.offsetMinutes == offset)
  }

  @Test(arguments: [
    (iso, "2017-13-01 00:00:00"), (iso, "2017-00-01 00:00:00"), (iso, "2017-01-00 00:00:00"),
    (iso, "2017-04-31 00:00:00"), (iso, "2017-02-29 00:00:00"), (iso, "1900-02-29 00:00:00"),
    (iso, "2017-01-32 00:00:00"), (iso, "2017-01-01 24:00:00"), (iso, "2017-01-01 00:60:00"),
    (iso, "2017-01-01 00:00:61"), (iso, "2017-01-01"), (iso, "2017-01-01 00:00:"), (iso, ""), (iso, "x"),
    (iso, "2017-01-01_00:00:00"), (iso, "20171-01-01 00:00:00"), (iso, "-2017-01-01 00:00:00"),
    (long, "2020-05-21T11:58:37,985"), (long, "2020-05-21T11:58:37,+0200"), (long, "2020-05-21T11:58:37,985+1900"),
    (long, "2020-05-21T11:58:37,985+0260"), (long, "2020-05-21T11:58:37,985 +0200"),
    (long, "2020-05-21T11:58:37.985+0200"),
    (jul, "Now 23, 2013 7:55:06 PM"), (jul, "No 23, 2013 7:55:06 PM"), (jul, "Nov 31, 2013 7:55:06 PM"),
    (jul, "Nov 23, 2013 24:00:00 PM"), (jul, "Nov 23, 2013 7:55:06"), (jul, "Nov 23, 2013 7:55:06 XM"),
    (jul, "Nov 23, 2013 7:55:06 A"), (jul, "11 23, 2013 7:55:06 PM"),
  ])
  func `what is no time is not read`(format: String, text: String) throws {
    #expect(try read(text, by: format) == nil)
  }

  @Test func `a stamp, a fraction, an offset and half of the day may lie apart`() throws {
    let rule = try #require(TimestampRule("%H:%M:%S"))
    let bytes = Array("7:55:06 .25 PM -0330".utf8)
    let time = rule.read(
      RawSpan(_elements: bytes.span), stamp: 0..<7, fraction: 9..<11, offset: 15..<20, meridiem: 12..<14)
    #expect(
      time
        == CivilTime(
          year: 1970, month: 1, day: 1, hour: 19, minute: 55, second: 6, millisecond: 250, offsetMinutes: -210))
    // An empty capture says nothing; one that cannot be read spoils the time.
    #expect(rule.read(RawSpan(_elements: bytes.span), stamp: 0..<7, fraction: 3..<3)?.localMs == 28_506_000)
    #expect(rule.read(RawSpan(_elements: bytes.span), stamp: 0..<7, fraction: 12..<14) == nil)
  }

  @Test(arguments: ["%", "%Q", "%Y-%", "%y", "%%"]) func `an unknown directive makes no rule`(format: String) {
    #expect(TimestampRule(format) == nil)
  }

  @Test(arguments: Seeded.seeds(1..<9)) func `no bytes make a rule trap`(seed: Int) throws {
    var random = Seeded(seed)
    let rules = try [Self.iso, Self.long, Self.jul].map { try #require(TimestampRule($0)) }
    let parts = ["2017", "-", "09", " ", "T", ":", ",", "+", "99", "Nov", "PM", "Z", "é", "\u{0}"].map {
      Array($0.utf8)
    }
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<random.number(16) { bytes += random.pick(parts) }
      for rule in rules {
        if let time = rule.read(RawSpan(_elements: bytes.span), stamp: 0..<bytes.count) {
          #expect(abs(time.localMs) < 400_000_000_000_000, "seed \(seed)")
        }
      }
    }
  }

  private func read(_ text: String, by format: String) throws -> CivilTime? {
    let bytes = Array(text.utf8)
    let rule = try #require(TimestampRule(format))
    return rule.read(RawSpan(_elements: bytes.span), stamp: 0..<bytes.count)
  }
}
