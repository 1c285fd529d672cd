import TestSupport
import Testing

@testable import LogPipeline

/// Where one record ends and the next begins.
@Suite struct RecordFramerTests {
  static let plesk = "[2012-09-19 12:29:41] ERR [panel] first\n"
  static let later = "[2012-09-19 12:29:42] ERR [panel] second\n"
  static let openXchange = "2020-05-21T11:58:37,985+0200 ERROR [W-1] com.openexchange.admin.A.b(A.java:203)\n"
  static let jul = "Nov 23, 2013 7:55:06 PM com.openexchange.admin.A create\nSEVERE: message\n"

  static let wholes: [(name: String, record: String)] = [
    ("one line", plesk),
    ("blank lines", plesk + "\n\nbelow\n\n"),
    ("an exception of Plesk's", plesk + "file: /a.php\nline: 12\ncode: 0\n0: /a.php:12\n\tA->b()\n"),
    ("indented heads", plesk + " [2017-09-19 12:29:41] ERR [panel] indented\n> " + later),
    ("JSON", plesk + "{\n  \"a\": [\n  ]\n}\n"),
    (
      "properties",
      openXchange + "\n com.openexchange.grizzly.requestURI=/a\n com.openexchange.request.trackingId=1-2\n"
    ),
    (
      "a stack",
      openXchange
        + "message\na.b.C: text\n\tat a.b.C.d(C.java:1)\nCaused by: a.b.D\n\t... 3 common frames omitted\n"
    ),
    ("no message line", openXchange),
    ("a two-line head", jul),
    ("a two-line head with a stack and its blank line", jul + "a.b.C: text\n\tat a.b.C.d(C.java:1)\n\t... 2 more\n\n"),
    ("a second line without its message", "Nov 23, 2013 7:55:06 PM com.openexchange.A run\nINFO: \n\n"),
    ("control characters", plesk + "\u{1B}[31m\u{7}\rover\u{8}\n"),
    ("NUL bytes inside of a line", plesk + "a\u{0}\u{0}b\n"),
  ]

  @Test(arguments: wholes.map(\.name)) func `what belongs to a record stays in it`(name: String) throws {
    let record = try #require(Self.wholes.first { $0.name == name }).record
    for text in [record, record.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")] {
      // Alone, three times, and behind a record of another layout.
      for copies in [[text], [text, text, text], [Self.plesk, text]] {
        let records = frame(copies.joined())
        #expect(records.map(\.text) == copies)
        #expect(records.allSatisfy { $0.record.head != nil && $0.record.droppedBytes == 0 })
        #expect(tilingFaults(records, of: Array(copies.joined().utf8)) == [])
      }
    }
  }

  @Test(arguments: wholes.map(\.name)) func `a last line needs no newline`(name: String) throws {
    let record = try #require(Self.wholes.first { $0.name == name }).record
    let text = String(record.dropLast())
    let records = frame(Self.plesk + text)
    #expect(records.map(\.text) == [Self.plesk, text])
  }

  @Test func `a nested head begins a record, also an earlier one`() {
    let nested = "[2012-09-19 12:29:40] ERR [util_exec] nested, and a second earlier\n"
    let records = frame(Self.plesk + nested + "below\n" + Self.later)
    #expect(records.map(\.text) == [Self.plesk, nested + "below\n", Self.later])
    #expect(records.map(\.record.refusedHeads) == [0, 0, 0])
  }

  @Test func `what stands before the first head is a record of its own`() throws {
    let torn = "\tat a.b.C.d(C.java:1)\n\nCaused by: a.b.D: text\n"
    let records = frame(torn + Self.openXchange + "message\n")
    try #require(records.map(\.text) == [torn, Self.openXchange + "message\n"])
    #expect(records.map { $0.record.head != nil } == [false, true])
    #expect(records.map(\.record.line) == [1, 4])
    #expect(frame(torn).map(\.record.head) == [nil])
  }

  @Test func `no input makes no record`() {
    #expect(frame("").isEmpty)
    #expect(frame([], cuts: [0, 0]).isEmpty)
    #expect(frame("\n").map(\.record.byteCount) == [1])
    #expect(frame("x").map(\.record.byteCount) == [1])
  }

  @Test func `a carriage return alone ends no line`() {
    let text = "[2017-09-19 12:29:41] ERR [panel] a\r[2017-09-19 12:29:42] ERR [panel] b\r"
    let records = frame(text)
    #expect(records.map(\.text) == [text])
    #expect(records.map(\.record.lineCount) == [1])
  }

  @Test(arguments: [
    (["Nov 23, 2013 7:55:06 PM a.B c\n", "below\n"], "a line that is none"),
    (["Nov 23, 2013 7:55:06 PM a.B c\n", "\n"], "a blank line"),
    (["Nov 23, 2013 7:55:06 PM a.B c\n"], "the end"),
    (["Nov 23, 2013 7:55:06 PM a.B c"], "the end, without its newline"),
    (["Nov 23, 2013 7:55:06 PM a.B c\n", "Nov 23, 2013 7:55:07 PM a.B c\n"], "another one"),
  ])
  func `a first line without its second belongs to the record above`(lines: [String], comment: String) {
    let text = Self.jul + lines.joined()
    #expect(frame(text).map(\.text) == [text], "\(comment)")
    // Nothing above it.
    #expect(frame(lines.joined()).map(\.record.head) == [nil], "\(comment)")
    #expect(frame(lines.joined()).map(\.text) == [lines.joined()], "\(comment)")
  }

  @Test func `a first line without its second does not cost the head below`() {
    let first = "Nov 23, 2013 7:55:06 PM a.B c\n"
    #expect(frame(first + Self.jul).map(\.text) == [first, Self.jul])
    #expect(frame(first + first + Self.plesk).map(\.text) == [first + first, Self.plesk])
    #expect(frame(Self.plesk + first + Self.jul).map(\.text) == [Self.plesk + first, Self.jul])
  }

  @Test func `two layouts may alternate in one file`() throws {
    let heads = [Self.openXchange + "a\n", Self.jul, Self.openXchange, Self.jul + "\n", Self.openXchange]
    // From old to new, as an upgrade leaves it; then the clocks agree.
    let jul = Self.jul.replacing("Nov 23, 2013 7", with: "May 21, 2020 11")
    for heads in [
      heads.map { $0.replacing(Self.jul, with: jul) }, [Self.jul, Self.jul, Self.openXchange, Self.openXchange],
    ] {
      let records = frame(heads.joined())
      #expect(records.map(\.text) == heads)
      let layouts = records.compactMap { $0.record.head }.map { Shipped.catalogue.layouts[$0.layout].spec.id }
      #expect(layouts == heads.map { $0.hasPrefix("2020") ? "ox-t" : "ox-jul" })
    }
  }

  @Test func `NUL bytes at the beginning of a line are dropped and counted`() throws {
    for count in [1, 5_000] {
      let hole = [UInt8](repeating: 0, count: count)
      let bytes = Array(Self.plesk.utf8) + hole + Array(Self.later.utf8) + hole + Array("below\n".utf8) + hole
      let records = frame(bytes)
      #expect(records.map(\.text) == [Self.plesk, Self.later + "below\n"])
      #expect(records.map(\.record.droppedBytes) == [0, 3 * count])
      #expect(records.map(\.record.offset) == [0, Self.plesk.utf8.count])
      #expect(records[1].record.head?.messageStart == 34)
      #expect(tilingFaults(records, of: bytes) == [])
    }
    let only = [UInt8](repeating: 0, count: 70_000)
    #expect(frame(only).map(\.record.droppedBytes) == [70_000])
  }

  @Test func `NUL bytes before the second line of a head are no obstacle`() throws {
    let lines = Self.jul.split(separator: "\n").map { Array(($0 + "\n").utf8) }
    let records = frame(lines[0] + [0, 0, 0] + lines[1])
    #expect(records.map(\.text) == [Self.jul])
    #expect(records[0].record.head?.messageStart == Self.jul.utf8.count - 8)
    #expect(records[0].record.droppedBytes == 3)
  }

  @Test func `bytes that are no text are kept as they are`() {
    let bytes = Array(Self.plesk.utf8) + [0xFF, 0xFE, 0xC3, 0x0A, 0x80, 0xE2, 0x82, 0x0A] + Array(Self.later.utf8)
    let records = frame(bytes)
    #expect(records.map(\.bytes) == [Array(bytes.dropLast(Self.later.utf8.count)), Array(Self.later.utf8)])
  }

  @Test func `a reader that stops at the open record and comes back misses nothing`() {
    let text =
      Self.openXchange + "a\n" + Self.jul + "\n" + Self.jul.split(separator: "\n")[0] + "\nno second line\n"
      + Self.openXchange
    let bytes = Array(text.utf8)
    let whole = frame(bytes)
    for cut in 0...bytes.count {
      var framer = RecordFramer(layouts: Shipped.catalogue.layouts)
      var ends: [Int] = []
      framer.accept(RawSpan(_elements: bytes.span).extracting(0..<cut)) { record, _ in
        ends.append(record.offset + record.byteCount)
      }
      let start = framer.openOffset
      #expect(start == ends.last ?? 0, "cut at \(cut)")
      var rest = RecordFramer(layouts: Shipped.catalogue.layouts, offset: start)
      rest.accept(RawSpan(_elements: bytes.span).extracting(start..<bytes.count)) { record, _ in
        ends.append(record.offset + record.byteCount)
      }
      rest.finish { record, _ in ends.append(record.offset + record.byteCount) }
      #expect(ends == whole.map { $0.record.offset + $0.record.byteCount }, "cut at \(cut)")
    }
  }
}
