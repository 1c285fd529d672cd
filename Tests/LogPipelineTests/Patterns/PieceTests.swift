import TestSupport
import Testing

@testable import LogPipeline

/// Texts longer than one match may see are searched in pieces.
@Suite struct PieceTests {
  /// The bytes of a text that every match is found in: half of what two pieces share.
  static let matchBytesSure = MatchLimits.pieceOverlapBytes / 2

  @Test(arguments: [1, 7, 100, matchBytesSure]) func `a match is found once wherever it lies`(length: Int) throws {
    let needle =
      [UInt8(ascii: "<")] + [UInt8](repeating: UInt8(ascii: "n"), count: max(0, length - 2))
      + (length > 1 ? [UInt8(ascii: ">")] : [])
    let expression = try Expression(length > 1 ? "<n*>" : "<")
    let matcher = Matcher()
    let stride = MatchLimits.subjectBytesMax - MatchLimits.pieceOverlapBytes
    var text = [UInt8](repeating: UInt8(ascii: "."), count: 3 * MatchLimits.subjectBytesMax)
    // Around both seams and both ends.
    let seams = [0, MatchLimits.subjectBytesMax, stride + MatchLimits.subjectBytesMax, text.count]
    let near = seams.flatMap { seam in
      [-2 * Self.matchBytesSure, -Self.matchBytesSure, -length, 0].flatMap { shift in (-3...3).map { seam + shift + $0 }
      }
    }
    for place in near where place >= 0 && place + needle.count <= text.count {
      text.replaceSubrange(place..<place + needle.count, with: needle)
      #expect(matches(of: expression, in: text, matcher) == [place..<place + needle.count])
      text.replaceSubrange(
        place..<place + needle.count, with: [UInt8](repeating: UInt8(ascii: "."), count: needle.count))
    }
  }

  @Test(arguments: Seeded.seeds(1..<9)) func `pieces find what a plain search finds`(seed: Int) throws {
    var random = Seeded(seed)
    let matcher = Matcher()
    let text = (0..<20_000 + random.number(50_000)).map { _ in random.pick(Array("ab\n".utf8)) }
    let expected = text.indices.filter { text[$0...].starts(with: Array("abba".utf8)) }
    var start = 0
    let apart = expected.filter { place in
      guard place >= start else { return false }
      start = place + 4
      return true
    }
    #expect(matches(of: try Expression("abba"), in: text, matcher).map(\.lowerBound) == apart, "seed \(seed)")
  }

  @Test func `a seam is no beginning of a line and what stands before it is seen`() throws {
    let matcher = Matcher()
    let text = Array(String(repeating: "x", count: 60_000).utf8)
    #expect(matches(of: try Expression("(?m)^x"), in: text, matcher) == [0..<1])
    #expect(matches(of: try Expression("(?<!x)x"), in: text, matcher) == [0..<1])
    #expect(matches(of: try Expression(#"\Ax"#), in: text, matcher) == [0..<1])
    #expect(matches(of: try Expression("x(?!x)"), in: text, matcher) == [59_999..<60_000])
    #expect(matches(of: try Expression("x$"), in: text, matcher) == [59_999..<60_000])
  }

  @Test(arguments: ["", "b*", "(?=a)", "(?m)^", "$", #"\b"#, "(?:)"]) func `empty matches come to an end`(regex: String)
    throws
  {
    let matcher = Matcher()
    let expression = try Expression(regex)
    for text in ["", "a", "aé€a\n", String(repeating: "a\n", count: 20_000)] {
      let bytes = Array(text.utf8)
      let found = matches(of: expression, in: bytes, matcher)
      #expect(found.count <= bytes.count + 1)
      #expect(found.map(\.lowerBound) == found.map(\.lowerBound).sorted())
      #expect(Set(found.map(\.lowerBound)).count == found.count)
      if regex == "" || regex == "b*" { #expect(found.count == text.unicodeScalars.count + 1) }
      if regex == "$" { #expect(found == [bytes.count..<bytes.count]) }
      if regex == "(?m)^" {
        #expect(
          found.count
            == max(
              1, text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)))
      }
    }
  }

  @Test func `who has found enough is not asked again`() throws {
    var scratch = MatchScratch()
    var count = 0
    let text = Array("aaaa".utf8)
    let expression = try Expression("a")
    let outcome = scratch.forEachMatch(of: expression, in: RawSpan(_elements: text.span)) { _ in
      count += 1
      return count < 2
    }
    #expect(outcome == .match && count == 2)
  }

  private func matches(of expression: Expression, in text: [UInt8], _ matcher: Matcher) -> [Range<Int>] {
    let (found, outcome) = matcher.all(expression, text)
    #expect(outcome == (found.isEmpty ? .noMatch : .match))
    return found
  }
}
