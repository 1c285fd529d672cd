import Testing

@testable import oxtail

struct CheckLineTests {
  private func lines(_ text: SafeText, _ outcome: CheckOutcome, width: Int) -> [String] {
    var page = Page(width: width)
    page.check(text, outcome)
    return page.text(.plain).split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    (CheckOutcome.ok, "panel.log can be read ............. [OK]"),
    (.warning, "panel.log can be read ........ [WARNING]"),
    (.error, "panel.log can be read .......... [ERROR]"),
  ])
  func `the outcome stands at the end of the line`(outcome: CheckOutcome, line: String) {
    #expect(lines("panel.log can be read", outcome, width: 40) == [line])
  }

  @Test(arguments: CheckOutcome.allCases)
  func `a long text is broken at the same place, whatever the outcome`(outcome: CheckOutcome) {
    let lines = lines("the address of every Plesk host may call", outcome, width: 40)
    #expect(lines.count == 2)
    #expect(lines[0] == "the address of every Plesk")
    #expect(lines[1].hasPrefix("host may call ...") && lines[1].hasSuffix(outcome.tag.string))
    #expect(lines.allSatisfy { displayWidth($0) <= 40 })
  }
}
