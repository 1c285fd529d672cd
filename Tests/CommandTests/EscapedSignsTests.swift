import Testing

@testable import oxtail

/// A combining mark behind a sign makes one `Character` of both; for who reads the output the sign is there all the same.
struct EscapedSignsTests {
  private static let mark = "\u{301}"

  @Test(arguments: [
    ("a,\"\(mark),=HYPERLINK(1)", "\"a,\"\"\(mark),=HYPERLINK(1)\""), ("b,\(mark)c", "\"b,\(mark)c\""),
    ("=\(mark)1", "'=\(mark)1"), ("a \(mark)", "a \(mark)"), (" \(mark)a", "\" \(mark)a\""),
  ])
  func `a cell is one cell`(text: String, cell: String) {
    #expect(Array(CSVTable.cell(text).utf8) == Array(cell.utf8))
  }

  @Test(arguments: ["|", "`", "<", "&", "*", "\\"])
  func `Markdown has no sign unescaped`(sign: String) {
    let plain = Markdown.inline(SafeText(sign))
    #expect(plain != sign)
    #expect(Array(Markdown.inline(SafeText(sign + Self.mark)).utf8) == Array((plain + Self.mark).utf8))
  }

  @Test func `a fence is longer than any in its text`() {
    let text = SafeText("`\(Self.mark)a``\(Self.mark)")
    #expect(Array(Markdown.code(text).utf8) == Array("``` `\(Self.mark)a``\(Self.mark) ```".utf8))
    let block = Markdown.block([SafeText("```\(Self.mark)")])
    #expect(block.hasPrefix("````text\n") && block.hasSuffix("\n````"))
  }

  @Test(arguments: ["<", ">", "&", "\"", "'"])
  func `HTML has no sign unescaped`(sign: String) {
    let plain = HTML.escaped(sign)
    #expect(plain != sign)
    // Of `<` and U+0338 Unicode makes `≮`.
    for mark in [Self.mark, "\u{338}"] {
      #expect(Array(HTML.escaped(sign + mark).utf8) == Array((plain + mark).utf8))
    }
  }
}
