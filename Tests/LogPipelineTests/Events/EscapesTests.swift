import Testing

@testable import LogPipeline

@Suite struct EscapesTests {
  private func undone(_ text: String) -> String? {
    Escapes.undone(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    (#"a\nb"#, "a\nb"), (#"\'a\'"#, "'a'"), (#"\"a\""#, "\"a\""), (#"a\/b"#, "a/b"), ("&lt;a&gt;", "<a>"),
    ("&quot;&#34;&#034;&apos;&#39;&#039;&amp;", "\"\"\"'''&"), ("&amp;lt;", "&lt;"), (#"é\n€"#, "é\n€"),
    (#"\\n"#, "\\\n"),
  ])
  func `an escape is undone once`(text: String, plain: String) { #expect(undone(text) == plain) }

  @Test(arguments: ["", "a", "a & b", "&", "&lt", "&nbsp;", #"\"#, #"a\"#, #"C:\temp"#, #"\x41"#])
  func `what is no escape stays`(text: String) { #expect(undone(text) == nil) }
}
