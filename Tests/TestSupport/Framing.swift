import LogPipeline

/// A record with the bytes that were kept of it.
package struct Framed: Equatable, Sendable {
  package var record: FramedRecord
  package var bytes: [UInt8]

  package init(record: FramedRecord, bytes: [UInt8]) {
    self.record = record
    self.bytes = bytes
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// Cuts `bytes` into records, handing them over in the pieces between `cuts`.
///
/// - Parameter cuts: Offsets in ascending order; one that stands twice hands over an empty piece.
package func frame(
  _ bytes: [UInt8], cuts: [Int] = [], layouts: LayoutSet = Shipped.catalogue.layouts
) -> [Framed] {
  var framer = RecordFramer(layouts: layouts)
  var records: [Framed] = []
  var start = 0
  for end in cuts + [bytes.count] {
    framer.accept(RawSpan(_elements: bytes.span).extracting(start..<end)) { record, text in
      records.append(Framed(record: record, bytes: copy(of: text)))
    }
    start = end
  }
  framer.finish { record, text in records.append(Framed(record: record, bytes: copy(of: text))) }
  return records
}

package func frame(_ text: String, layouts: LayoutSet = Shipped.catalogue.layouts) -> [Framed] {
  frame(Array(text.utf8), layouts: layouts)
}

package func copy(of bytes: RawSpan) -> [UInt8] {
  unsafe bytes.withUnsafeBytes { unsafe Array($0) }
}

/// What must hold of the records of any input: they tile it, and they are numbered as its lines are.
///
/// - Returns: What does not hold.
package func tilingFaults(_ records: [Framed], of bytes: [UInt8]) -> [String] {
  var faults: [String] = []
  var offset = 0
  var line = 1
  for (index, framed) in records.enumerated() {
    let record = framed.record
    if record.offset != offset { faults.append("record \(index) begins at \(record.offset), not at \(offset)") }
    if record.line != line { faults.append("record \(index) begins in line \(record.line), not in \(line)") }
    if record.byteCount <= 0 { faults.append("record \(index) is empty") }
    offset += record.byteCount
    guard offset <= bytes.count else { return faults + ["record \(index) ends at \(offset) of \(bytes.count)"] }
    let source = bytes[record.offset..<offset]
    let newlines = source.count { $0 == UInt8(ascii: "\n") }
    let lines = newlines + (source.last == UInt8(ascii: "\n") ? 0 : 1)
    if record.lineCount != lines { faults.append("record \(index) has \(lines) lines, says \(record.lineCount)") }
    if framed.bytes.count + record.droppedBytes != record.byteCount {
      faults.append(
        "record \(index): \(framed.bytes.count) kept and \(record.droppedBytes) dropped of \(record.byteCount)")
    }
    if framed.bytes.count > RecordLimits.recordBytesMax + RecordLimits.lineBytesMax {
      faults.append("record \(index) keeps \(framed.bytes.count) bytes")
    }
    line += newlines
  }
  if offset != bytes.count { faults.append("\(bytes.count - offset) bytes are in no record") }
  return faults
}
