import LogPipeline
import TestSupport
import Testing

/// Any cut of the input into reads gives the same records.
@Suite struct SplitLawTests {
  @Test(arguments: Seeded.seeds(1..<200)) func `cuts at random places change nothing`(seed: Int) {
    var random = Seeded(seed)
    let bytes = RandomDocument.bytes(&random, fragments: 5 + random.number(60))
    let whole = frame(bytes)
    #expect(tilingFaults(whole, of: bytes) == [], "seed \(seed)")
    for _ in 0..<4 {
      let cuts = (0..<random.number(30)).map { _ in random.number(bytes.count + 1) }.sorted()
      #expect(frame(bytes, cuts: cuts) == whole, "seed \(seed), cuts \(cuts)")
    }
    let size = 1 + random.number(9)
    #expect(
      frame(bytes, cuts: Array(stride(from: 0, to: bytes.count, by: size))) == whole, "seed \(seed), reads of \(size)")
  }

  @Test(arguments: Seeded.seeds(1..<25)) func `no single cut of a short document changes anything`(seed: Int) {
    var random = Seeded(seed)
    let bytes = RandomDocument.bytes(&random, fragments: 6)
    let whole = frame(bytes)
    for cut in 0...bytes.count { #expect(frame(bytes, cuts: [cut]) == whole, "seed \(seed), cut at \(cut)") }
  }

  @Test(arguments: Seeded.seeds(1..<7)) func `cuts change nothing at the caps either`(seed: Int) {
    var random = Seeded(seed)
    var bytes: [UInt8] = []
    for _ in 0..<6 {
      bytes += RandomDocument.bytes(&random, fragments: 4)
      switch random.number(4) {
      case 0: bytes += [UInt8](repeating: UInt8(ascii: "x"), count: RecordLimits.lineBytesMax - 40 + random.number(80))
      case 1: bytes += Array(String(repeating: "\n", count: RecordLimits.recordLinesMax - 5 + random.number(10)).utf8)
      case 2:
        let line = String(repeating: "y", count: 1 + random.number(5_000)) + "\n"
        bytes += Array(String(repeating: line, count: RecordLimits.recordBytesMax / line.utf8.count + 1).utf8)
      default: bytes += [UInt8](repeating: 0, count: random.number(70_000))
      }
    }
    let whole = frame(bytes)
    #expect(tilingFaults(whole, of: bytes) == [], "seed \(seed)")
    for _ in 0..<3 {
      let cuts = (0..<40).map { _ in random.number(bytes.count + 1) }.sorted()
      #expect(frame(bytes, cuts: cuts) == whole, "seed \(seed), cuts \(cuts)")
    }
  }

  @Test(arguments: Seeded.seeds(1..<20)) func `bytes without any sense are framed`(seed: Int) {
    var random = Seeded(seed)
    let alphabet = Array("[]2017-09-19 T:,.ERRORpanel(): \r\n\n\t=@\u{0}".utf8) + [0x00, 0x0A, 0xFF, 0xC3, 0xE2]
    let bytes = (0..<3_000).map { _ in random.pick(alphabet) }
    let whole = frame(bytes)
    #expect(tilingFaults(whole, of: bytes) == [], "seed \(seed)")
    #expect(frame(bytes, cuts: Array(stride(from: 0, to: bytes.count, by: 7))) == whole, "seed \(seed)")
  }
}
