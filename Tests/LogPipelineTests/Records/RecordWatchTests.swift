import TestSupport
import Testing

@testable import LogPipeline

/// Records that nobody needs to see one by one.
@Suite struct RecordWatchTests {
  @Test(arguments: Seeded.seeds(0..<150)) func `what is not shown cannot matter, and its sums are right`(seed: Int) {
    var random = Seeded(seed)
    let log = SeededLog(random.pick(Side.allCases), records: 120, &random)
    let layouts = Shipped.catalogue.layouts.restricted(to: log.side)
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))
    // Near a place where a record is shown whatever it holds.
    let offset = QuietRun.placeBytes - random.number(2 * log.bytes.count)
    var all: [Framed] = []
    var plain = RecordFramer(layouts: layouts, offset: offset)
    plain.accept(RawSpan(_elements: log.bytes.span)) { all.append(Framed(record: $0, bytes: copy(of: $1))) }
    plain.finish { all.append(Framed(record: $0, bytes: copy(of: $1))) }

    var framer = RecordFramer(layouts: layouts, offset: offset)
    var next = 0
    var quiet = 0
    func mayMatter(_ framed: Framed) -> Bool {
      guard let head = framed.record.head else { return true }
      return recogniser.mayMatter(
        framed.record, text: RawSpan(_elements: framed.bytes.span), layout: layouts[head.layout])
    }
    func show(_ run: QuietRun, _ record: FramedRecord?, _ text: RawSpan) {
      let members = all[next..<next + run.count]
      next += run.count
      quiet += run.count
      let isMissed = members.contains(where: mayMatter)
      #expect(!isMissed, "seed \(seed)")
      #expect(run.count == 0 || Self.isRight(run, members.map(\.record)), "seed \(seed)")
      guard var record else { return }
      if record.isQuiet {
        quiet += 1
        let isMissed = mayMatter(all[next])
        #expect(!isMissed, "seed \(seed)")
      }
      record.isQuiet = false
      #expect(Framed(record: record, bytes: copy(of: text)) == all[next], "seed \(seed)")
      next += 1
    }
    var start = 0
    for end in log.cuts(&random) + [log.bytes.count] {
      var watch = recogniser.watch(log.side)
      framer.accept(RawSpan(_elements: log.bytes.span).extracting(start..<end), watching: &watch, show)
      start = end
    }
    framer.finish { show(.none, $0, $1) }
    #expect(next == all.count, "seed \(seed)")
    // Else nothing was tried.
    #expect(quiet > 0, "seed \(seed)")
  }

  @Test(arguments: [(0, true), (2, true), (3_600, false), (-7_200, false)])
  func `records of one minute whose requests tell the clock differently are two runs`(later: Int64, isOne: Bool) {
    // A clock an hour ahead of UTC, and a request that began a second before each record.
    let (time, start) = (CivilTime(localMs: 1_640_000_010_000, offsetMinutes: nil), Int64(1_639_996_409))
    func head(_ start: Int64) -> RecordHead {
      RecordHead(layout: 0, time: time, level: .info, messageStart: 40, requestStart: start)
    }
    var run = QuietRun.none
    let takes = [run.take(head(start), time, at: 100), run.take(head(start - later), time, at: 200)]
    #expect(takes == [true, isOne])
    #expect(run.request?.offsetMinutes == 60)
    #expect(run.otherRequestStart == (isOne && later != 0 ? start - later : nil))
  }

  private static func isRight(_ run: QuietRun, _ records: [FramedRecord]) -> Bool {
    let heads = records.compactMap(\.head)
    let times = heads.compactMap(\.time)
    guard times.count == run.count, let first = times.first, let last = times.last else { return false }
    let minutes = Set(times.map { $0.localMs.quotientRoundedDown(by: 60_000) })
    return run.first == first && run.last == last && run.firstOffset == records.first?.offset
      && run.earliestMs == times.map(\.localMs).min() && run.latestMs == times.map(\.localMs).max()
      && minutes.count == 1 && Set(times.map(\.offsetMinutes)).count == 1
      && heads.allSatisfy { $0.layout == run.layout } && areRight(run, zip(records, heads))
      && Level.allCases.allSatisfy { level in run.count(of: level) == heads.count { $0.level == level } }
      && records.allSatisfy { $0.droppedBytes == 0 && $0.refusedHeads == 0 }
      && !records.contains {
        ($0.offset / QuietRun.placeBytes) != ($0.offset + $0.byteCount) / QuietRun.placeBytes || $0.offset == 0
      }
  }

  /// Whether the requests that tell the clock's distance from UTC tell what the run says.
  private static func areRight(_ run: QuietRun, _ records: Zip2Sequence<[FramedRecord], [RecordHead]>) -> Bool {
    let telling = records.compactMap { record, head -> QuietRun.Request? in
      guard let time = head.time, time.offsetMinutes == nil, let start = head.requestStart,
        let minutes = SourceClock.offsetMinutes(of: time, requestStart: start)
      else { return nil }
      return QuietRun.Request(offsetMinutes: minutes, start: start, localMs: time.localMs, offset: record.offset)
    }
    return telling.first == run.request && Set(telling.map(\.offsetMinutes)).count <= 1
      && telling.last { $0.start != run.request?.start }?.start == run.otherRequestStart
  }
}
