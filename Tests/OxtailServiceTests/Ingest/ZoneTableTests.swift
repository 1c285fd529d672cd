import Foundation
import LogPipeline
import OxtailService
import TestSupport
import Testing

struct ZoneTableTests {
  private static func instant(_ iso: String) -> Instant {
    let date = try? Date(iso, strategy: .iso8601)
    return Instant(ms: Int64((date?.timeIntervalSince1970 ?? 0) * 1000))
  }

  @Test(arguments: [
    ("UTC", "2022-07-01T00:00:00Z", 0), ("Europe/Berlin", "2022-01-01T00:00:00Z", 60),
    ("Europe/Berlin", "2022-07-01T00:00:00Z", 120),
    // To the second: the clocks go at 01:00 UTC.
    ("Europe/Berlin", "2022-03-27T00:59:59Z", 60), ("Europe/Berlin", "2022-03-27T01:00:00Z", 120),
    ("Europe/Berlin", "2022-10-30T00:59:59Z", 120), ("Europe/Berlin", "2022-10-30T01:00:00Z", 60),
    ("America/St_Johns", "2022-07-01T00:00:00Z", -150), ("Australia/Lord_Howe", "2022-07-01T00:00:00Z", 630),
    ("Australia/Lord_Howe", "2022-01-01T00:00:00Z", 660), ("Asia/Kathmandu", "2022-01-01T00:00:00Z", 345),
    // A zone that changed its mind.
    ("Europe/Moscow", "2012-01-01T00:00:00Z", 240), ("Europe/Moscow", "2015-01-01T00:00:00Z", 180),
    ("+02:00", "2022-01-01T00:00:00Z", 120), ("-0330", "2022-01-01T00:00:00Z", -210),
    ("+14", "2022-01-01T00:00:00Z", 840),
  ])
  func `a zone has the offset that it has at the time`(name: String, time: String, offset: Int) throws {
    let zone = try #require(ZoneTable.zone(named: name))
    #expect(zone.name == name)
    #expect(zone.rule.offsetMinutes(at: Self.instant(time)) == offset)
  }

  @Test(arguments: ["", "Berlin", "Europe/Nowhere", "+1", "+123", "+19:00", "+02:60", "+0b:00", "02:00", "+"])
  func `what is no zone is none`(name: String) {
    #expect(ZoneTable.zone(named: name) == nil)
  }

  @Test(arguments: Seeded.seeds(0..<20))
  func `at any time from 2010 to 2040 the table says what the system says`(seed: Int) throws {
    var random = Seeded(seed)
    for _ in 0..<50 {
      let name = random.pick(TimeZone.knownTimeZoneIdentifiers)
      let zone = try #require(ZoneTable.zone(named: name))
      let seconds = 1_262_304_000 + random.number(30 * 365 * 86_400)
      let expected = TimeZone(identifier: name)?.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      #expect(
        zone.rule.offsetMinutes(at: Instant(ms: Int64(seconds) * 1000)) == expected.map { $0 / 60 },
        "\(name) at \(seconds), OXTAIL_SEED=\(seed)")
    }
  }

  @Test(arguments: [
    // Spring: the hour that does not exist; autumn: the hour that comes twice, read as the first of them.
    ("2022-03-27 03:30:00", "2022-03-27T01:30:00.000Z"), ("2022-10-30 01:30:00", "2022-10-29T23:30:00.000Z"),
    ("2022-10-30 03:30:00", "2022-10-30T02:30:00.000Z"), ("2022-06-01 12:00:00", "2022-06-01T10:00:00.000Z"),
    ("2022-12-01 12:00:00", "2022-12-01T11:00:00.000Z"),
  ])
  func `a log of a zone with summer time is dated by it`(stamp: String, utc: String) throws {
    let directory = try TemporaryDirectory()
    try directory.write("panel.log", "[\(stamp)] ERR [panel] text\n")
    let answer = try scanned([""], below: directory.path) {
      $0.zones = [
        GlobRule(glob: "panel.log", value: ZoneTable.zone(named: "Europe/Berlin") ?? NamedZone(name: "", rule: .utc))
      ]
    }
    let source = try #require(answer.list("sources").first)
    #expect(source["first"]?.string == utc)
    #expect(source["offset_from"]?.string == "configured")
  }
}
