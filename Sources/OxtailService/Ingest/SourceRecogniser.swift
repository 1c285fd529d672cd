import LogPipeline
import LogTail

/// Says by its content which side wrote a file.
struct SourceRecogniser {
  /// Enough for some hundred records; a file without any head here is read on until the first one.
  private static let sampleBytes = 64 * 1024

  enum Verdict: Equatable {
    case log(Side)
    case skipped(String)
  }

  private let layouts: LayoutSet

  init(layouts: LayoutSet) {
    self.layouts = layouts
  }

  func verdict(_ reader: inout ByteReader) throws(UnreadablePath) -> Verdict {
    var sample = Sample(layouts: layouts)
    while sample.bytes < Self.sampleBytes || sample.heads.isEmpty {
      guard try reader.next({ sample.add($0) }), sample.refusal == nil else { break }
    }
    return sample.verdict()
  }

  func verdict(ofSample bytes: [UInt8]) -> Verdict {
    var sample = Sample(layouts: layouts)
    if !bytes.isEmpty { sample.add(RawSpan(_elements: bytes.span)) }
    return sample.verdict()
  }

  /// Counts the heads of each side.
  private struct Sample: ~Copyable {
    private var framer: RecordFramer
    private(set) var heads: [Side: Int] = [:]
    private(set) var bytes = 0
    private(set) var refusal: String?

    init(layouts: LayoutSet) {
      framer = RecordFramer(layouts: layouts)
    }

    mutating func add(_ batch: RawSpan) {
      if bytes == 0 { refusal = SourceRecogniser.refusal(batch) }
      bytes += batch.byteCount
      let layouts = framer.layouts
      var found: [Side] = []
      framer.accept(batch) { record, _ in
        if let head = record.head { found.append(layouts[head.layout].spec.side) }
      }
      for side in found { heads[side, default: 0] += 1 }
    }

    mutating func verdict() -> Verdict {
      if let refusal { return .skipped(refusal) }
      if bytes == 0 { return .skipped("empty") }
      let layouts = framer.layouts
      var last: Side?
      framer.finish { record, _ in last = record.head.map { layouts[$0.layout].spec.side } }
      if let last { heads[last, default: 0] += 1 }
      // The side with most heads: a line of the other side may stand inside a record.
      guard let best = heads.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
        return .skipped("no known log")
      }
      return .log(best.key)
    }
  }

  /// What the first bytes rule out.
  static func refusal(_ batch: RawSpan) -> String? {
    if batch.starts(with: [0x1F, 0x8B]) { return "compressed (gzip): unpack it first" }
    if batch.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return "compressed (zstd): unpack it first" }
    if batch.starts(with: Array("BZh".utf8)) || batch.starts(with: [0xFD] + Array("7zXZ".utf8)) {
      return "compressed: unpack it first"
    }
    if batch.starts(with: Array("PK".utf8) + [3, 4]) { return "an archive: unpack it first" }
    // A hole of NUL bytes is what truncation leaves; NUL bytes among others are no log.
    var controls = 0
    let sample = min(batch.byteCount, 4096)
    for offset in 0..<sample where batch[offset] < 0x20 && ![0, 9, 10, 13, 27].contains(batch[offset]) { controls += 1 }
    return controls * 10 > sample ? "binary" : nil
  }
}
