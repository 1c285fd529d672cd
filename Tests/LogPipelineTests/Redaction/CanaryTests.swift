import Testing

@testable import LogPipeline

/// No output may hold a password that was put into the input, nor six bytes of it.
@Suite struct CanaryTests {
  /// Turns a log's text into what would be stored of it. The way over the framer cuts and assembles; this one does not.
  static let direct: @Sendable (String) -> [RedactedText] = { text in
    var redactor = Redactor(hash: testHash())
    return [redactor.redact(text)]
  }

  /// The pieces that must not be found: six bytes of the password, however it is written, without what any text holds.
  static func pieces(of form: CanaryForm) -> Set<String> {
    var pieces: Set<String> = []
    for text in [form.canary, form.written] {
      let bytes = Array(text.utf8)
      for start in 0..<max(0, bytes.count - 5) {
        let piece = bytes[start..<start + 6]
        // Entities and escapes stand everywhere.
        guard piece.filter(\.isLetterOrDigit).count >= 4, !piece.contains(UInt8(ascii: "&")),
          !piece.contains(UInt8(ascii: ";")), !piece.contains(UInt8(ascii: "\\")), !piece.contains(UInt8(ascii: "%"))
        else { continue }
        pieces.insert(String(decoding: piece, as: UTF8.self))
      }
    }
    return pieces
  }

  static func leaks(_ forms: [CanaryForm], _ cut: (CanaryForm) -> [String]) -> [String] {
    var leaks: [String] = []
    for form in forms {
      let pieces = pieces(of: form)
      for text in cut(form) {
        let output = direct(text).map(\.string).joined(separator: "\n")
        if pieces.contains(where: output.holds) {
          leaks.append("\(form.name)\n  in:  \(text)\n  out: \(output)")
        }
      }
    }
    return leaks
  }

  static func report(_ leaks: [String]) -> Comment {
    Comment(rawValue: "\(leaks.count) leaks\n" + leaks.prefix(15).joined(separator: "\n"))
  }

  @Test func `there are at least 200 forms`() {
    #expect(Set(CanaryForm.all.map(\.text)).count >= 200)
  }

  @Test func `no form of a whole record shows the password`() {
    let leaks = Self.leaks(CanaryForm.all) { [$0.text] }
    #expect(leaks.count == 0, Self.report(leaks))
  }

  @Test func `no record that is cut inside the password shows the rest`() {
    let leaks = Self.leaks(CanaryForm.all) { form in
      let text = Array(form.text.utf8)
      guard let start = form.text.ranges(of: form.written).first?.lowerBound else { return [] }
      let offset = form.text.utf8.distance(from: form.text.startIndex, to: start)
      return [6, form.written.utf8.count - 1].filter { $0 > 5 }
        .map { String(decoding: text[..<(offset + $0)], as: UTF8.self) }
    }
    #expect(leaks.count == 0, Self.report(leaks))
  }

  @Test func `no element without its end tag shows the password`() {
    let leaks = Self.leaks(CanaryForm.all.filter(\.hasEndTag)) { form in
      guard let end = form.text.ranges(of: form.written).first?.upperBound else { return [] }
      let head = form.text[..<end]
      let tail = form.text[end...]
      // The tag itself is missing, the rest is not; all that follows is missing.
      let closing = ["</", "&lt;/", "&amp;lt;/", "\\u003C/"].compactMap {
        tail.ranges(of: $0).dropFirst().first?.lowerBound
      }
      return [String(head)] + closing.prefix(1).map { String(head) + String(tail[$0...]) }
    }
    #expect(leaks.count == 0, Self.report(leaks))
  }
}
