import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

struct TailAnswersTests {
  private let read: SourceRead

  init() {
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    var read = SourceRead(file: "plesk1/panel.log", side: .plesk, index: 0)
    var framer = RecordFramer(layouts: Shipped.catalogue.layouts.restricted(to: .plesk, family: nil))
    let bytes = Array((LogTexts.report("10:00:00") + LogTexts.panelNoise("10:00:01")).utf8)
    read.take(RawSpan(_elements: bytes.span), &framer, &recogniser)
    self.read = read
  }

  /// Records of one failure each, some minutes apart.
  private func event(_ number: Int) throws -> DatedEvent {
    var dated = try #require(read.datedEvents.first)
    dated.event.position.offset = number
    dated.time = dated.time + Int64(number) * 600_000
    return dated
  }

  @Test func `what is said and what is kept is of the newest records`() throws {
    let facts = LogFamily.families(of: [read]).map(\.facts)
    var answers = TailAnswers(catalogue: Shipped.catalogue, stated: StatedEstate())
    answers.add(try event(0), nowMs: 0)
    #expect(answers.news(facts, nowMs: nil).count == 2, "a failure and its incident")
    #expect(answers.news(facts, nowMs: nil).isEmpty)
    #expect(answers.saidOccurrences.count == 1)
    for number in 1...TailAnswers.eventsMax { answers.add(try event(number), nowMs: 0) }
    #expect(answers.events.count == TailAnswers.eventsMax * 3 / 4 + 1)
    #expect(answers.saidOccurrences.isEmpty)
    // A record that grew stays where it is, also after others were forgotten.
    for number in [TailAnswers.eventsMax - 7, TailAnswers.eventsMax] {
      var grown = try event(number)
      grown.event.position.byteCount += 100
      answers.add(grown, nowMs: 0)
      #expect(answers.events.count == TailAnswers.eventsMax * 3 / 4 + 1)
      let index = number - TailAnswers.eventsMax / 4
      #expect(answers.events[index].event.position.byteCount == grown.event.position.byteCount)
    }
  }

  // MARK: Waiting for the other side

  private static func reading(_ text: String, _ side: Side, _ index: Int) -> SourceRead {
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    var read = SourceRead(file: "\(side)\(index)/log", side: side, index: index)
    var framer = RecordFramer(layouts: Shipped.catalogue.layouts.restricted(to: side, family: nil))
    let bytes = Array(text.utf8)
    read.take(RawSpan(_elements: bytes.span), &framer, &recogniser)
    return read
  }

  private static func words(_ news: [TailNews]) -> [String] {
    news.map {
      switch $0 {
      case .failure(let occurrence, _): occurrence.link == nil ? "failure" : "pair"
      case .incident: "incident"
      default: "other"
      }
    }
  }

  /// Plesk's record comes four tenths of a second after Open-Xchange's.
  @Test func `a failure of Open-Xchange's waits for Plesk's record of it`() throws {
    let failures = LogTexts.failure("10:00:00").joined() + LogTexts.noise("10:00:01")
    let openXchange = Self.reading(failures, .openXchange, 0)
    let plesk = Self.reading(LogTexts.report("10:00:00") + LogTexts.panelNoise("10:00:01"), .plesk, 1)
    let facts = LogFamily.families(of: [openXchange, plesk]).map(\.facts)
    let (failure, report) = try (#require(openXchange.datedEvents.first), #require(plesk.datedEvents.first))

    var answers = TailAnswers(catalogue: Shipped.catalogue, stated: StatedEstate())
    answers.add(failure, nowMs: 1_000)
    #expect(answers.news(facts, nowMs: 1_200).isEmpty)
    #expect(answers.isWaiting && !answers.isDue(3_999) && answers.isDue(4_000))
    answers.add(report, nowMs: 1_400)
    let told = Self.words(answers.news(facts, nowMs: 1_600)) + Self.words(answers.news(facts, nowMs: 4_000))
    #expect(told == ["pair", "incident"])
    #expect(!answers.isWaiting)

    // Alone, at the end, and where only Open-Xchange's log is read.
    var alone = TailAnswers(catalogue: Shipped.catalogue, stated: StatedEstate())
    alone.add(failure, nowMs: 1_000)
    #expect(alone.news(facts, nowMs: 3_999).isEmpty)
    #expect(Self.words(alone.news(facts, nowMs: 4_000)) == ["failure", "incident"])
    alone.add(report, nowMs: 5_000)
    #expect(Self.words(alone.news(facts, nowMs: 9_000)) == ["pair"], "the incident was said")
    for (sources, now) in [(facts, Int?.none), (facts.filter { $0.side == .openXchange }, 1_000)] {
      var answers = TailAnswers(catalogue: Shipped.catalogue, stated: StatedEstate())
      answers.add(failure, nowMs: 1_000)
      #expect(Self.words(answers.news(sources, nowMs: now)) == ["failure", "incident"])
    }
  }

  /// While Plesk's record of the second failure is on its way, Open-Xchange's looks like the partner of the first one.
  @Test func `an incident that looked like another one for a moment is not told again`() throws {
    let unknown =
      "[2017-09-19 10:00:00] ERR [panel] Configuration of Open-Xchange for u.example failed: SoapFault exception: [soap:Server] Nobody knows this\n"
    let failures = LogTexts.failure("10:00:03").joined() + LogTexts.noise("10:00:09")
    let openXchange = Self.reading(failures, .openXchange, 0)
    let plesk = Self.reading(unknown + LogTexts.report("10:00:03") + LogTexts.panelNoise("10:00:09"), .plesk, 1)
    let facts = LogFamily.families(of: [openXchange, plesk]).map(\.facts)
    try #require(plesk.datedEvents.count == 2)
    var answers = TailAnswers(catalogue: Shipped.catalogue, stated: StatedEstate())
    answers.add(plesk.datedEvents[0], nowMs: 0)
    #expect(Self.words(answers.news(facts, nowMs: 200)) == ["failure", "incident"])
    answers.add(try #require(openXchange.datedEvents.first), nowMs: 3_000)
    #expect(answers.news(facts, nowMs: 3_200).isEmpty)
    answers.add(plesk.datedEvents[1], nowMs: 3_500)
    let told = Self.words(answers.news(facts, nowMs: 3_700)) + Self.words(answers.news(facts, nowMs: 6_000))
    #expect(told == ["pair", "incident"])
  }
}
