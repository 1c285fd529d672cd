import LogPipeline
import TestSupport
import Testing

@testable import PatternFiles

/// `patterns match`: what a line is taken for, and how far the others got.
struct LineMatchTests {
  private func search(_ expression: String, _ line: String) -> NearMiss? {
    var matcher = SampleMatcher()
    return NearMiss.search(expression, in: line, id: "x", place: .none, &matcher)
  }

  @Test(arguments: [
    // The expression, the line, the part that matched, the part of the line that it took.
    (
      #"Maximum number of \w+ reached: \d+"#, "Maximum number of contexts reached", #"Maximum number of \w+ reached"#,
      "Maximum number of contexts reached"
    ),
    (
      #"Maximum number of (?:users|groups) reached"#, "x: Maximum number of contexts", "Maximum number of ",
      "x: Maximum number of "
    ),
    (#"Billing bridge (?<object>\d{1,3})"#, "Billing bridge lost", "Billing bridge ", "Billing bridge "),
    (#"nothing|Billing bridge refused"#, "Billing bridge lost", "Billing bridge ", "Billing bridge "),
  ])
  func `a near miss says how far it got, in the expression and in the line`(
    expression: String, line: String, matched: String, taken: String
  ) throws {
    let miss = try #require(search(expression, line))
    #expect(String(decoding: expression.utf8.prefix(miss.matchedTo), as: UTF8.self).hasSuffix(matched))
    #expect(String(decoding: line.utf8.prefix(miss.lineOffset), as: UTF8.self) == taken)
  }

  /// Among them what libpcre2 reads in another way than lint does.
  @Test(arguments: [
    #"Billing bridge(?#\)"#, #"Billing bridge(?#\)x"#, #"(*MARK:\)Billing bridge"#, #"Billing bridge(*MARK:\)"#,
    #"Billing bridge\Q(\E"#, #"Billing bridge\Q(?<\E"#, #"Billing bridge\Q[\E"#, #"Billing bridge\Q\p\E"#,
    "(?x)Billing[ ]bridge#(", "(?x)Billing[ ]bridge#(?i",
  ])
  func `every expression that libpcre2 accepts can be looked at`(expression: String) throws {
    _ = try Expression(expression)
    #expect(!RegexParser.parse(expression).isEmpty)
    #expect(search(expression, "nothing") == nil)
  }

  @Test func `a comment ends at its first bracket`() {
    let sequence = RegexParser.parse(#"a(?#\)b"#).first
    #expect(sequence?.map(\.range) == [0..<1, 1..<6, 6..<7])
  }

  @Test(arguments: [("Billing bridge", "Bill"), ("Billing bridge", "nothing"), ("short", "short")])
  func `what agrees in less than eight bytes is chance`(expression: String, line: String) {
    #expect(search(expression, line) == nil)
  }

  @Test func `heads, causes and fields of a line are told, the winner first`() throws {
    let line =
      "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [panel] Unable to install application Open-Xchange on a.example: Non-zero exit status returned by script. Error stream: 'Maximum number of contexts reached: 100'"
    let match = LineMatch(line, catalogue: Shipped.catalogue)
    #expect(match.heads.map(\.layout.id) == ["plesk-obsidian"])
    #expect(match.claims.first?.id == "limit.contexts")
    #expect(match.claims.first?.captures == ["limit": "100"])
    #expect(match.claims.count > 1)
    #expect(match.rules.contains { $0.rule.id == "plesk.application-verb" && $0.captures["domain"] == "a.example" })
    #expect(!match.isEmpty)
  }

  @Test func `there are never more than three near misses, the nearest first, and none of what matched`() {
    let match = LineMatch("Maximum number of contexts reached: 100", catalogue: Shipped.catalogue)
    #expect(match.nearMisses.count == LineMatch.nearMissesMax)
    #expect(match.nearMisses.map(\.weight) == match.nearMisses.map(\.weight).sorted(by: >))
    #expect(!match.nearMisses.contains { $0.id == "limit.contexts" })
  }

  @Test func `the line below a head of two lines is missed`() throws {
    let match = LineMatch("Nov 23, 2013 7:55:06 PM com.openexchange.X create", catalogue: Shipped.catalogue)
    #expect(match.heads.isEmpty)
    #expect(match.nearMisses.contains { $0.remark == "the line below it does not match `second_line`" })
  }

  @Test(arguments: ["", "\n", "\u{0}", "nothing of the kind"])
  func `a line that is nothing matches nothing`(line: String) {
    let match = LineMatch(line, catalogue: Shipped.catalogue)
    #expect(match.isEmpty)
    #expect(match.nearMisses.isEmpty)
  }
}
