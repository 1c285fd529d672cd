import TestSupport
import Testing

@testable import LogPipeline

@Suite struct PassLinesTests {
  @Test(arguments: Seeded.seeds(0..<200)) func `lines are passed as one by one`(seed: Int) {
    var random = Seeded(seed)
    var stops = [UInt8](repeating: 0, count: 256)
    for byte in "0[".utf8 { stops[Int(byte)] = 1 }
    // Lines of all lengths around the lanes, and texts that are nearly all one line.
    let alphabet = Array("abcdefghijkl0[\n".utf8) + (0..<random.number(60)).map { _ in UInt8(ascii: "x") }
    let text = (0..<1 + random.number(300)).map { _ in random.pick(alphabet) }
    let span = RawSpan(_elements: text.span)
    for newline in text.indices where text[newline] == UInt8(ascii: "\n") {
      let (end, most) = (random.number(text.count + 1), 1 + random.number(40))
      let lines = span.passLines(from: newline, to: end, most: most, until: stops)
      let expected = Self.oneByOne(text, newline, end, most, stops)
      #expect(
        lines.end == expected.end && lines.count == expected.count,
        "seed \(seed), from \(newline) to \(end), at most \(most)")
    }
  }

  private static func oneByOne(
    _ text: [UInt8], _ newline: Int, _ end: Int, _ most: Int, _ stops: [UInt8]
  ) -> (end: Int, count: Int) {
    var (start, count) = (newline + 1, 1)
    while start < end, count < most, stops[Int(text[start])] == 0,
      let next = text[start..<end].firstIndex(of: UInt8(ascii: "\n"))
    {
      (start, count) = (next + 1, count + 1)
    }
    return (start, count)
  }
}
