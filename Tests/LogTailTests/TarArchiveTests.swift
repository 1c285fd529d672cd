import TestSupport
import Testing

@testable import LogTail

struct TarArchiveTests {
  private struct Answer: Equatable {
    var names: [String] = []
    var kinds: [TarEntry.Kind] = []
    var contents: [String] = []
    var damage: Damage?
  }

  /// - Parameter reads: How much of each entry is read before the next one is asked for.
  private func read(_ bytes: [UInt8], batch: Int = .max, reads: Int = .max) throws -> Answer {
    let archive = TarArchive(Bytes(bytes, batchBytes: batch))
    var answer = Answer()
    while let entry = try archive.next() {
      answer.names.append(entry.name)
      answer.kinds.append(entry.kind)
      var text: [UInt8] = []
      let contents = archive.contents()
      var buffer = [UInt8](repeating: 0, count: 700)
      while text.count < reads, case let count = try contents.read(into: &buffer), count > 0 {
        text += buffer[..<count]
      }
      answer.contents.append(String(decoding: text, as: UTF8.self))
    }
    answer.damage = archive.damage
    return answer
  }

  @Test(arguments: [1, 7, 511, 512, 513, .max])
  func `entries come with their bytes, however the archive is cut`(batch: Int) throws {
    let files = [
      ("panel.log", String(repeating: "line\n", count: 300)), ("empty.log", ""), ("a/b/c.log", "x"),
      ("full.log", String(repeating: "y", count: 512)), ("ü.log", "z"),
    ]
    let answer = try read(Tar.archive(files.map { ($0.0, Array($0.1.utf8)) }), batch: batch)
    #expect(answer.names == files.map(\.0))
    #expect(answer.contents == files.map(\.1))
    #expect(answer.damage == nil)
  }

  @Test func `an entry that is not read to its end is passed over`() throws {
    let bytes = Tar.archive((0..<5).map { ("\($0).log", [UInt8](repeating: UInt8(ascii: "a"), count: 5_000)) })
    #expect(try read(bytes, reads: 1).names == ["0.log", "1.log", "2.log", "3.log", "4.log"])
    #expect(try read(bytes, reads: 0).damage == nil)
  }

  @Test(arguments: Tar.LongNames.allCases)
  func `long names come whole`(longNames: Tar.LongNames) throws {
    let name = String(repeating: "directory/", count: 12) + "panel.log"
    var tar = Tar()
    tar.add(name, "one", longNames: longNames)
    tar.add("short.log", "two")
    let answer = try read(tar.ended)
    #expect(answer.names == [name, "short.log"])
    #expect(answer.contents == ["one", "two"])
  }

  @Test func `an extended header's size counts, and the rest of it harms nothing`() throws {
    var tar = Tar()
    let records = Tar.paxRecord("mtime", "1.5") + Tar.paxRecord("size", "3") + Array("nonsense".utf8)
    tar.addEntry("PaxHeaders/x", type: "x", records)
    tar.addEntry("a.log", size: Tar.octal(0, 11), Array("abc".utf8))
    tar.addEntry("global", type: "g", Tar.paxRecord("comment", "x"))
    tar.add("b.log", "two")
    let answer = try read(tar.ended)
    #expect(answer.names == ["a.log", "b.log"])
    #expect(answer.contents == ["abc", "two"])
  }

  @Test func `what is no plain file says so`() throws {
    var tar = Tar()
    tar.addEntry("directory/", type: "5")
    tar.addEntry("old/", type: "0")
    for type: Character in ["1", "2", "3", "4", "6", "S", "Z"] { tar.addEntry("\(type)", type: type) }
    tar.addEntry("PaxHeaders/x", type: "x", Tar.paxRecord("GNU.sparse.major", "1"))
    tar.addEntry("holes.log", Array("x".utf8))
    tar.addEntry("contiguous.log", type: "7", Array("c".utf8))
    tar.addEntry("v7.log", type: "\u{0}", magic: "", Array("7".utf8))
    let answer = try read(tar.ended)
    #expect(
      answer.kinds == [
        .directory, .directory, .link, .link, .device, .device, .device, .sparse, .unknown, .sparse, .file, .file,
      ])
    #expect(answer.contents.suffix(2) == ["c", "7"])
    #expect(answer.damage == nil)
  }

  @Test(arguments: [1, 2, 5])
  func `an archive behind the end mark of another is read too`(blocks: Int) throws {
    var first = Tar()
    first.add("a.log", "one")
    var second = Tar()
    second.add("b.log", "two")
    let bytes = first.bytes + [UInt8](repeating: 0, count: 512 * blocks) + second.ended
    #expect(try read(bytes).names == ["a.log", "b.log"])
    #expect(try read(second.ended + Array(repeating: 7, count: 2_000)).damage == nil)
  }

  @Test func `cut anywhere, what stood before comes, and that it was cut is said`() throws {
    var tar = Tar()
    tar.add("a.log", String(repeating: "a", count: 700))
    tar.add("b.log", "bb")
    let whole = try read(tar.ended)
    for end in stride(from: 0, through: tar.bytes.count + 511, by: 1) {
      let answer = try read(Array(tar.ended[..<end]), batch: 997)
      // A block of the end mark is enough.
      #expect(answer.damage == (end >= tar.bytes.count + 512 ? nil : .tarTruncated), "cut at \(end)")
      #expect(whole.names.starts(with: answer.names), "cut at \(end)")
      for (mine, theirs) in zip(answer.contents, whole.contents) { #expect(theirs.hasPrefix(mine), "cut at \(end)") }
    }
  }

  @Test func `a wrong check sum ends the archive and is said`() throws {
    var tar = Tar()
    tar.add("a.log", "one")
    tar.addEntry("b.log", isDamaged: true, Array("two".utf8))
    tar.add("c.log", "three")
    let answer = try read(tar.ended)
    #expect(answer.names == ["a.log"])
    #expect(answer.damage == .tarCorrupt)
  }

  static let absurdSizes: [[UInt8]] = [
    Tar.octal(0o77777777777, 11), Array("777777777777".utf8), Tar.binary(1 << 63), Tar.binary(.max),
    Tar.binary(1 << 62),
    [0x80] + Array(repeating: 0xFF, count: 11), [0xBF] + Array(repeating: 0xFF, count: 11),
  ]

  @Test(arguments: absurdSizes)
  func `an entry that claims more than there is comes as far as it goes`(size: [UInt8]) throws {
    var tar = Tar()
    tar.addEntry("a.log", size: size, Array("abc".utf8))
    tar.add("b.log", "two")
    let answer = try read(tar.ended)
    #expect(answer.names == ["a.log"])
    #expect(answer.contents[0].hasPrefix("abc"))
    #expect(answer.damage == .tarTruncated)
    #expect(try read(tar.ended, reads: 0).damage == .tarTruncated)
  }

  @Test(arguments: [[0xFF] + Array(repeating: 0xFE, count: 11), Array("12x45678901".utf8), Array("-0000000001".utf8)])
  func `a size that is no size is damage`(size: [UInt8]) throws {
    var tar = Tar()
    tar.add("a.log", "one")
    tar.addEntry("b.log", size: size, Array("two".utf8))
    #expect(try read(tar.ended).damage == .tarCorrupt)
  }

  @Test func `a name longer than any path is said and its entry passed over`() throws {
    var tar = Tar()
    tar.add(String(repeating: "x", count: 200_000), "one", longNames: .gnu)
    tar.add(String(repeating: "y", count: 5_000), "two", longNames: .pax)
    tar.add("b.log", "three")
    let answer = try read(tar.ended)
    #expect(answer.kinds == [.nameTooLong, .nameTooLong, .file])
    #expect(answer.names.allSatisfy { $0.utf8.count <= TarArchive.nameBytesMax })
    #expect(answer.damage == nil)
  }

  @Test func `names without end are an end`() throws {
    var tar = Tar()
    tar.addEntry(
      "././@LongLink", type: "L", size: Tar.binary(1 << 62), Array(repeating: UInt8(ascii: "x"), count: 9_000))
    #expect(try read(tar.bytes).damage == .tarTruncated)
    var chain = Tar()
    for _ in 0..<50 { chain.addEntry("././@LongLink", type: "L", Array("name\u{0}".utf8)) }
    chain.addEntry("a.log", Array("one".utf8))
    #expect(try read(chain.ended).names == ["name"])
  }

  @Test func `more entries than any host has end it`() throws {
    var one = Tar()
    one.addEntry("a")
    let bytes = Array(repeatElement(one.bytes, count: TarArchive.entriesMax + 1).joined())
    let archive = TarArchive(Bytes(bytes))
    var count = 0
    while try archive.next() != nil { count += 1 }
    #expect(count == TarArchive.entriesMax)
    #expect(archive.damage == .tarTooManyEntries)
  }

  @Test func `one wrong byte anywhere never crashes, and gives no bytes that are not there`() throws {
    for seed in Seeded.seeds(0..<300) {
      var random = Seeded(seed)
      var tar = Tar()
      tar.add("a.log", String(repeating: "a", count: random.number(1_200)))
      tar.add(String(repeating: "n/", count: 80) + "b.log", "bb", longNames: random.pick([.gnu, .pax]))
      var bytes = tar.ended
      for _ in 0...random.number(3) { bytes[random.number(bytes.count)] = UInt8(random.number(256)) }
      let answer = try read(bytes, batch: 1 + random.number(2_000))
      #expect(answer.contents.reduce(0) { $0 + $1.utf8.count } <= bytes.count * 3, "OXTAIL_SEED=\(seed)")
    }
  }
}
