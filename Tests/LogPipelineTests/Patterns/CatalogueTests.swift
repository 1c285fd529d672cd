import TestSupport
import Testing

@testable import LogPipeline

@Suite struct CatalogueTests {
  @Test func `what reads heads is made for the first log, not for a text that is explained`() throws {
    let catalogue = try Catalogue(Shipped.library)
    var recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: .repeatable))
    #expect(!recogniser.findings(in: "[soap:Server] Authentication failed").findings.isEmpty)
    #expect(!catalogue.hasMadeLayouts)
    #expect(catalogue.layouts.layouts.count == Shipped.library.layouts.count)
    #expect(catalogue.hasMadeLayouts)
  }

  @Test func `a layout that cannot read heads is told before a log is read`() {
    for firstLine in ["^(?<ts>x) (?<level>y", "^x (?<level>y)", "(?<ts>x) (?<level>y)"] {
      var library = Shipped.library
      library.layouts[0].firstLine = firstLine
      #expect(throws: PatternError.self, "\(firstLine)") { try Catalogue(library) }
    }
  }
}
