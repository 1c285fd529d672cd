import Testing

@testable import LogPipeline

@Suite struct EscapesTests {
  @Test(arguments: [
    (#"a\nb"#, "a\nb"), (#"\'a\'"#, "'a'"), (#"\"a\""#, "\"a\""), (#"a\/b"#, "a/b"), ("&lt;a&gt;", "<a>"),
    ("&quot;&#34;&#034;&apos;&#39;&#039;&amp;", "\"\"\"'''&"), ("&amp;lt;", "&lt;"), (#"é\n€"#, "é\n€"),
    (#"\\n"#, "\\\n"),
  ])
  func `an escape is undone once`(text: String, plain: String) { #expect(Escapes.undone(text) == plain) }

  @Test(arguments: ["", "a", "a & b", "&", "&lt", "&nbsp;", #"\"#, #"a\"#, #"C:\temp"#, #"\x41"#])
  func `what is no escape stays`(text: String) { #expect(Escapes.undone(text) == nil) }
}
