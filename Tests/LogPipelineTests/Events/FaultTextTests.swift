import Testing

@testable import LogPipeline

/// A fault's text without what the other side does not repeat.
struct FaultTextTests {
  @Test(
    arguments: [
      ("Context 19 does not exist", "Context 19 does not exist"),
      ("com.openexchange.admin.rmi.exceptions.StorageException: No filestore", "No filestore"),
      ("a.B: c.D$1: x.é: text: more", "text: more"), ("a.b c: text", "a.b c: text"), ("Error: text", "Error: text"),
      ("a.B: text; exceptionId 1-2; more", "text"), ("; exceptionId 1-2", nil), ("a.B: ", nil), ("", nil), (" \n", nil),
      (" text \r\n", "text"), ("\u{3000}\u{A0}text\u{2003}\u{85}", "text"),
      ("\u{200B}text\u{301}", "\u{200B}text\u{301}"),
      ("text\u{7F}", "text\u{7F}"), ("größe", "größe"), (": text", ": text"), ("a.\u{301}B: text", "a.\u{301}B: text"),
    ] as [(String, String?)])
  func `class names, blanks and exceptionIds are left out`(raw: String, text: String?) {
    #expect(FaultText(RedactedText(redacted: raw))?.text.string == text)
  }
}
