import TestSupport
import Testing

@testable import LogPipeline

@Suite struct LineIndexTests {
  @Test(arguments: Seeded.seeds(0..<200)) func `lines are passed as one by one`(seed: Int) {
    var random = Seeded(seed)
    let layouts = Shipped.catalogue.layouts.restricted(to: random.pick(Side.allCases))
    // Lines of all lengths around the lanes, and texts that are nearly all one line.
    let alphabet = Array("\n\n\n\n\r\0[012 e\u{E4}OctM/{".utf8) + (0..<random.number(60)).map { _ in UInt8(ascii: "x") }
    let samples = Shipped.sampled.layouts.flatMap { $0.samples.map { Array($0.text.utf8) } }
    var text: [UInt8] = []
    var likeBefore: [UInt8] = []
    while text.count < 1 + random.number(600) {
      if random.happens(oneIn: 12) { likeBefore = random.pick(samples) }
      // Heads of one minute begin alike, and some lines nearly so.
      if random.happens(oneIn: 4), !likeBefore.isEmpty {
        likeBefore[random.number(min(20, likeBefore.count))] = random.pick(alphabet)
      }
      text += random.happens(oneIn: 6) ? likeBefore + Array("\n".utf8) : [random.pick(alphabet)]
    }
    let span = RawSpan(_elements: text.span)
    var index = LineIndex()
    var start = 0
    while start < text.count {
      let expected = text[start...].firstIndex(of: UInt8(ascii: "\n"))
      let end = index.end(ofLineAt: start, in: span, layouts)
      #expect(end == expected, "seed \(seed), at \(start)")
      guard end != nil else { break }
      let (limit, most) = (random.number(text.count + 300), 1 + random.number(40))
      let passed = index.pass(to: limit, most: most)
      let (count, next) = Self.oneByOne(text, start, limit, most, layouts.headTable)
      #expect(passed == (count, next), "seed \(seed), at \(start) to \(limit), at most \(most)")
      start = passed.end
      // Now and then its reader passes a line by itself.
      if random.happens(oneIn: 5), let newline = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
        start = newline + 1
      }
    }
  }

  private static func oneByOne(
    _ text: [UInt8], _ start: Int, _ limit: Int, _ most: Int, _ heads: [UInt64]
  ) -> (count: Int, end: Int) {
    func end(_ start: Int) -> Int? { text[start...].firstIndex(of: UInt8(ascii: "\n")) }
    var (count, next) = (1, (end(start) ?? 0) + 1)
    while count < most, !mayBeHead(text[next...], heads), let newline = end(next), newline < limit {
      (count, next) = (count + 1, newline + 1)
    }
    return (count, next)
  }

  private static func mayBeHead(_ line: ArraySlice<UInt8>, _ heads: [UInt64]) -> Bool {
    guard let first = line.first, first != 0 else { return true }
    if heads[Int(first)] != 0, line.count < HeadSieve.places { return true }
    var left = UInt64.max
    for (place, byte) in line.prefix(HeadSieve.places).enumerated() {
      left &= heads[place << 8 | Int(byte)]
      if byte >= 0x80 || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
    }
    return left != 0
  }
}
