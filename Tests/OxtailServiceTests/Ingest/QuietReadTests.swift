import Foundation
import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

@Suite struct QuietReadTests {
  @Test(arguments: Seeded.seeds(0..<100)) func `a log is read as record by record, wherever it is cut`(seed: Int) throws
  {
    var random = Seeded(seed)
    let log = SeededLog(random.pick(Side.allCases), records: 150, &random)
    let layouts = Shipped.catalogue.layouts.restricted(to: log.side)
    let offset = (1 << 20) - random.number(2 * log.bytes.count)
    func newRead() -> SourceRead {
      var read = SourceRead(file: "x.log", side: log.side, index: 0)
      read.harvest = RecordHarvest()
      return read
    }
    var recogniser = Recogniser(catalogue: Shipped.catalogue, redactor: Redactor(hash: .repeatable))

    var expected = newRead()
    var plain = RecordFramer(layouts: layouts, offset: offset)
    plain.accept(RawSpan(_elements: log.bytes.span)) { expected.take($0, $1, layouts, &recogniser) }
    plain.finish { expected.take($0, $1, layouts, &recogniser) }

    var read = newRead()
    var framer = RecordFramer(layouts: layouts, offset: offset)
    var start = 0
    for end in log.cuts(&random) + [log.bytes.count] {
      read.take(RawSpan(_elements: log.bytes.span).extracting(start..<end), &framer, &recogniser)
      start = end
    }
    framer.finish { read.take($0, $1, layouts, &recogniser) }

    #expect(try JSON.text(read) == JSON.text(expected), "seed \(seed)")
    #expect(read.events.map(\.position) == expected.events.map(\.position), "seed \(seed)")
    #expect(read.harvest?.minutes == expected.harvest?.minutes, "seed \(seed)")
    #expect(read.harvest?.marks.map(\.offset) == expected.harvest?.marks.map(\.offset), "seed \(seed)")
    #expect(read.harvest?.marks.map(\.line) == expected.harvest?.marks.map(\.line), "seed \(seed)")
  }
}
