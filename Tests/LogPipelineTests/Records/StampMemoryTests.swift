import TestSupport
import Testing

@testable import LogPipeline

@Suite struct StampMemoryTests {
  @Test(arguments: Seeded.seeds(0..<100)) func `a stamp reads the same whatever stood before it`(seed: Int) throws {
    var random = Seeded(seed)
    // Two rules that read the same bytes otherwise, one with its fraction apart, one that is too short to be remembered.
    let formats = ["%Y-%m-%d %H:%M:%S,%f%z", "%Y-%d-%m %H:%M:%S,%f%z", "%Y-%m-%d %H:%M:%S", "%H:%M:%S.%f"]
    let rules = try formats.map { try #require(TimestampRule($0)) }
    let owners = rules.map { _ in Owner() }
    var memory = StampMemory()
    var line = Array("2021-03-04 10:59:58,123+0100 456".utf8)
    for _ in 0..<400 {
      // Most changes touch the second, some anything at all.
      let place = random.happens(oneIn: 3) ? random.number(28) : 17 + random.number(6)
      line[place] = random.pick(Array(random.happens(oneIn: 20) ? " T:.,x+-".utf8 : "0123456789".utf8))
      let span = RawSpan(_elements: line.span)
      let index = random.number(rules.count)
      let stamp = [0..<28, 0..<28, 0..<19, 11..<23][index]
      let fraction = index == 2 && random.happens(oneIn: 2) ? random.pick([20..<23, 29..<32, 20..<20]) : nil
      let expected = rules[index].read(span, stamp: stamp, fraction: fraction)
      let time = rules[index].read(
        span, stamp: stamp, fraction: fraction, offset: nil, meridiem: nil, year: nil, month: nil, day: nil,
        layout: ObjectIdentifier(owners[index]), memory: &memory)
      #expect(time == expected, "seed \(seed): \(formats[index]) on \(String(decoding: line, as: UTF8.self))")
    }
  }

  private final class Owner {}
}
