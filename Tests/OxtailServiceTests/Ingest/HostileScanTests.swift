import Foundation
import LogPipeline
import OxtailService
import TestSupport
import Testing

/// Whatever stands beside or inside a log, the log is read, and what was not is named.
struct HostileScanTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  static let failure =
    "[2017-09-19 12:29:41] ERR [panel] Configuration of Open-Xchange for quitte.example failed: Maximum number of contexts reached: 100\n"
  static let after = "[2017-09-19 12:29:50] INFO [panel] another day\n"

  private func scan(_ paths: [String] = [""], _ change: (inout ScanOptions) -> Void = { _ in }) throws -> JSONValue {
    try scanned(paths, below: directory.path, change)
  }

  private func causes(_ answer: JSONValue) -> [String] { answer.list("incidents").compactMap { $0["cause"]?.string } }

  @Test func `a line of 100 MB among records costs its bytes only`() throws {
    let path = try directory.write("panel.log", Self.failure)
    let writer = try #require(FileHandle(forUpdatingAtPath: path))
    try writer.seekToEnd()
    let megabyte = Data(repeating: UInt8(ascii: "x"), count: 1_000_000)
    for _ in 0..<100 { writer.write(megabyte) }
    writer.write(Data(("\n" + Self.after + Self.failure.replacing("12:29:41", with: "12:31:00")).utf8))
    try writer.close()
    try directory.write("other.log", Self.failure)
    let answer = try scan()
    let source = try #require(answer.list("sources").first { $0["file"]?.string == "panel.log" })
    #expect(source["records"]?.int == 3)
    let size = try #require(source["bytes"]?.int)
    #expect(size > 100_000_000)
    let dropped = try #require(source["dropped_bytes"]?.int)
    #expect(dropped > 100_000_000 - RecordLimits.recordBytesMax && dropped < size)
    #expect(answer.list("sources").count == 2)
    let lines = answer.list("incidents").flatMap { $0.list("occurrences") }.flatMap { $0.list("evidence") }
      .filter { $0["file"]?.string == "panel.log" }.compactMap { $0["line"]?.int }
    #expect(Set(lines) == [1, 4])
  }

  private static let holes: [(String, [UInt8])] = [
    ("at the beginning", [UInt8](repeating: 0, count: 300_000) + [0x0A]), ("of one byte", [0, 0x0A]),
    ("without a newline", [UInt8](repeating: 0, count: 5000)),
  ]

  @Test(arguments: holes)
  func `a hole of NUL bytes does not hide what follows`(name: String, hole: [UInt8]) throws {
    try directory.write("panel.log", hole + Array(Self.failure.utf8) + hole + Array(Self.after.utf8))
    let answer = try scan()
    #expect(causes(answer) == ["limit.contexts"])
    #expect(answer.list("sources").first?["records"]?.int == 2)
  }

  private static let invalid: [[UInt8]] = [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0x80, 0xBF]]

  @Test(arguments: invalid)
  func `invalid UTF-8 inside a record is shown as escapes, and the cause is found`(bytes: [UInt8]) throws {
    let head = Array("[2017-09-19 12:29:41] ERR [panel] Configuration of Open-Xchange for quitte.example failed: ".utf8)
    let rest = Array(" Maximum number of contexts reached: 100\n".utf8)
    try directory.write("panel.log", head + bytes + rest + Array(Self.after.utf8))
    let answer = try scan()
    #expect(causes(answer) == ["limit.contexts"])
    let text = answer.list("incidents").first?.list("occurrences").first?.list("evidence").first?["text"]?.string
    #expect(text?.contains("\\x\(String(bytes[0], radix: 16, uppercase: true))") == true, "\(text ?? "")")
    #expect(text?.contains("\u{FFFD}") == false)
  }

  @Test func `a head whose line is cut inside a character at the bound of a subject is a head`() throws {
    for padding in 0..<4 {
      // The bound lies somewhere in a run of characters of four bytes.
      let long = String(repeating: "x", count: padding) + String(repeating: "🎉", count: MatchLimits.subjectBytesMax / 4)
      try directory.write("panel.log", Self.failure.replacing("\n", with: " \(long)\n") + Self.after)
      let answer = try scan()
      #expect(answer.list("sources").first?["records"]?.int == 2)
      #expect(causes(answer) == ["limit.contexts"])
    }
  }

  @Test func `files that are no logs are skipped with a reason, and the log is read`() throws {
    try directory.write("logs/panel.log", Self.failure + Self.after)
    try directory.write("logs/a.gz", [0x1F, 0x8B, 8, 0])
    try directory.write("logs/empty.log", "")
    try directory.write("logs/notes.txt", "Maximum number of contexts reached: 100\n")
    try directory.write("logs/tool", (0..<5000).map { UInt8(truncatingIfNeeded: $0 * 31) })
    let answer = try scan(["logs"])
    #expect(causes(answer) == ["limit.contexts"])
    let skipped = answer.list("skipped").map { "\($0["file"]?.string ?? ""): \($0["reason"]?.string ?? "")" }
    #expect(
      skipped == [
        "logs/a.gz: truncated gzip file: only the first 0 bytes of what it held could be read", "logs/empty.log: empty",
        "logs/notes.txt: no known log",
        "logs/tool: binary",
      ])
  }

  @Test func `the exit code is that of the worst that was named, nothing of what was met`() throws {
    try directory.write("logs/panel.log", Self.failure)
    try directory.write("logs/notes.txt", "no head\n")
    func exitCode(_ paths: String...) -> Int32 {
      let paths = paths.map { directory.path + "/" + $0 }
      return Scanner(catalogue: Shipped.catalogue, options: ScanOptions(paths: paths)).scan().exitCode
    }
    #expect(exitCode("logs") == 0)
    #expect(exitCode("logs", "logs/notes.txt") == 65)
    #expect(exitCode("logs/notes.txt", "nowhere") == 66)
    #expect(exitCode("nowhere", "logs/notes.txt", "logs/panel.log") == 66)
  }

  @Test func `two layouts in one file are both read and both named`() throws {
    try directory.write(
      "panel.log",
      Self.failure
        + "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [panel] Configuration of Open-Xchange for birne.example failed: Maximum number of contexts reached: 7\n"
    )
    let answer = try scan()
    let source = try #require(answer.list("sources").first)
    #expect(source["format"]?.string == "plesk-bracketed+plesk-obsidian")
    #expect(source["records"]?.int == 2)
    let domains = answer.list("incidents").flatMap { $0.list("occurrences") }.compactMap {
      $0["subject"]?["domain"]?.string
    }
    #expect(Set(domains) == ["quitte.example", "birne.example"])
  }

  @Test func `a zone that nothing tells is that of the same host's other log, else UTC`() throws {
    try directory.write(
      "a/ox1/open-xchange.log.0", "2020-05-21T11:58:37,985+0200 ERROR [W-1] com.openexchange.A.b(A.java:1)\ntext\n")
    try directory.write("a/ox1/old.log", "Nov 23, 2013 7:55:06 PM com.openexchange.A b\nSEVERE: text\n")
    try directory.write("a/plesk1/panel.log", Self.failure)
    let sources = try scan().list("sources")
    func source(_ name: String) -> JSONValue? { sources.first { $0["file"]?.string?.hasSuffix(name) == true } }
    #expect(source("log.0")?["offset_from"]?.string == "head")
    #expect(source("old.log")?["offset_from"]?.string == "assumed")
    #expect(source("old.log")?["utc_offset"]?.string == "+02:00")
    #expect(source("panel.log")?["offset_from"]?.string == "assumed")
    #expect(source("panel.log")?["utc_offset"]?.string == "+00:00")
  }

  @Test func `a side that is forced is taken for granted`() throws {
    try directory.write("odd", "no head at all\n")
    let answer = try scan { $0.forced = ForcedSource(side: .openXchange) }
    let source = try #require(answer.list("sources").first)
    #expect(source["side"]?.string == "ox")
    #expect(source["records"]?.int == 0)
    #expect(source["format"] == .null)
    #expect(source["unparsed_bytes"]?.int == 15)
  }

  @Test func `a byte order mark before the first line costs no record and moves no offset`() throws {
    let head = "[2017-09-19 12:29:41] ERR [panel] Configuration of Open-Xchange for a.example failed: Forbidden\n"
    try directory.write("panel.log", [0xEF, 0xBB, 0xBF] + Array((head + head.replacing("29:41", with: "31:41")).utf8))
    let answer = try scan()
    let source = try #require(answer.list("sources").first)
    #expect(source["records"]?.int == 2)
    #expect(source["unparsed_bytes"]?.int == 3)
    let evidence = answer.list("incidents").flatMap { $0.list("occurrences") }.flatMap { $0.list("evidence") }
    #expect(evidence.map { $0["offset"]?.int } == [3, 3 + head.utf8.count])
    #expect(evidence.map { $0["line"]?.int } == [1, 2])
  }
}
