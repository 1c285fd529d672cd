import Testing

@testable import oxtail

@Suite struct TerminalSafeTests {
  private static func isForbidden(_ scalar: Unicode.Scalar, allowingNewlines: Bool) -> Bool {
    if scalar == "\t" { return false }
    if scalar == "\n" { return !allowingNewlines }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return true
    default: return false
    }
  }

  @Test(arguments: [true, false])
  func `no scalar of a forbidden category comes out, and every other one stays`(allowingNewlines: Bool) {
    var wrong: [Unicode.Scalar] = []
    for value in 0...UInt32(0x10FFFF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let safe = terminalSafe(String(scalar), allowingNewlines: allowingNewlines).unicodeScalars
      if Self.isForbidden(scalar, allowingNewlines: allowingNewlines) {
        // Escapes are plain ASCII.
        if safe.count < 2 || !safe.allSatisfy({ $0.value >= 0x20 && $0.value < 0x7F }) { wrong.append(scalar) }
      } else if safe.count != 1 || safe.first != scalar {
        wrong.append(scalar)
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test func `no pair of bytes brings out a forbidden scalar`() {
    var wrong: [[UInt8]] = []
    for first in UInt8.min...UInt8.max {
      for second in UInt8.min...UInt8.max {
        let safe = terminalSafe(bytes: [first, second], allowingNewlines: false)
        let isWrong = safe.unicodeScalars.contains { Self.isForbidden($0, allowingNewlines: false) || $0 == "\u{FFFD}" }
        if isWrong || safe.isEmpty { wrong.append([first, second]) }
      }
    }
    #expect(wrong.isEmpty)
  }

  @Test(arguments: [
    "", "plain text", "tab\tstays", "Zürich, 東京, עברית, e\u{301}", "C:\\temp \\n stays", "🎉 emoji",
  ])
  func `clean text is unchanged`(text: String) {
    let safe = terminalSafe(text, allowingNewlines: false)
    #expect(Array(safe.utf8) == Array(text.utf8))
    #expect(Array(terminalSafe(bytes: Array(text.utf8), allowingNewlines: false).utf8) == Array(text.utf8))
  }

  @Test(arguments: [
    ("\u{1B}[31mred", "\\x1B[31mred"), ("a\nb", "a\\nb"), ("a\r\nb", "a\\x0D\\nb"), ("\u{0}\u{7F}", "\\x00\\x7F"),
    ("\u{85}\u{9B}31m", "\\u{85}\\u{9B}31m"), ("abc\u{202E}gpj", "abc\\u{202E}gpj"), ("\u{2028}", "\\u{2028}"),
    ("a\u{200D}b\u{FEFF}", "a\\u{200D}b\\u{FEFF}"), ("\u{E000}\u{FFFF}\u{E0041}", "\\u{E000}\\u{FFFF}\\u{E0041}"),
  ])
  func `what could change the terminal is shown`(text: String, expected: String) {
    #expect(terminalSafe(text, allowingNewlines: false) == expected)
    #expect(terminalSafe(bytes: Array(text.utf8), allowingNewlines: false) == expected)
  }

  @Test func `line feeds stay where they are allowed`() {
    #expect(terminalSafe("a\n\u{1B}b\r\n", allowingNewlines: true) == "a\n\\x1Bb\\x0D\n")
  }

  @Test(arguments: [
    ([0xFF] as [UInt8], "\\xFF"), ([0x61, 0xC3], "a\\xC3"), ([0xE2, 0x82, 0x1B, 0x61], "\\xE2\\x82\\x1Ba"),
    ([0xC2, 0x9B], "\\u{9B}"), ([0xED, 0xA0, 0x80], "\\xED\\xA0\\x80"), ([0xC0, 0xAF], "\\xC0\\xAF"),
  ])
  func `bytes that are no text are shown`(bytes: [UInt8], expected: String) {
    #expect(terminalSafe(bytes: bytes, allowingNewlines: false) == expected)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("Zürich", 6), ("e\u{301}", 1), ("東京", 4), ("ｆｕ", 4), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("🎉", 2), ("→ ok", 4), ("עברית", 5), ("a…b", 3),
  ])
  func `the width counts columns`(text: String, width: Int) {
    #expect(displayWidth(text) == width)
  }
}
