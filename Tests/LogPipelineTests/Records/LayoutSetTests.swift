import TestSupport
import Testing

@testable import LogPipeline

@Suite struct LayoutSetTests {
  @Test(arguments: Side.allCases) func `which layout is asked first changes nothing`(side: Side) {
    let layouts = Shipped.catalogue.layouts.restricted(to: side)
    var scratch = HeadScratch()
    var heads = 0
    for text in Shipped.sampled.layouts.flatMap({ $0.samples.map(\.text) + $0.refuses }) {
      for line in text.split(separator: "\n") {
        let bytes = Array(line.utf8)
        let span = RawSpan(_elements: bytes.span)
        let expected = layouts.head(firstLine: span, 0..<bytes.count, scratch: &scratch)
        if expected != nil { heads += 1 }
        for likely in layouts.layouts.indices {
          let head = layouts.head(firstLine: span, 0..<bytes.count, likely: likely, scratch: &scratch)
          #expect(head == expected, "\(layouts[likely].spec.id) first: \(line)")
        }
      }
    }
    #expect(heads > 10)
  }

  /// Otherwise the sieve is asked for each line of the commonest logs.
  @Test func `the layouts of open-xchange.log.0 have no rival`() {
    for id in ["ox-t", "ox-742"] {
      let layouts = Shipped.catalogue.layouts.restricted(to: Shipped.layout(id).spec.side)
      let index = layouts.layouts.firstIndex { $0.spec.id == id }
      #expect(index.map { layouts.rivals[$0].isEmpty } == true, "\(id) of \(layouts.layouts.map(\.spec.id))")
    }
  }
}
