import TestSupport
import Testing

@testable import LogPipeline

/// The gate is derived from the texts, whatever they are written like.
@Suite struct GateTests {
  @Test(arguments: [
    ("Foo(?<limit>1)", "Foo(?:1)"), ("(?<=a)b(?<!c)d", "(?<=a)b(?<!c)d"), (#"a\(?<x>"#, #"a\(?<x>"#),
    ("[(?<a>]x", "[(?<a>]x"),
    ("(?<a>(?<b>c))", "(?:(?:c))"), (#"\\(?<a>b)"#, #"\\(?:b)"#), ("(?:a)(b)", "(?:a)(b)"),
  ])
  func `names are taken from groups and from nothing else`(regex: String, expected: String) {
    #expect(Gate.withoutNames(regex) == expected)
  }

  @Test(arguments: [
    // The expression, what it finds, what comes before it in the library.
    (#"Twin (\w)\1"#, "Twin xx"), (#"Twin (?<field>\w)\k<field>"#, "Twin xx"), ("(?P<field>Twin) x", "Twin x"),
    ("(?'field'Twin) x", "Twin x"), (#"\QTwin (x\E"#, "Twin (x"), (#"Twin \(?<x>"#, "Twin (<x>"), ("(?i)twin", "TWIN"),
    ("(?x) Twin # comment", "Twin"), ("(?|(a)|(b))win", "bwin"), (#"(\((?1)*\))"#, "(())"), ("a|b", "b"),
  ])
  func `a text of any notation is let through`(regex: String, found: String) throws {
    var library = PatternLibrary()
    var cause = CauseSpec(
      id: "x.y", title: "", kind: .config, owner: .network, retry: .safe, grade: .inferred, affects: .subject,
      oxLogs: .maybe,
      explain: "")
    // Others with groups and names of the same kind stand around it.
    cause.texts = ["One (?<field>1)(2)", regex, "Two (?<field>1)(2)"].map { TextSpec(sides: [.plesk], regex: $0) }
    library.causes = [cause]
    let gate = try #require(try Catalogue(library).gate(for: .plesk))
    let matcher = Matcher()
    for text in [found, "One 12", "Two 12"] {
      let bytes = Array(text.utf8)
      #expect(matcher.passes(gate, bytes), "\(text)")
    }
    let other = Array("q".utf8)
    #expect(!matcher.passes(gate, other))
    #expect(try Catalogue(library).gate(for: .apache) == nil)
  }

  @Test func `the bare form of a text reads lines, and so does the gate`() throws {
    let text = try CompiledText(TextSpec(sides: [.plesk], code: "HTTP", regex: "^Gone$"), cause: 0, id: "")
    let bytes = Array("failed:\nGone\nlast".utf8)
    let matcher = Matcher()
    #expect(matcher.contains(try #require(text.bare), bytes))
    #expect(matcher.passes(try #require(Gate(for: .plesk, texts: [text])), bytes))
  }

  @Test func `the shipped texts stand in one alternation`() throws {
    for side in Side.allCases {
      #expect(Shipped.catalogue.gate(for: side)?.expressions.count == 1)
    }
  }
}
