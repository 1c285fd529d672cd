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
    answers.add(try event(0))
    #expect(answers.news(facts).count == 2, "a failure and its incident")
    #expect(answers.news(facts).isEmpty)
    #expect(answers.saidOccurrences.count == 1)
    for number in 1...TailAnswers.eventsMax { answers.add(try event(number)) }
    #expect(answers.events.count == TailAnswers.eventsMax * 3 / 4 + 1)
    #expect(answers.saidOccurrences.isEmpty)
    // A record that grew stays where it is, also after others were forgotten.
    for number in [TailAnswers.eventsMax - 7, TailAnswers.eventsMax] {
      var grown = try event(number)
      grown.event.position.byteCount += 100
      answers.add(grown)
      #expect(answers.events.count == TailAnswers.eventsMax * 3 / 4 + 1)
      let index = number - TailAnswers.eventsMax / 4
      #expect(answers.events[index].event.position.byteCount == grown.event.position.byteCount)
    }
  }
}
