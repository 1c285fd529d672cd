import LogPipeline
import TestSupport
import Testing

@testable import OxtailService

struct SourceSampleTests {
  private struct Answer: Equatable {
    var verdict: SourceRecogniser.Verdict
    var offset: Int
    var line: Int
  }

  private func answer(_ bytes: [UInt8], batch: Int) -> (Answer, held: [UInt8]) {
    var recogniser = SourceRecogniser(layouts: Shipped.catalogue.layouts)
    var start = 0
    while start < bytes.count, !recogniser.isDecided {
      let end = min(bytes.count, start + batch)
      recogniser.add(RawSpan(_elements: bytes.span).extracting(start..<end))
      start = end
    }
    let verdict = recogniser.verdict()
    return (Answer(verdict: verdict, offset: recogniser.heldOffset, line: recogniser.heldLine), recogniser.held)
  }

  private static let plesk = "[2017-09-19 12:29:41] ERR [panel] one\n"
  private static let openXchange = "Nov 23, 2013 7:55:06 PM com.openexchange.admin.X create\nSEVERE: one\n"
  private static let other = "not a head of any log\n"

  @Test(
    arguments: [
      (plesk, .log(.plesk)), (openXchange, .log(.openXchange)), (other, .skipped("no known log")),
      ("", .skipped("empty")),
      (plesk + openXchange + plesk, .log(.plesk)), (other + openXchange, .log(.openXchange)),
      ("\u{1}\u{2}\u{3}\u{4}", .skipped("binary")),
    ] as [(String, SourceRecogniser.Verdict)])
  func `the side with most heads wrote it`(text: String, verdict: SourceRecogniser.Verdict) {
    for batch in [1, 7, 1000] where batch > 1 || verdict != .skipped("binary") {
      #expect(answer(Array(text.utf8), batch: batch).0.verdict == verdict)
    }
  }

  @Test(arguments: [plesk, openXchange])
  func `a head far behind the sample is found, and read from there on`(head: String) {
    let before = Array(repeatElement(Self.other, count: 20_000).joined().utf8)
    let bytes = before + Array(head.utf8) + Array(Self.plesk.utf8)
    var verdicts: Set<String> = []
    for batch in [977, 65_536, 65_537, 262_144, bytes.count] {
      let (answer, held) = answer(bytes, batch: batch)
      verdicts.insert("\(answer.verdict)")
      #expect(answer.offset <= before.count)
      #expect(answer.line == 1 + bytes[..<answer.offset].count { $0 == UInt8(ascii: "\n") })
      #expect(bytes[answer.offset...].starts(with: held))
    }
    #expect(verdicts == ["log(LogPipeline.Side.\(head == Self.plesk ? "plesk" : "openXchange"))"])
  }

  @Test func `a first record longer than the sample is read from its head on`() {
    let bytes = Array((Self.plesk + String(repeating: "text\n", count: 40_000) + Self.plesk).utf8)
    for batch in [1_000, 65_536, 200_000] {
      #expect(answer(bytes, batch: batch).0 == Answer(verdict: .log(.plesk), offset: 0, line: 1))
    }
  }

  @Test func `what holds no head keeps little in memory`() {
    let bytes = Array(repeatElement(Self.other, count: 100_000).joined().utf8)
    let (answer, held) = answer(bytes + Array(repeating: UInt8(ascii: "x"), count: 1_000_000), batch: 65_536)
    #expect(answer.verdict == .skipped("no known log"))
    #expect(held.count <= 4 * 65_536)
  }
}
