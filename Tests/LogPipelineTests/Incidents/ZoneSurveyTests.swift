import TestSupport
import Testing

@testable import LogPipeline

/// The zone of a log that does not name it, from failures that stand on both sides.
struct ZoneSurveyTests {
  private static let host = "plesk1"
  private static let start: Int64 = 1_700_000_000_000

  private static func event(_ side: Side, _ localMs: Int64, _ text: String, offset: Int? = nil) -> Event {
    guard var event = samples.first(where: { $0.event.side == side })?.event else { preconditionFailure("no sample") }
    event.civil = CivilTime(localMs: localMs, offsetMinutes: offset)
    event.faultTexts = FaultText(RedactedText(redacted: text)).map { [$0] } ?? []
    return event
  }

  private static let samples = Estate(
    plesk: [Written.plesk17(0, Written.fault("No usable or suitable filestore found"))],
    ox: [Written.ox(0, exceptions: [Written.exception("No usable or suitable filestore found")])]
  ).events

  private struct Pair {
    var ms: Int64
    var minutes: Int
    var text: String
  }

  private static func survey(_ pairs: [Pair], skewMs: Int64 = 3_000, random: inout Seeded) -> ZoneEstimate? {
    let known = SourceClock(configured: .utc)
    let unknown = SourceClock(configured: nil)
    var events = pairs.map { (event(.openXchange, $0.ms, $0.text), "ox1", known) }
    events += pairs.map { (event(.plesk, $0.ms + skewMs + Int64($0.minutes) * 60_000, $0.text), host, unknown) }
    var survey = ZoneSurvey()
    for (event, host, clock) in events.shuffled(using: &random) { survey.add(event, host: host, clock: clock) }
    return survey.zones()[host]
  }

  private static func pairs(_ count: Int, from start: Int64 = start, minutes: Int) -> [Pair] {
    (0..<count).map {
      Pair(ms: start + Int64($0) * 700_000, minutes: minutes, text: "Context c\(start % 1000)_\($0) already exists")
    }
  }

  @Test(arguments: [0, 60, 120, -300, 330, 345, -570, 840], [-20_000, 0, 4_000] as [Int64])
  func `texts that stand once on each side show it`(minutes: Int, skewMs: Int64) throws {
    var random = Seeded(1)
    let zone = try #require(Self.survey(Self.pairs(3, minutes: minutes), skewMs: skewMs, random: &random))
    #expect(zone.steps.map(\.minutes) == [minutes])
    #expect(zone.pairs == 3)
  }

  /// Two failures before the clock is put back, and one behind.
  @Test func `where an hour comes twice, one zone is two`() throws {
    var random = Seeded(1)
    // 02:47:30 summer time, at UTC+2.
    let last = CivilTime(year: 2025, month: 10, day: 26, hour: 2, minute: 47, second: 30)?.localMs ?? 0
    let (unknown, known) = (SourceClock(configured: nil), SourceClock(configured: .utc))
    var clock = unknown
    var survey = ZoneSurvey()
    let pairs: [(localMs: Int64, minutes: Int64)] = [
      (last - 4_035_000, 120), (last, 120), (last - 1_638_000, 60), (last + 3_600_000, 60),
    ]
    for (offset, pair) in pairs.enumerated() {
      let head = RecordHead(
        layout: 0, time: CivilTime(localMs: pair.localMs), level: .error, messageStart: 0, requestStart: nil)
      clock.observe(head, at: offset)
    }
    var events: [(Event, String, SourceClock)] = []
    for (offset, pair) in pairs.enumerated() {
      var event = Self.event(.plesk, pair.localMs, "Context c\(offset) already exists")
      event.position.offset = offset
      let partner = Self.event(
        .openXchange, pair.localMs - pair.minutes * 60_000 - 2_000, "Context c\(offset) already exists")
      events += [(event, Self.host, clock), (partner, "ox1", known)]
    }
    for (event, host, clock) in events.shuffled(using: &random) { survey.add(event, host: host, clock: clock) }
    let zone = try #require(survey.zones()[Self.host])
    #expect(zone.pairs == 4)
    clock.correlate(zone)
    for (offset, pair) in pairs.enumerated() {
      let instant = clock.instant(of: CivilTime(localMs: pair.localMs), requestStart: nil, at: offset)
      #expect(instant.ms == pair.localMs - pair.minutes * 60_000, "\(offset)")
    }
  }

  @Test func `one pair of texts shows nothing`() {
    var random = Seeded(1)
    #expect(Self.survey(Self.pairs(1, minutes: 60), random: &random) == nil)
  }

  @Test func `a zone that changes is two`() throws {
    var random = Seeded(1)
    let later = Self.start + 30 * 86_400_000
    let zone = try #require(
      Self.survey(Self.pairs(6, minutes: 120) + Self.pairs(6, from: later + 1, minutes: 60), random: &random))
    #expect(zone.steps.map(\.minutes) == [120, 60])
    #expect(zone.steps[1].fromLocalMs == later + 1 + 3_000 + 60 * 60_000)
    #expect(zone.pairs == 12)
  }

  /// A thousand equal failures in an hour, at random moments.
  @Test(arguments: Seeded.seeds(0..<5))
  func `many equal texts show it too, whatever their order`(seed: Int) throws {
    var random = Seeded(seed)
    let pairs = (0..<1000).map { _ in
      Pair(ms: Self.start + Int64(random.number(3_600_000)), minutes: -300, text: "All the same text")
    }
    let zone = Self.survey(pairs, random: &random)
    #expect(zone == nil || zone?.steps.map(\.minutes) == [-300], "OXTAIL_SEED=\(seed)")
    #expect(Self.survey(pairs, random: &random) == zone, "OXTAIL_SEED=\(seed)")
  }

  @Test func `what has no partner shows nothing`() {
    var random = Seeded(1)
    let pairs = Self.pairs(20, minutes: 60)
    let known = SourceClock(configured: .utc)
    var survey = ZoneSurvey()
    for pair in pairs {
      survey.add(Self.event(.openXchange, pair.ms, pair.text), host: "ox1", clock: known)
      survey.add(
        Self.event(.plesk, Self.start + Int64(random.number(14_000_000)), pair.text), host: Self.host,
        clock: SourceClock(configured: nil))
    }
    #expect(survey.zones().isEmpty)
  }
}
