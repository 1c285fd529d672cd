import Testing

@testable import OxtailService

struct PrometheusTextTests {
  @Test(arguments: [("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("ü", "ü")])
  func `a label's value ends where it ends`(sign: String, quoted: String) {
    for mark in ["", "\u{301}"] {
      #expect(Array(PrometheusText.quoted("a\(sign)\(mark)b").utf8) == Array("a\(quoted)\(mark)b".utf8))
    }
  }
}
