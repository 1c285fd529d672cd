import TestSupport
import Testing

@testable import LogPipeline

@Suite struct SourceClockTests {
  @Test func `a head that carries its offset needs nothing else`() {
    var clock = SourceClock(configured: ZoneRule(initialOffsetMinutes: 540))
    clock.observe(head("2015-10-15 09:52:33", offset: 120), at: 0)
    #expect(clock.knowledge == .head)
    #expect(clock.rule == ZoneRule(initialOffsetMinutes: 120))
    #expect(utc("2015-10-15 09:52:33", offset: 120, by: clock) == "2015-10-15 07:52:33")
  }

  @Test func `a configured zone wins over the request's id`() {
    var clock = SourceClock(configured: ZoneRule(initialOffsetMinutes: 540))
    clock.observe(head("2015-10-15 09:52:33", request: "2015-10-15 07:52:33"), at: 0)
    #expect(clock.knowledge == .configured)
    #expect(clock.rule == ZoneRule(initialOffsetMinutes: 540))
    #expect(utc("2015-10-15 09:52:33", by: clock) == "2015-10-15 00:52:33")
  }

  @Test func `what nothing tells is assumed: UTC, or the zone of another log`() {
    var clock = SourceClock(configured: nil)
    clock.observe(head("2015-10-15 09:52:33"), at: 0)
    #expect(clock.knowledge == .assumed)
    #expect(utc("2015-10-15 09:52:33", by: clock) == "2015-10-15 09:52:33")
    clock.assume(ZoneRuleTests.berlin)
    #expect(clock.knowledge == .assumed)
    #expect(utc("2015-10-15 09:52:33", by: clock) == "2015-10-15 07:52:33")
  }

  @Test func `a head without a time tells nothing`() {
    var clock = SourceClock(configured: nil)
    clock.observe(RecordHead(layout: 0, time: nil, level: .error, messageStart: 0, requestStart: 1_445_500_000), at: 0)
    #expect(clock.knowledge == .assumed)
  }

  @Test(arguments: [
    // Reading, the request's second, the offset.
    ("2021-12-19 13:58:02", "2021-12-19 12:58:02", 60, "at once"),
    ("2021-12-19 13:58:02", "2021-12-19 12:58:01", 60, "a second later"),
    ("2021-12-19 13:58:02", "2021-12-19 12:58:03", 60, "the id a second ahead"),
    ("2021-12-19 13:58:02", "2021-12-19 12:54:00", 60, "four minutes later"),
    ("2021-12-19 12:58:02", "2021-12-19 12:58:02", 0, "UTC"),
    ("2021-12-19 04:58:02", "2021-12-19 12:58:00", -480, "behind UTC"),
    ("2021-12-19 09:28:02", "2021-12-19 12:57:59", -210, "half an hour, behind"),
    ("2021-12-19 18:28:02", "2021-12-19 12:58:01", 330, "half an hour, ahead"),
    ("2021-12-19 18:43:02", "2021-12-19 12:58:00", 345, "three quarters"),
    ("2021-12-20 00:58:02", "2021-12-19 12:58:01", 720, "the next day"),
    ("2021-12-19 23:58:02", "2021-12-20 11:58:00", -720, "the day before"),
  ])
  func `the request's id tells the zone`(reading: String, request: String, offset: Int, comment: String) {
    var clock = SourceClock(configured: nil)
    clock.observe(head(reading, request: request), at: 0)
    #expect(clock.knowledge == .uniqid, "\(comment)")
    #expect(clock.rule == ZoneRule(initialOffsetMinutes: offset), "\(comment)")
    let known = clock.instant(of: CivilTime(localMs: instant(reading).ms))
    #expect(known.ms == instant(reading).ms - Int64(offset) * 60_000, "\(comment)")
  }

  @Test(arguments: ["2021-12-19 12:47:00", "2021-12-19 12:52:00", "2021-12-18 12:00:00"])
  func `a request that ran for long says nothing`(request: String) {
    var clock = SourceClock(configured: nil)
    clock.observe(head("2021-12-19 13:58:02", request: request), at: 0)
    #expect(clock.knowledge == .assumed)
  }

  @Test func `a request that happens to end a quarter of an hour later does not move the zone`() {
    for position in 0..<4 {
      var clock = SourceClock(configured: nil)
      for step in 0..<4 {
        var head = head("2021-12-19 13:\(10 + step * 5):02", request: "2021-12-19 12:\(10 + step * 5):01")
        if step == position { head.requestStart? -= 16 * 60 }
        clock.observe(head, at: 0)
      }
      #expect(clock.knowledge == .uniqid)
      #expect(clock.rule == ZoneRule(initialOffsetMinutes: 60), "long request at \(position)")
      for step in 0..<5 {
        #expect(
          utc("2021-12-19 13:\(10 + step * 5):02", by: clock) == "2021-12-19 12:\(10 + step * 5):02",
          "long request at \(position)")
      }
    }
  }

  @Test func `a clock that is changed in autumn is followed`() {
    var clock = SourceClock(configured: nil)
    for minute in [10, 30] {
      clock.observe(head("2015-10-25 01:\(minute):00", request: "2015-10-24 23:\(minute):00"), at: 0)
    }
    for minute in [10, 30] {
      clock.observe(head("2015-10-25 03:\(minute):00", request: "2015-10-25 02:\(minute):00"), at: 0)
    }
    #expect(utc("2015-10-25 01:30:00", by: clock) == "2015-10-24 23:30:00")
    #expect(utc("2015-10-25 03:30:00", by: clock) == "2015-10-25 02:30:00")
    #expect(clock.rule == ZoneRule(initialOffsetMinutes: 60))
  }

  @Test func `a clock that is changed in spring is followed`() {
    var clock = SourceClock(configured: nil)
    for minute in [10, 30] {
      clock.observe(head("2015-03-29 01:\(minute):00", request: "2015-03-29 00:\(minute):00"), at: 0)
    }
    for minute in [10, 30] {
      clock.observe(head("2015-03-29 03:\(minute):00", request: "2015-03-29 01:\(minute):00"), at: 0)
    }
    #expect(utc("2015-03-29 01:30:00", by: clock) == "2015-03-29 00:30:00")
    #expect(utc("2015-03-29 03:10:00", by: clock) == "2015-03-29 01:10:00")
    #expect(clock.rule == ZoneRule(initialOffsetMinutes: 120))
  }

  @Test func `a file whose heads carry an offset in part lends it to the others`() {
    var clock = SourceClock(configured: nil)
    clock.observe(head("2015-10-15 09:52:33"), at: 0)
    clock.observe(head("2015-10-15 09:52:34", offset: 120), at: 0)
    #expect(utc("2015-10-15 09:52:33", by: clock) == "2015-10-15 07:52:33")
  }

  /// A clock that goes back within an hour of the night, and not elsewhere.
  @Test(arguments: [
    (["01:40:15", "02:47:30", "02:20:12", "03:05:00"], [0, 0, 1, 0]),
    // Requests do not end in the order in which they began.
    (["02:20:12", "02:20:05", "02:10:05", "03:05:00"], [0, 0, 0, 0]),
    // It is a whole hour of the clock that comes again.
    (["02:10:12", "01:50:00", "02:05:00"], [0, 0, 0]),
    // The second half goes on beyond the last reading of the first.
    (["02:10:00", "02:47:30", "02:20:12", "02:55:00", "03:05:00"], [0, 0, 1, 1, 0]),
  ])
  func `the hour that comes twice is told by the order of the records`(readings: [String], isRepeated: [Int]) {
    // Berlin.
    let rule = ZoneRule(
      initialOffsetMinutes: 120, transitions: [.init(at: instant("2025-10-26 01:00:00"), offsetMinutes: 60)])
    var clock = SourceClock(configured: rule)
    var told: [Int] = []
    for (offset, reading) in readings.enumerated() {
      clock.observe(head("2025-10-26 \(reading)"), at: offset)
    }
    for (offset, reading) in readings.enumerated() {
      let time = CivilTime(localMs: instant("2025-10-26 \(reading)").ms)
      told.append(Int(clock.instant(of: time, requestStart: nil, at: offset) - clock.instant(of: time)) / 3_600_000)
    }
    #expect(told == isRepeated)
  }

  /// What stays unknown where nothing shows where the second half begins.
  @Test(
    arguments: [
      (["01:40:15", "02:47:30", "03:05:00"], nil, [false, true, false]),
      (["01:40:15", "02:47:30", "02:20:12", "03:05:00"], nil, [false, false, false, false]),
      // Less than a quarter of an hour back may be requests that ended in another order.
      (["02:25:12", "02:20:05"], nil, [true, true]),
      // The id of Plesk's request is a clock of its own.
      (["01:40:15", "02:47:30", "03:05:00"], "2025-10-26 01:47:29", [false, false, false]),
    ] as [([String], String?, [Bool])])
  func `an hour that stays ambiguous is known as such`(readings: [String], request: String?, isAmbiguous: [Bool]) {
    let rule = ZoneRule(
      initialOffsetMinutes: 120, transitions: [.init(at: instant("2025-10-26 01:00:00"), offsetMinutes: 60)])
    var configured = SourceClock(configured: rule)
    var borrowed = SourceClock(configured: nil)
    borrowed.assume(rule)
    for (offset, reading) in readings.enumerated() {
      configured.observe(head("2025-10-26 \(reading)"), at: offset)
      borrowed.observe(head("2025-10-26 \(reading)"), at: offset)
    }
    for clock in [configured, borrowed] {
      let told = readings.enumerated().map { offset, reading in
        clock.isAmbiguous(
          CivilTime(localMs: instant("2025-10-26 \(reading)").ms),
          requestStart: reading == "02:47:30" ? request.map { instant($0).ms / 1000 } : nil, at: offset)
      }
      #expect(told == isAmbiguous)
    }
    // The second one, where the id says so.
    guard let request else { return }
    let second = configured.instant(
      of: CivilTime(localMs: instant("2025-10-26 02:47:30").ms), requestStart: instant(request).ms / 1000, at: 1)
    #expect(second == instant("2025-10-26 01:47:30"))
  }

  private func head(_ reading: String, offset: Int? = nil, request: String? = nil) -> RecordHead {
    RecordHead(
      layout: 0, time: CivilTime(localMs: instant(reading).ms, offsetMinutes: offset), level: .error, messageStart: 0,
      requestStart: request.map { instant($0).ms / 1000 })
  }

  private func utc(_ reading: String, offset: Int? = nil, by clock: SourceClock) -> String {
    let point = clock.instant(of: CivilTime(localMs: instant(reading).ms, offsetMinutes: offset))
    return "\(point.date) \(point.timeOfDay)"
  }
}
