import TestSupport
import Testing

@testable import LogPipeline

@Suite struct FixedStampTests {
  @Test(arguments: Seeded.seeds(0..<100)) func `what is read at fixed places is what the steps read`(seed: Int) throws {
    var random = Seeded(seed)
    let format = random.pick(["%Y-%m-%d %H:%M:%S,%f%z", "%Y-%m-%dT%H:%M:%S", "%d.%m.%Y %H:%M", "[%H:%M:%S.%f]", "%f%z"])
    let rule = try #require(TimestampRule(format))
    let digits = Array("0123456789".utf8)
    for _ in 0..<200 {
      var text: [UInt8] = []
      var directives = Array(format.utf8)[...]
      while let byte = directives.popFirst() {
        guard byte == UInt8(ascii: "%"), let directive = directives.popFirst() else {
          text.append(byte)
          continue
        }
        let width =
          directive == UInt8(ascii: "Y") || directive == UInt8(ascii: "z") ? 4 : directive == UInt8(ascii: "f") ? 3 : 2
        if directive == UInt8(ascii: "z") { text.append(random.pick(Array("+-".utf8))) }
        // Small numbers, so that most of them are dates and times.
        text += (0..<width).map { $0 == width - 2 ? random.pick(Array("0011".utf8)) : random.pick(digits) }
      }
      if random.happens(oneIn: 2) { text[random.number(text.count)] = random.pick(Array("0 T.:9x+-".utf8)) }
      if random.happens(oneIn: 5) { text.remove(at: random.number(text.count)) }
      let span = RawSpan(_elements: text.span)
      #expect(
        rule.read(span, stamp: 0..<text.count) == rule.readStepwise(span, stamp: 0..<text.count),
        "seed \(seed): \(format) on \(String(decoding: text, as: UTF8.self))")
    }
  }
}

extension TimestampRule {
  /// The same without a look at fixed places.
  fileprivate func readStepwise(_ line: RawSpan, stamp: Range<Int>) -> CivilTime? {
    var rule = self
    rule.fixed = nil
    return rule.read(line, stamp: stamp)
  }
}
