import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

/// A log is known by its content, whatever its name.
struct SourceRecogniserTests {
  static let plesk = "[2017-09-19 12:29:41] ERR [panel] text\n"
  static let obsidian = "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [panel] text\n"
  static let ox = "2020-05-21T11:58:37,985+0200 ERROR [OXWorker-1] com.openexchange.admin.A.create(A.java:1)\ntext\n"
  static let jul = "Nov 23, 2013 7:55:06 PM com.openexchange.admin.A create\nSEVERE: text\n"

  /// The same of all bytes at once and of pieces.
  private func verdict(_ bytes: [UInt8]) throws -> SourceRecogniser.Verdict {
    let span = RawSpan(_elements: bytes.span)
    var whole = SourceRecogniser(layouts: Shipped.catalogue.layouts)
    if !bytes.isEmpty { whole.add(span) }
    var pieces = SourceRecogniser(layouts: Shipped.catalogue.layouts)
    for start in stride(from: 0, to: bytes.count, by: 5000) where !pieces.isDecided {
      pieces.add(span.extracting(start..<min(start + 5000, bytes.count)))
    }
    let verdict = whole.verdict()
    #expect(pieces.verdict() == verdict)
    return verdict
  }

  @Test(arguments: [
    (plesk, Side.plesk), (obsidian, .plesk), (ox, .openXchange), (jul, .openXchange),
    // Most heads win: a line of the other side may stand in a record, and even first.
    (plesk + ox + plesk, .plesk), (ox + plesk + ox, .openXchange), (plesk + ox + ox, .openXchange),
    // What stands before the first head, and how lines end, is no matter.
    ("rotated\n\n" + plesk, .plesk), (plesk.replacing("\n", with: "\r\n"), .plesk), ("\u{FEFF}\n" + ox, .openXchange),
    (String(plesk.dropLast()), .plesk), (String(repeating: "x\n", count: 100_000) + plesk, .plesk),
  ])
  func `the side with most heads wrote it`(text: String, side: Side) throws {
    #expect(try verdict(Array(text.utf8)) == .log(side))
  }

  @Test func `a hole of NUL bytes before the records is what truncation leaves`() throws {
    #expect(try verdict([UInt8](repeating: 0, count: 100_000) + Array(("\n" + Self.plesk).utf8)) == .log(.plesk))
  }

  @Test func `bytes that are no text among text are no binary`() throws {
    #expect(try verdict(Array(Self.plesk.utf8) + [0xFF, 0xC3, 0x1B, 1] + Array(Self.plesk.utf8)) == .log(.plesk))
  }

  private static let refused: [([UInt8], String)] = [
    ([], "empty"), (Array("\n\n\n".utf8), "no known log"), (Array("text without heads\n".utf8), "no known log"),
    ((0..<4096).map { UInt8(truncatingIfNeeded: $0 * 7) }, "binary"), ([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 3], "binary"),
    ([UInt8](repeating: 0, count: 10_000), "no known log"), ([0x1F], "binary"),
  ]

  @Test(arguments: refused)
  func `what is no log is skipped with a reason`(bytes: [UInt8], reason: String) throws {
    #expect(try verdict(bytes) == .skipped(reason))
  }

  @Test func `a name proves nothing`() throws {
    let directory = try TemporaryDirectory()
    try directory.write("logs/panel.log", "no head\n")
    try directory.write("logs/notes.txt", Self.plesk)
    try directory.write("logs/open-xchange.log.0", Self.plesk + Self.plesk)
    let answer = try scanned(["logs"], below: directory.path)
    #expect(answer.list("sources").map { $0["file"]?.string } == ["logs/notes.txt", "logs/open-xchange.log.0"])
    #expect(answer.list("sources").allSatisfy { $0["side"]?.string == "plesk" })
    #expect(answer.list("skipped").map { $0["file"]?.string } == ["logs/panel.log"])
  }
}
