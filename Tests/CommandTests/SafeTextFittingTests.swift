import TestSupport
import Testing

@testable import oxtail

struct SafeTextFittingTests {
  @Test(arguments: [
    ("abcdef", 6, "abcdef", "abcdef"), ("abcdef", 7, "abcdef", "abcdef"), ("abcdef", 5, "abcd…", "…cdef"),
    ("abcdef", 1, "…", "…"), ("abcdef", 0, "", ""), ("abcdef", -3, "", ""), ("東京都", 5, "東京…", "…京都"),
    ("東京都", 4, "東…", "…都"), ("", 0, "", ""),
  ])
  func `a text is cut at its end or at its start`(text: String, width: Int, end: String, start: String) {
    #expect(SafeText(text).cut(to: width).string == end)
    #expect(SafeText(text).cutAtStart(to: width).string == start)
  }

  @Test(arguments: Seeded.seeds(0..<200))
  func `what is cut or wrapped fits, and wrapping loses nothing but blanks`(seed: Int) {
    var random = Seeded(seed)
    let pieces = ["a", "bc", "  ", " ", "東", "e\u{301}", "…", "/", "long-word-without-end", "🎉"]
    let text = SafeText((0..<random.number(40)).map { _ in random.pick(pieces) }.joined())
    let width = random.number(30) + 2
    #expect(text.cut(to: width).width <= width, "OXTAIL_SEED=\(seed)")
    #expect(text.cutAtStart(to: width).width <= width, "OXTAIL_SEED=\(seed)")
    let lines = text.wrapped(to: width)
    #expect(lines.allSatisfy { $0.width <= width && !$0.isEmpty }, "OXTAIL_SEED=\(seed)")
    func letters(_ text: String) -> String { text.filter { $0 != " " } }
    #expect(letters(lines.map(\.string).joined()) == letters(text.string), "OXTAIL_SEED=\(seed)")
  }

  @Test(arguments: [
    ("SampleLogs/06/plesk-06a/panel.log:73", 36, "SampleLogs/06/plesk-06a/panel.log:73"),
    ("SampleLogs/06/plesk-06a/panel.log:73", 35, "SampleLogs/…/plesk-06a/panel.log:73"),
    ("SampleLogs/06/plesk-06a/panel.log:73", 26, "…/plesk-06a/panel.log:73"),
    ("SampleLogs/06/plesk-06a/panel.log:73", 15, "…/panel.log:73"),
    ("SampleLogs/06/plesk-06a/panel.log:73", 8, "….log:73"),
    ("/var/log/plesk/a/panel.log:1", 26, "/var/…/plesk/a/panel.log:1"), ("panel.log:73", 6, "…og:73"),
  ])
  func `a path gives up its middle first`(path: String, width: Int, shown: String) {
    #expect(SafeText(path).shortenedPath(to: width).string == shown)
  }
}
