import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

struct TailOrderTests {
  private func record(_ clock: String, generation: Int = 0) throws -> TailRecord {
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    let layouts = Shipped.catalogue.layouts
    var read = SourceRead(file: "panel.log", side: .plesk, index: generation)
    var framer = RecordFramer(layouts: layouts.restricted(to: .plesk, family: nil))
    let bytes = Array((LogTexts.report(clock) + LogTexts.panelNoise(clock)).utf8)
    read.take(RawSpan(_elements: bytes.span), &framer, &recogniser)
    let event = try #require(read.events.first)
    let time = event.civil.map(read.clock.instant(of:)) ?? Instant(ms: 0)
    return TailRecord(event: DatedEvent(event: event, time: time, host: "h", file: "f"), whole: event.summary)
  }

  private func clocks(_ records: [TailRecord]) -> [String] {
    records.map { String($0.event.time.iso8601.dropFirst(11).prefix(8)) }
  }

  @Test func `records that come within the wait stand in the order of their times`() throws {
    var order = TailOrder()
    order.add(try record("12:00:02"), nowMs: 0)
    order.add(try record("12:00:01", generation: 1), nowMs: 300)
    #expect(order.release(nowMs: 400).isEmpty)
    // What lies before a record that has waited long enough goes with it.
    let released = order.release(nowMs: TailOrder.waitMs)
    #expect(clocks(released) == ["12:00:01", "12:00:02"])
    #expect(released.allSatisfy { !$0.isLate })
  }

  @Test func `what comes too late is marked`() throws {
    var order = TailOrder()
    order.add(try record("12:00:02"), nowMs: 0)
    #expect(order.release(nowMs: TailOrder.waitMs).map(\.isLate) == [false])
    order.add(try record("12:00:01"), nowMs: 1_000)
    order.add(try record("12:00:03"), nowMs: 1_000)
    #expect(order.release(nowMs: 2_000).map(\.isLate) == [true, false])
  }

  @Test func `no more waits than there is room for`() throws {
    var order = TailOrder()
    let one = try record("12:00:02")
    for _ in 0..<TailOrder.waitingMax + 5 { order.add(one, nowMs: 0) }
    #expect(order.release(nowMs: 0).count == 5)
  }
}
