import TestSupport
import Testing

@testable import LogPipeline

/// Thousands of failures in one minute cost no more per failure than a handful: what is counted is work, not time.
struct BurstTests {
  private static let text = "Maximum number of contexts reached: 100"
  private static let count = 5_000

  /// `count` copies of a report and of its record of Open-Xchange's, spread over one minute. Plesk's have whole seconds.
  ///
  /// - Parameter delayMs: How much later Plesk writes.
  private static func burst(
    _ count: Int, delayMs: Int64 = 300, change: (Int, inout Event) -> Void = { _, _ in }
  ) -> (
    reports: [DatedEvent], failures: [DatedEvent]
  ) {
    let sample = Estate(
      plesk: [Written.plesk17(0, Written.fault(text))],
      ox: [Written.ox(0, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(text)])]
    ).events
    func copies(_ side: Side, roundMs: Int64, delayMs: Int64) -> [DatedEvent] {
      guard let first = sample.first(where: { $0.event.side == side }) else { return [] }
      return (0..<count).map { index in
        var copy = first
        let ms = Int64(index) * 60_000 / Int64(count) + delayMs
        copy.time = first.time + ms / roundMs * roundMs
        copy.event.position.offset = index * 1000
        copy.event.position.line = index
        copy.event.thread = "T\(index)"
        change(index, &copy.event)
        return copy
      }
    }
    return (copies(.plesk, roundMs: 1000, delayMs: delayMs), copies(.openXchange, roundMs: 1, delayMs: 0))
  }

  private static func failures(_ events: [DatedEvent]) -> [Failure] {
    events.map { Failure([$0], catalogue: Shipped.catalogue) }
  }

  @Test func `a report of a burst has a bounded number of candidates`() {
    let (reports, failures) = Self.burst(Self.count)
    var index = CandidateIndex(Self.failures(failures).map { Linker.Party($0) })
    var most = 0
    for report in Self.failures(reports) { most = max(most, index.candidates(for: Linker.Party(report)).count) }
    #expect(most >= 48)
    #expect(most <= 200, "\(most)")
  }

  /// All in the same second, of many texts: the n-th report of a text belongs to the n-th record of that text.
  @Test func `each report of a burst of several texts has its own record among its candidates`() {
    let texts = (0..<20).compactMap {
      FaultText(RedactedText(redacted: "Something that nobody has seen, number \($0)"))
    }
    let (reports, failures) = Self.burst(Self.count) { number, event in
      event.faultTexts = [texts[number * 7 % texts.count]]
    }
    func atOnce(_ events: [DatedEvent]) -> [DatedEvent] {
      events.map { event in
        var event = event
        event.time = Written.instant(0)
        return event
      }
    }
    var index = CandidateIndex(Self.failures(atOnce(failures)).map { Linker.Party($0) })
    var without = 0
    for (number, report) in Self.failures(atOnce(reports)).enumerated()
    where !index.candidates(for: Linker.Party(report)).contains(number) {
      without += 1
    }
    #expect(without == 0)
  }

  @Test func `an exceptionId that stands in every record of a burst costs a bounded number of candidates`() {
    let (reports, failures) = Self.burst(Self.count) { _, event in event.exceptionIDs = ["7-42"] }
    let index = CandidateIndex(Self.failures(failures).map { Linker.Party($0) })
    let most = Self.failures(reports).map { index.exact(for: Linker.Party($0)).count }.max() ?? 0
    #expect(most >= 1)
    #expect(most <= 100, "\(most)")
  }

  /// Up to forty a second: more than the candidates that are looked at lie within one whole second of Plesk's.
  @Test(arguments: [1000, 2500], [0, 300] as [Int64])
  func `reports of a burst are linked in their order`(count: Int, delayMs: Int64) {
    let (reports, failures) = Self.burst(count, delayMs: delayMs)
    let links = Linker(catalogue: Shipped.catalogue).links(Self.failures(reports), Self.failures(failures))
    let off = links.enumerated().count { $1?.failure != $0 }
    #expect(off == 0)
  }

  @Test func `folding a burst compares each record with a bounded number of others`() {
    let events = Self.burst(Self.count)
    for (events, same) in [
      (events.reports, Folding.isSameReport), (events.failures, Folding.isSameFailure),
    ] as [([DatedEvent], (DatedEvent, DatedEvent) -> Bool)] {
      var compared = 0
      let folded = Folding.failures(events, catalogue: Shipped.catalogue) { left, right in
        compared += 1
        return same(left, right)
      }
      #expect(folded.count == Self.count)
      #expect(compared <= 100 * Self.count, "\(compared)")
    }
  }

  /// One request that logs without end.
  @Test func `a failure of very many records does not cost their square`() {
    func comparisons(_ count: Int) -> Int {
      let events = Self.burst(count) { _, event in event.request = "1-1" }.failures
      var compared = 0
      let folded = Folding.failures(events, catalogue: Shipped.catalogue) { left, right in
        compared += 1
        return Folding.isSameFailure(left, right)
      }
      #expect(folded.count == 1)
      return compared
    }
    let (few, many) = (comparisons(500), comparisons(2000))
    #expect(many <= 5 * few, "\(few) comparisons for 500 records, \(many) for 2000")
  }

  @Test func `of a record with hundreds of texts and exceptionIds a handful is kept, the understood one among them`()
    throws
  {
    let faults = (0..<300).map { Written.fault("Something that nobody has seen, number \($0); exceptionId 7-\($0)") }
    let record = Written.obsidian(0, request: 1, (faults + [Written.fault(Self.text)]).joined(separator: "\n"))
    let report = try #require(Estate(plesk: [record]).reports.first)
    #expect(report.faultTexts.count == Event.textsMax)
    #expect(report.exceptionIDs.count == Event.textsMax)
    #expect(report.faultTexts.contains { $0.text.string == Self.text })
    let chain = faults.map { Written.exception(String($0.dropFirst(40))) } + [Written.exception(Self.text)]
    let failure = try #require(Estate(ox: [Written.ox(0, exceptions: chain)]).failures.first)
    #expect(failure.faultTexts.count == Event.textsMax)
    #expect(failure.faultTexts.contains { $0.text.string == Self.text })
  }
}
