import TestSupport
import Testing

@testable import LogPipeline

@Suite struct ExpressionTests {
  @Test(arguments: [
    ("a(b", 3, "missing closing parenthesis"), ("ab)", 2, "unmatched closing parenthesis"),
    ("x[a", 3, "missing terminating ]"), ("*a", 0, "quantifier"), ("é(?<1>x)", 5, "subpattern name"),
    ("(?<a>x)(?<a>y)", 12, "two named subpatterns"), (#"a\C"#, 3, #"\C"#), (#"\p{Nope}"#, 8, "unknown property"),
    ("(?<=a*)b", 0, "lookbehind"),
  ])
  func `a bad expression is refused with its place`(text: String, offset: Int, reason: String) throws {
    let error = try #require(throws: ExpressionError.self) { _ = try Expression(text) }
    #expect(error.text == text)
    #expect(error.offset == offset, "\(error.reason)")
    #expect(error.reason.contains(reason), "\(error.reason)")
  }

  @Test func `named groups are told in the order of their numbers`() throws {
    let expression = try Expression("(?<zeta>a)(b)(?<alpha>c)(?:d)(?<é1>e)?")
    #expect(expression.captureNames.map(\.name) == ["zeta", "alpha", "é1"])
    #expect(expression.captureNames.map(\.group) == [1, 3, 4])
    #expect(expression.groupCount == 4)
    #expect(try Expression("abc").captureNames.isEmpty)
  }

  @Test(arguments: [
    ("#abc", "#"), ("[xy]z|q", "xyq"), ("(?i)a+", "aA"), (#"\d+"#, "0123456789"), ("(?:Foo|Bar)baz", "FB"),
  ])
  func `the first bytes of a match are known`(text: String, bytes: String) throws {
    #expect(try Expression(text).firstBytes == ByteSet(Array(bytes.utf8)))
  }

  @Test func `what may match nothing has no first bytes`() throws {
    #expect(try Expression("a*").firstBytes == nil)
  }

  @Test func `the caret of a catalogue's expression stands in what its author wrote`() throws {
    let place = PatternPlace(file: "x.yaml", line: 7)
    let error = try #require(throws: PatternError.self) {
      _ = try CompiledText(
        TextSpec(sides: [.plesk], code: "HTTP", regex: "Forbidden(", place: place), cause: 0, id: "a.b")
    }
    #expect(error.file == "x.yaml" && error.line == 7 && error.id == "a.b")
    #expect(error.expression?.text == "Forbidden(")
    #expect(error.expression?.offset == 10)
  }

  @Test(arguments: [
    ("abc", 3), ("a.c", 2), (#"a\.c"#, 3), (#"a\d+c"#, 2), ("a(?:bc)?d", 2), ("[abc]d", 1), ("a{2,3}b", 2), ("^ab$", 2),
    (#"\[HTTP\] x"#, 8),
  ])
  func `the literal part of an expression is counted`(regex: String, length: Int) {
    #expect(CompiledText.literalLength(of: regex) == length)
  }
}
