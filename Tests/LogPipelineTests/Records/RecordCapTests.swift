import TestSupport
import Testing

@testable import LogPipeline

/// What one record may hold in memory, whatever the input is.
@Suite struct RecordCapTests {
  static let head = "[2017-09-19 12:29:41] ERR [panel] "
  static let before = head + "before\n"
  static let after = head + "after\n"

  @Test(arguments: [-1, 0, 1, 2, 100_000]) func `a line is kept up to its cap`(excess: Int) throws {
    let line = Self.head + String(repeating: "x", count: RecordLimits.lineBytesMax - Self.head.utf8.count + excess)
    let bytes = Array((Self.before + line + "\n" + Self.after).utf8)
    let records = frame(bytes)
    try #require(records.count == 3)
    #expect(records[0].text == Self.before)
    #expect(records[1].text == line.prefix(RecordLimits.lineBytesMax) + "\n")
    #expect(records[1].record.droppedBytes == max(0, excess))
    #expect(records[2].text == Self.after)
    #expect(tilingFaults(records, of: bytes) == [])
  }

  @Test func `lines are kept up to the record's bytes`() throws {
    let line = String(repeating: "y", count: 1023) + "\n"
    let bytes = Array((Self.before + Self.head + "\n" + String(repeating: line, count: 1000) + Self.after).utf8)
    let records = frame(bytes)
    try #require(records.count == 3)
    #expect(records[1].bytes.count == Self.head.utf8.count + 1 + 255 * 1024)
    #expect(records[1].record.droppedBytes == 745 * 1024)
    #expect(records[1].record.lineCount == 1001)
    #expect(records[2].text == Self.after)
    #expect(tilingFaults(records, of: bytes) == [])
  }

  @Test func `lines are kept up to the record's lines`() throws {
    let bytes = Array((Self.before + Self.head + "\n" + String(repeating: "z\n", count: 6_000) + Self.after).utf8)
    let records = frame(bytes)
    try #require(records.count == 3)
    #expect(records[1].bytes.count { $0 == UInt8(ascii: "\n") } == RecordLimits.recordLinesMax)
    #expect(records[1].record.droppedBytes == 2 * (6_001 - RecordLimits.recordLinesMax))
    #expect(records[1].record.lineCount == 6_001)
    #expect(tilingFaults(records, of: bytes) == [])
  }

  @Test func `a first line of a head does not outlive the caps of the record above`() throws {
    let first = "Nov 23, 2013 7:55:06 PM a.B c\n"
    let jul = first + "SEVERE: x\n"
    let bytes = Array((jul + String(repeating: first, count: 12_000) + jul).utf8)
    let records = frame(bytes)
    #expect(records.map { $0.record.head != nil } == [true, true])
    #expect(records.last?.text == jul)
    #expect(tilingFaults(records, of: bytes) == [])
  }

  @Test(arguments: ["x", "\u{0}", "é"]) func `a line of 100 MB harms nobody`(filling: String) {
    let batch = Array(String(repeating: filling, count: 256 * 1024 / filling.utf8.count).utf8)
    let batches = 400
    var framer = RecordFramer(layouts: Shipped.catalogue.layouts)
    var records: [Framed] = []
    var heldMax = 0
    func feed(_ bytes: [UInt8], _ framer: inout RecordFramer) {
      framer.accept(RawSpan(_elements: bytes.span)) { record, text in
        records.append(Framed(record: record, bytes: copy(of: text)))
      }
      heldMax = max(heldMax, framer.heldByteCount)
    }
    feed(Array(Self.before.utf8), &framer)
    for _ in 0..<batches { feed(batch, &framer) }
    feed(Array(("\n" + Self.after).utf8), &framer)
    framer.finish { record, text in records.append(Framed(record: record, bytes: copy(of: text))) }

    #expect(records.count == 2)
    #expect(records.last?.text == Self.after)
    #expect(records.last?.record.offset == Self.before.utf8.count + batches * batch.count + 1)
    #expect(records.first?.text.hasPrefix(Self.before) == true)
    let kept = filling == "\u{0}" ? 0 : RecordLimits.lineBytesMax
    #expect(records.first?.bytes.count == Self.before.utf8.count + kept + 1)
    #expect(records.first?.record.droppedBytes == batches * batch.count - kept)
    #expect(heldMax <= Self.before.utf8.count + RecordLimits.lineBytesMax)
  }

  @Test func `a record of 100 MB without a head is held within its cap`() {
    let batch = Array(String(repeating: "no head at all\n", count: 20_000).utf8)
    var framer = RecordFramer(layouts: Shipped.catalogue.layouts)
    var heldMax = 0
    var records: [FramedRecord] = []
    for _ in 0..<350 {
      framer.accept(RawSpan(_elements: batch.span)) { record, _ in records.append(record) }
      heldMax = max(heldMax, framer.heldByteCount)
    }
    framer.finish { record, _ in records.append(record) }
    #expect(records.map(\.byteCount) == [350 * batch.count])
    #expect(records.map(\.lineCount) == [350 * 20_000])
    #expect(heldMax <= RecordLimits.recordBytesMax + RecordLimits.lineBytesMax)
  }
}
