import Foundation
import LogPipeline
import LogTail
import TestSupport
import Testing

@testable import OxtailService

/// What support really gets: compressed logs, archives, and what somebody made of them.
struct ArchiveScanTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func result(_ paths: String..., expansion: ExpansionLimits = .standard) -> ScanResult {
    var options = ScanOptions(paths: paths.isEmpty ? [directory.path] : paths.map { directory.path + "/" + $0 })
    options.expansion = expansion
    return Scanner(catalogue: Shipped.catalogue, options: options, hash: .repeatable).scan()
  }

  private func name(_ path: String) -> String { path.replacing(directory.path + "/", with: "") }

  private func sources(_ result: ScanResult) -> [String] { result.sources.map { name($0.file) } }

  /// `file: reason`
  private func skipped(_ result: ScanResult) -> [String] { result.skipped.map { "\(name($0.file)): \($0.reason)" } }

  private static let log =
    LogTexts.panelNoise("12:00:00") + LogTexts.report("12:29:41") + LogTexts.panelNoise("12:50:00")

  // MARK: Compressed and packed logs are logs

  static let packings: [String] = ["gz", "tar", "tar.gz", "tar of gz", "tar.gz of gz", "gz in members"]

  @Test(arguments: packings, Story.all.prefix(6))
  func `however the logs of a story are packed, it is told the same, down to the ids`(packing: String, story: Story)
    throws
  {
    var tar = Tar()
    for log in try story.logs {
      let bytes = try Repository.bytes(of: story.folder + "/" + log)
      switch packing {
      case "gz": try directory.write(log + ".gz", Gzip.member(bytes))
      case "gz in members":
        let half = bytes.count / 2
        try directory.write(log + ".gz", Gzip.members([Array(bytes[..<half]), [], Array(bytes[half...])]))
      case "tar of gz", "tar.gz of gz": tar.add("./\(log).gz", Gzip.member(bytes))
      default: tar.add(log, bytes)
      }
    }
    if packing.hasPrefix("tar") {
      try directory.write("case.bin", packing.hasPrefix("tar.gz") ? Gzip.member(tar.ended) : tar.ended)
    }
    let alone = try scanned([""], below: story.folder)
    let packed = try scanned([""], below: directory.path)
    func told(_ answer: JSONValue, _ key: String) -> String {
      JSONValue.array(answer.list(key)).description.replacing("case.bin/", with: "")
        .replacing(#/\.gz\b/#, with: "")
    }
    for key in ["incidents", "suspected", "other_clients", "sources"] {
      #expect(told(packed, key) == told(alone, key), "\(key)")
    }
    #expect(packed.list("skipped") == [])
    // Nothing was written beside them.
    let now = try Repository.files(below: directory.path)
    #expect(now == (packing.hasPrefix("tar") ? ["case.bin"] : try story.logs.map { $0 + ".gz" }.sorted()))
  }

  @Test func `bytes are those of the text, progress those on disk`() throws {
    let text = String(repeating: Self.log, count: 2_000)
    try directory.write("panel.log.gz", Gzip.member(text))
    try directory.write("other.txt", "no log\n")
    let packed = Gzip.member(text).count + 7
    var steps: [(done: Int, total: Int)] = []
    let scanner = Scanner(
      catalogue: Shipped.catalogue, options: ScanOptions(paths: [directory.path]), hash: .repeatable,
      progress: { steps.append(($0, $1)) })
    let result = scanner.scan()
    #expect(result.sources.map(\.bytes) == [text.utf8.count])
    #expect(steps.allSatisfy { $0.total == packed && $0.done <= packed })
    #expect(steps.map(\.done) == steps.map(\.done).sorted())
    #expect(steps.last?.done == packed)
  }

  @Test func `a log in an archive is forced to a side as any other, the archive is opened all the same`() throws {
    try directory.write("x", Gzip.member(Tar.archive([("a", Array("no head\n".utf8))])))
    let answer = try scanned(["x"], below: directory.path) { $0.forced = ForcedSource(side: .plesk) }
    #expect(answer.list("sources").compactMap { $0["file"]?.string } == ["x/a"])
  }

  // MARK: Names

  @Test func `names in an archive are names and nothing else`() throws {
    var tar = Tar()
    for name in [
      "../../etc/a/panel.log", "/etc/b/panel.log", "./c//./panel.log", "..", "d/.hidden/panel.log", ".e.log",
    ] {
      tar.add(name, Self.log + name + "\n")
    }
    try directory.write("x.tar", tar.ended)
    let result = result()
    #expect(
      sources(result) == ["x.tar/../../etc/a/panel.log", "x.tar/etc/b/panel.log", "x.tar/c/panel.log", "x.tar/.."])
    #expect(try Repository.files(below: directory.path) == ["x.tar"])
  }

  @Test func `what is no plain file in an archive is skipped with its reason`() throws {
    var tar = Tar()
    tar.addEntry("link.log", type: "2")
    tar.addEntry("device.log", type: "3")
    tar.addEntry("holes.log", type: "S", Array("x".utf8))
    tar.addEntry("logs/", type: "5")
    tar.add("logs/panel.log", Self.log)
    tar.add("notes.txt", "nothing")
    tar.add("empty.log", "")
    try directory.write("x.tar", tar.ended)
    let result = result("x.tar")
    #expect(sources(result) == ["x.tar/logs/panel.log"])
    #expect(
      skipped(result) == [
        "x.tar/link.log: a link in an archive", "x.tar/device.log: neither a file nor a directory",
        "x.tar/holes.log: a file with holes in an archive: unpack it first", "x.tar/notes.txt: no known log",
        "x.tar/empty.log: empty",
      ])
    #expect(result.exitCode == 0)
  }

  // MARK: What is not opened

  @Test(arguments: ["BZh91AY", "\u{FD}7zXZ", "(zst", "PK\u{3}\u{4}"])
  func `other compressions are skipped, in archives too`(start: String) throws {
    var bytes = start.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    if start.hasPrefix("(") { bytes = [0x28, 0xB5, 0x2F, 0xFD] }
    try directory.write("a.log", bytes)
    try directory.write("x.tar", Tar.archive([("b.log", bytes)]))
    let result = result()
    #expect(result.skipped.map { name($0.file) } == ["a.log", "x.tar/b.log"])
    #expect(result.skipped.allSatisfy { $0.reason.hasSuffix("unpack it first") && $0.exitCode == 0 })
    #expect(self.result("a.log").exitCode == 65)
  }

  @Test func `two archives deep is read, three is not, nor what is compressed twice`() throws {
    let log = Array(Self.log.utf8)
    let inner = Gzip.member(Tar.archive([("panel.log.gz", Gzip.member(log))]))
    let middle = Gzip.member(Tar.archive([("plesk1.tar.gz", inner)]))
    try directory.write("two.tgz", middle)
    #expect(sources(result("two.tgz")) == ["two.tgz/plesk1.tar.gz/panel.log.gz"])
    try directory.write(
      "three.tgz", Gzip.member(Tar.archive([("a.tar", Tar.archive([("b.tar", Tar.archive([("c", log)]))]))])))
    #expect(
      skipped(result("three.tgz")) == [
        "three.tgz/a.tar/b.tar: an archive in an archive in an archive: unpack it first",
        "three.tgz: no known log in this archive",
      ])
    try directory.write("twice.gz", Gzip.member(Gzip.member(log)))
    #expect(skipped(result("twice.gz")) == ["twice.gz: compressed twice: unpack it first"])
    #expect(result("twice.gz").exitCode == 65)
  }

  @Test func `an archive without any log is said where it was named`() throws {
    try directory.write("x.tar", Tar.archive([("notes.txt", Array("nothing".utf8))]))
    #expect(result("x.tar").exitCode == 65)
    #expect(result().exitCode == 0)
    #expect(skipped(result()) == ["x.tar/notes.txt: no known log"])
  }

  // MARK: Damage

  @Test func `of a truncated log what could be read is kept, and the rest is said`() throws {
    let text = (0..<400).map { LogTexts.report("12:\(10 + $0 / 60 % 40):\(10 + $0 % 50)", "d\($0).example") }.joined()
    let packed = Gzip.member(text)
    for end in stride(from: packed.count / 4, to: packed.count, by: packed.count / 9) {
      try directory.write("panel.log.gz", Array(packed[..<end]))
      let result = result("panel.log.gz")
      #expect(result.incidents.reduce(0) { $0 + $1.occurrences.count } > 10, "cut at \(end)")
      #expect(result.exitCode == 65)
      let skipped = try #require(result.skipped.first)
      #expect(result.skipped.count == 1)
      #expect(skipped.isPartlyRead)
      #expect(skipped.bytes == end)
      #expect(skipped.reason.contains("\(result.sources[0].bytes) bytes"))
      #expect(self.result().exitCode == 0)
    }
  }

  @Test func `a file cut before its first byte of text is truncated and not empty`() throws {
    try directory.write("panel.log.gz", Array(Gzip.member(Self.log)[..<12]))
    #expect(result("panel.log.gz").skipped.map(\.isPartlyRead) == [true])
    #expect(result("panel.log.gz").sources.isEmpty)
  }

  @Test func `a wrong check sum is said, and the log is read`() throws {
    var packed = Gzip.member(Self.log)
    packed[packed.count - 6] ^= 1
    try directory.write("panel.log.gz", packed)
    #expect(sources(result()) == ["panel.log.gz"])
    #expect(result().incidents.count == 1)
    #expect(result().skipped.map(\.isPartlyRead) == [true])
  }

  @Test func `a truncated archive gives what stood before its end, and says so once`() throws {
    let other = LogTexts.report("13:00:00", "b.example") + String(repeating: LogTexts.panelNoise("13:10:00"), count: 50)
    let tar = Tar.archive([("a/panel.log", Array(Self.log.utf8)), ("b/panel.log", Array(other.utf8))])
    try directory.write("x.tar", Array(tar[..<(tar.count - 3_000)]))
    let packed = Gzip.member(tar, level: 0)
    try directory.write("y.tar.gz", Array(packed[..<(packed.count - 3_000)]))
    try directory.write("z.tar", Tar.archive([("a.tar", Array(tar[..<(tar.count - 3_000)]))]))
    for (file, damaged) in [("x.tar", "x.tar"), ("y.tar.gz", "y.tar.gz"), ("z.tar", "z.tar/a.tar")] {
      let result = result(file)
      #expect(result.sources.count == 2, "\(file)")
      #expect(result.incidents.flatMap(\.occurrences).count == 2, "\(file)")
      #expect(result.skipped.map { name($0.file) } == [damaged])
      #expect(result.exitCode == (file == damaged ? 65 : 0))
    }
  }

  @Test func `a member that is damaged leaves the others as they are`() throws {
    var bad = Gzip.member(Self.log)
    bad.removeLast(9)
    let good = Gzip.member(LogTexts.report("13:00:00", "b.example"))
    try directory.write("x.tar", Tar.archive([("a/panel.log.gz", bad), ("b/panel.log.gz", good)]))
    let result = result("x.tar")
    #expect(result.sources.count == 2)
    #expect(result.skipped.map { name($0.file) } == ["x.tar/a/panel.log.gz"])
  }

  // MARK: Bombs

  @Test func `a bomb stops, is said, and harms no other log`() throws {
    try directory.write("bomb.gz", Gzip.bomb(members: 200))
    try directory.write(
      "bomb.tar", Tar.archive([("bomb.log.gz", Gzip.bomb(members: 200)), ("panel.log", Array(Self.log.utf8))]))
    let limits = ExpansionLimits(ratioMax: 200, freeBytes: 1_000_000, bytesMax: 8_000_000)
    let result = result(expansion: limits)
    #expect(sources(result) == ["bomb.tar/panel.log"])
    #expect(Set(result.skipped.filter(\.isPartlyRead).map { name($0.file) }) == ["bomb.gz", "bomb.tar/bomb.log.gz"])
    #expect(result.skipped.filter(\.isPartlyRead).allSatisfy { $0.reason.hasPrefix("expands too far") })
    let named = self.result("bomb.gz", expansion: limits)
    #expect(named.exitCode == 65)
    #expect(named.skipped.count == 1)
  }

  @Test func `bombs in one archive share what one file may expand to`() throws {
    let bomb = Gzip.member([UInt8](repeating: UInt8(ascii: "\n"), count: 900_000), level: 9)
    let members = (0..<20).map { (name: "\($0).log", bytes: bomb) }
    try directory.write("x.tgz", Gzip.member(Tar.archive(members)))
    let limits = ExpansionLimits(ratioMax: 10, freeBytes: 1_000_000, bytesMax: 3_000_000)
    let result = result(expansion: limits)
    #expect(result.skipped.contains { $0.reason.hasPrefix("expands too far") })
    #expect(result.skipped.count < 20)
  }
}
