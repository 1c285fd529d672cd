import Testing

/// What the goldens are compared with must be able to tell a difference.
struct GoldenTests {
  @Test func `placeholders are equal, whatever stands in them, and everything else is not`() {
    #expect(Golden.normalised("a [redacted:7K2M9Q] b") == Golden.normalised("a [redacted:000000] b"))
    #expect(Golden.normalised("[redacted:7K2M9]") == "[redacted:7K2M9]")
    #expect(Golden.normalised("password secret") == "password secret")
  }

  @Test(arguments: [
    ("a\nb\n", "a\nc\n", "line 2: expected “c”, got “b”"), ("a\n", "a\nb\n", "line 2: expected “b”, got “”"),
    ("a", "a\n", "line 2: expected “”, got the end"),
    ("e\u{301}", "\u{E9}", "line 1: expected “\u{E9}”, got “e\u{301}”"),
  ])
  func `the first difference is told`(text: String, expected: String, difference: String) {
    #expect(Golden.difference(text, expected) == difference)
    #expect(Golden.difference(text, text) == nil)
  }
}
