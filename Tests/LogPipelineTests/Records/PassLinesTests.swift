import TestSupport
import Testing

@testable import LogPipeline

@Suite struct PassLinesTests {
  @Test(arguments: Seeded.seeds(0..<200)) func `lines are passed as one by one`(seed: Int) {
    var random = Seeded(seed)
    var stops = [UInt64](repeating: 0, count: 1024)
    for pair in ["0a", "0[", "[x", "\n0"].map({ Array($0.utf8) }) {
      stops[Int(pair[0]) << 2 | Int(pair[1]) >> 6] |= 1 << UInt64(pair[1] & 63)
    }
    // Lines of all lengths around the lanes, and texts that are nearly all one line.
    let alphabet = Array("abcdefghijkl00[[\n".utf8) + (0..<random.number(60)).map { _ in UInt8(ascii: "x") }
    let text = (0..<1 + random.number(300)).map { _ in random.pick(alphabet) }
    let span = RawSpan(_elements: text.span)
    for newline in text.indices where text[newline] == UInt8(ascii: "\n") {
      let (end, most) = (random.number(text.count + 1), 1 + random.number(40))
      let lines = span.passLines(from: newline, to: end, most: most, until: stops)
      let expected = Self.oneByOne(text, newline, end, most, stops)
      #expect(
        lines.end == expected.end && lines.count == expected.count
          && lines.newline == (expected.end < end ? text[expected.end..<end].firstIndex(of: UInt8(ascii: "\n")) : nil),
        "seed \(seed), from \(newline) to \(end), at most \(most)")
    }
  }

  private static func oneByOne(
    _ text: [UInt8], _ newline: Int, _ end: Int, _ most: Int, _ stops: [UInt64]
  ) -> (end: Int, count: Int) {
    var (start, count) = (newline + 1, 1)
    while start + 1 < end, count < most,
      stops[Int(text[start]) << 2 | Int(text[start + 1]) >> 6] >> UInt64(text[start + 1] & 63) & 1 == 0,
      let next = text[start..<end].firstIndex(of: UInt8(ascii: "\n"))
    {
      (start, count) = (next + 1, count + 1)
    }
    return (start, count)
  }
}
