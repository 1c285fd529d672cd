import TestSupport
import Testing

@testable import LogTail

struct GzipStreamTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private struct Answer: Equatable {
    var bytes: [UInt8]
    var damage: Damage?
  }

  private func unpacked(
    _ bytes: [UInt8], inputBatch: Int = .max, outputBatch: Int = 64 * 1024, limits: ExpansionLimits = .standard
  ) throws -> Answer {
    // The budget asks the file how much was read: here all of it at once.
    let file = try FileStream(path: directory.write("all.gz", bytes))
    _ = try file.skip(bytes.count)
    let stream = GzipStream(Bytes(bytes, batchBytes: inputBatch), budget: ExpansionBudget(file, limits: limits))
    return Answer(bytes: try LogTailTests.bytes(of: stream, batchBytes: outputBatch), damage: stream.damage)
  }

  private func randomText(_ random: inout Seeded, _ count: Int) -> [UInt8] {
    let words = [
      "SEVERE: ", "Context already exists\n", "\tat com.openexchange.", "admin", "\n", "\u{0}", "ü", "2015-10-15 ",
    ]
    var bytes: [UInt8] = []
    while bytes.count < count { bytes += Array(random.pick(words).utf8) }
    return bytes
  }

  @Test func `members one after the other are one text`() throws {
    let pieces = ["one\n", "", "two\n", "three"].map { Array($0.utf8) }
    #expect(try unpacked(Gzip.members(pieces)) == Answer(bytes: Array("one\ntwo\nthree".utf8), damage: nil))
  }

  @Test(arguments: [0, 1, 511, 70_000])
  func `NUL bytes behind the last member are padding`(count: Int) throws {
    let padded = Gzip.member("one\n") + [UInt8](repeating: 0, count: count)
    #expect(try unpacked(padded) == Answer(bytes: Array("one\n".utf8), damage: nil))
    #expect(try unpacked(padded + Gzip.member("two")).bytes == Array("one\ntwo".utf8))
  }

  @Test(arguments: ["x", "xy", "\u{1F}", "\u{1F}x", "plain text behind it\n"])
  func `what is no member behind the last one is said`(trailing: String) throws {
    let answer = try unpacked(Gzip.member("one\n") + Array(trailing.utf8))
    #expect(answer.bytes == Array("one\n".utf8))
    // A lone first byte of a member may be one that was cut.
    #expect(answer.damage == (trailing == "\u{1F}" ? .gzipTruncated : .gzipTrailing))
  }

  @Test func `any cut of the input and any size of the output give the same bytes`() throws {
    for seed in Seeded.seeds(0..<30) {
      var random = Seeded(seed)
      let pieces = (0...random.number(4)).map { _ in
        let count = random.number(3_000)
        return randomText(&random, count)
      }
      let packed = Gzip.members(pieces)
      for _ in 0..<6 {
        let answer = try unpacked(packed, inputBatch: 1 + random.number(200), outputBatch: 1 + random.number(5_000))
        #expect(answer == Answer(bytes: pieces.flatMap { $0 }, damage: nil), "OXTAIL_SEED=\(seed)")
      }
    }
  }

  @Test func `cut anywhere, what could be unpacked comes, and that it was cut is said`() throws {
    let text = Array("2015-10-15 ERR [panel] one\n2015-10-15 ERR [panel] two\n".utf8)
    let packed = Gzip.member(Array(text[..<27])) + Gzip.member(Array(text[27...]))
    let boundary = Gzip.member(Array(text[..<27])).count
    var lengths: Set<Int> = []
    for end in 0..<packed.count {
      let answer = try unpacked(Array(packed[..<end]), inputBatch: 1 + end % 7)
      #expect(text.starts(with: answer.bytes), "cut at \(end)")
      #expect(answer.damage == (end == boundary ? nil : .gzipTruncated), "cut at \(end)")
      if end >= boundary { #expect(answer.bytes.count >= 27, "cut at \(end)") }
      lengths.insert(answer.bytes.count)
    }
    #expect(lengths.count > 20)
  }

  @Test func `one wrong byte anywhere is said or harmless, and never crashes`() throws {
    let text = Array("2015-10-15 ERR [panel] one\n".utf8)
    let packed = Gzip.member(text)
    var said = 0
    for index in packed.indices {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = packed
        bytes[index] ^= mask
        let answer = try unpacked(bytes)
        if answer.damage != nil { said += 1 } else { #expect(answer.bytes == text, "byte \(index)") }
      }
    }
    #expect(said > packed.count * 2)
  }

  @Test func `a wrong check sum or length is said, and the bytes come all the same`() throws {
    let text = Array("2015-10-15 ERR [panel] one\n".utf8)
    for index in 1...8 {
      var bytes = Gzip.member(text)
      bytes[bytes.count - index] ^= 1
      #expect(try unpacked(bytes) == Answer(bytes: text, damage: .gzipCorrupt))
    }
  }

  @Test func `no bytes at all are a truncated file`() throws {
    #expect(try unpacked([]) == Answer(bytes: [], damage: .gzipTruncated))
  }

  @Test func `ten gigabytes of NUL bytes stop at what is free`() throws {
    // 10 KiB a member: a thousand of them would be 10 GiB.
    let packed = Gzip.bomb(members: 1_000)
    let file = try FileStream(path: directory.write("bomb.gz", packed))
    let stream = GzipStream(file, budget: ExpansionBudget(file))
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    var count = 0
    while case let taken = try stream.read(into: &buffer), taken > 0 { count += taken }
    #expect(stream.damage == .expandsTooFar)
    #expect(count >= ExpansionLimits.standard.freeBytes)
    #expect(count <= ExpansionLimits.standard.freeBytes + FileStream.batchBytes)
  }

  @Test(arguments: [
    (ExpansionLimits(ratioMax: 10, freeBytes: 1_000, bytesMax: 50_000), 50_000, false),
    (ExpansionLimits(ratioMax: 10, freeBytes: 100_000, bytesMax: 1_000_000), 50_000, true),
    (ExpansionLimits(ratioMax: 2_000, freeBytes: 0, bytesMax: 1_000_000), 50_000, true),
    (ExpansionLimits(ratioMax: 2_000, freeBytes: 0, bytesMax: 40_000), 50_000, false),
  ])
  func `the ratio counts beyond what is free, the size always`(limits: ExpansionLimits, bytes: Int, isRead: Bool) throws
  {
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
    let answer = try unpacked(Gzip.member(text), outputBatch: 500, limits: limits)
    #expect(answer.damage == (isRead ? nil : .expandsTooFar))
    #expect((answer.bytes.count == bytes) == isRead)
  }
}
