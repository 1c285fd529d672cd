import TestSupport
import Testing

@testable import LogTail

struct ContentSumTests {
  private static func sum(_ bytes: [UInt8], cuts: [Int] = []) -> ContentSum {
    var sum = ContentSum()
    var start = 0
    for end in cuts + [bytes.count] {
      sum.add(RawSpan(_elements: bytes.span).extracting(start..<end))
      start = end
    }
    return sum
  }

  private static func random(_ seed: Int, _ count: Int) -> [UInt8] {
    var random = Seeded(seed)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.number(256)) }
  }

  @Test(arguments: Seeded.seeds(0..<10))
  func `any cut of the same bytes gives the same sum`(seed: Int) {
    let bytes = Self.random(seed, 300_000)
    var random = Seeded(seed + 1)
    let cuts = (0..<20).map { _ in random.number(bytes.count) }.sorted()
    #expect(Self.sum(bytes, cuts: cuts) == Self.sum(bytes), "OXTAIL_SEED=\(seed)")
    #expect(Self.sum(bytes).bytes == bytes.count)
  }

  /// The first 4 KiB of each 64 KiB count, in the first stretch and in the later ones, and of each 256 KiB behind the first MiB.
  @Test(arguments: [0, 4095, 65_536, 65_536 + 4095, 262_144, 983_040, 1_048_576, 1_310_720 + 4095])
  func `another byte where it is looked at is another sum`(place: Int) {
    let bytes = Self.random(1, 1_400_000)
    var other = bytes
    other[place] ^= 1
    #expect(Self.sum(other) != Self.sum(bytes))
  }

  @Test func `another length is another sum`() {
    let bytes = Self.random(1, 100_000)
    #expect(Self.sum(Array(bytes.dropLast())) != Self.sum(bytes))
  }
}
