import TestSupport
import Testing

@testable import LogPipeline

/// What no pattern understands, by what its texts have in common.
struct UnknownInboxTests {
  private static func inbox(_ texts: [String]) -> UnknownInbox {
    let records = texts.enumerated().map {
      Written.ox(Double($0) * 300, thread: "T\($0)", $1, agent: "PHP-SOAP/8.1")
    }
    return UnknownInbox(Estate(ox: records).correlated.suspected)
  }

  @Test func `numbers, quoted names, addresses and hashes are one sign each`() {
    let inbox = Self.inbox([
      #"The flux of context 19 for "info@a.example" is not compensated, see deadbeef"#,
      #"The flux of context 2000 for "x@b.example" is not compensated, see cafebabe"#,
      "The valve is stuck",
    ])
    #expect(inbox.entries.map(\.count) == [2, 1])
    #expect(
      inbox.entries.map(\.template) == [
        #"The flux of context # for "*" is not compensated, see #"#, "The valve is stuck",
      ])
    #expect(inbox.count == 3)
    #expect(inbox.entries[0].example.event.time == Written.instant(300))
    #expect(inbox.entries[0].first == Written.instant(0))
  }

  @Test func `an answer of Apache's is told by status and service`() {
    var estate = Estate()
    estate.add([Written.access(0, 418), Written.access(60, 418)], to: "access.log", host: "ox1", side: .apache)
    let inbox = UnknownInbox(estate.correlated.suspected)
    #expect(inbox.entries.map(\.template) == ["HTTP 418 OXContextService"])
    #expect(inbox.count == 2)
  }

  @Test func `more kinds than anybody reads are counted`() {
    let evidence = Estate(ox: [Written.ox(0, "The valve is stuck", agent: "PHP-SOAP/8.1")]).correlated.suspected[0]
    let many = (0..<UnknownInbox.templatesMax + 5).map { index -> Evidence in
      var copy = evidence
      copy.event.event.http = HTTPExchange(address: nil, method: "POST", status: 500)
      copy.event.event.requestURI = "/webservices/S\(index)"
      return copy
    }
    let inbox = UnknownInbox(many)
    #expect(inbox.entries.count == UnknownInbox.templatesMax)
    #expect(inbox.beyond == 5)
    #expect(inbox.count == many.count)
  }
}
