import TestSupport
import Testing

@testable import LogPipeline

/// What is the same in every occurrence of a fault.
struct TextFoldingTests {
  static let table: [(text: String, folded: String)] = [
    ("", ""),
    ("Authentication failed", "Authentication failed"),
    ("Maximum number of contexts reached: 100", "Maximum number of contexts reached: #"),
    ("Context 19 does not exist.", "Context # does not exist."),
    (
      #"Primary mail address "info@a.example" already exists in context 19"#,
      #"Primary mail address "*" already exists in context #"#
    ),
    ("Cannot map 'a.example' to it", "Cannot map '*' to it"),
    ("Cannot map 'a \"b\" c' to it", "Cannot map '*' to it"),
    // A name may hold what it likes between its quotes.
    ("Cannot map 'größe & co' to it", "Cannot map '*' to it"),
    ("User info@a.example exists", "User # exists"),
    ("User x-1_y exists", "User # exists"),
    ("host a.example-", "host #-"),
    ("context's owner doesn't exist", "context's owner doesn't exist"),
    (#"an open " quote"#, #"an open " quote"#),
    (#"Illegal chars: "||||" in login mapping"#, #"Illegal chars: "*" in login mapping"#),
    ("from [192.0.2.1]:8009", "from [#]:#"),
    ("-- ... --", "-- ... --"),
    ("für Kunde7", "für #"),
    ("key [redacted:ABC123]", "key [redacted]"),
  ]

  @Test(arguments: table)
  func `numbers, names and what stands in quotes become one sign`(sample: (text: String, folded: String)) {
    #expect(TextFolding.folded(RedactedText(redacted: sample.text)) == sample.folded)
  }

  @Test func `two secrets fold to one text`() {
    let texts = ["ABC123", "XYZ789"].map { TextFolding.folded(RedactedText(redacted: "sent [redacted:\($0)] twice")) }
    #expect(Set(texts).count == 1)
  }

  @Test(arguments: Seeded.seeds(0..<200))
  func `folding what is folded changes nothing`(seed: Int) {
    var random = Seeded(seed)
    let pieces = ["a", "Z", "0", "9", ".", "-", "_", "@", "'", "\"", " ", ":", "ö", "#", "*", "[", "]", "\n", "€"]
    let text = (0..<random.number(24)).map { _ in random.pick(pieces) }.joined()
    let once = TextFolding.folded(RedactedText(redacted: text))
    #expect(TextFolding.folded(RedactedText(redacted: once)) == once, "OXTAIL_SEED=\(seed): \(text)")
  }
}
