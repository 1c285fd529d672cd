import LogPipeline

/// Says by the content which side wrote a log, and keeps the bytes that it looked at for whoever reads the log then: a stream
/// comes once.
///
/// The side is that with most heads in the first 64 KiB, or that of the first head after them. Before that head only the last
/// lines are kept.
struct SourceRecogniser: ~Copyable {
  /// Enough for some hundred records; a log without any head here is read on until the first one.
  private static let sampleBytes = 64 * 1024
  /// A line that is longer is cut by the framer anyway.
  private static let heldBytesMax = 2 * RecordLimits.lineBytesMax

  enum Verdict: Equatable {
    case log(Side)
    case skipped(String)
  }

  static let noKnownLog = "no known log"
  static let empty = "empty"

  private var framer: RecordFramer
  private var headCounts: [Side: Int] = [:]
  private var firstHead: Side?
  /// Bytes seen.
  private(set) var bytes = 0
  /// The bytes from which a log must be read, and where in it they begin.
  private(set) var held: [UInt8] = []
  private(set) var heldOffset = 0
  private(set) var heldLine = 1
  private var refusal: String?
  /// Whether further bytes change nothing.
  private(set) var isDecided = false

  init(layouts: LayoutSet) {
    framer = RecordFramer(layouts: layouts)
  }

  /// - Parameter batch: The next bytes of the log; where they are cut does not matter.
  mutating func add(_ batch: RawSpan) {
    if bytes == 0 {
      refusal = Self.refusal(batch)
      isDecided = refusal != nil
    }
    unsafe batch.withUnsafeBytes { unsafe held.append(contentsOf: $0) }
    let sample = min(batch.byteCount, max(0, Self.sampleBytes - bytes))
    bytes += batch.byteCount
    guard !isDecided else { return }
    if sample > 0 { count(batch.extracting(0..<sample), isSample: true) }
    if bytes >= Self.sampleBytes, !isDecided {
      isDecided = hasHead
      if !isDecided, sample < batch.byteCount {
        count(batch.extracting(sample..<batch.byteCount), isSample: false)
        isDecided = hasHead
      }
      if !isDecided { forget() }
    }
  }

  /// Whether all bytes of the log are held: it is short.
  var isWhole: Bool { heldOffset == 0 && bytes == held.count && bytes <= RecordLimits.recordBytesMax }

  private var hasHead: Bool { firstHead != nil || framer.hasOpenHead }

  private mutating func count(_ batch: RawSpan, isSample: Bool) {
    let layouts = framer.layouts
    var found: [Side] = []
    framer.accept(batch) { record, _ in
      if let head = record.head { found.append(layouts[head.layout].spec.side) }
    }
    firstHead = firstHead ?? found.first
    guard isSample else { return }
    for side in found { headCounts[side, default: 0] += 1 }
  }

  /// What an editor on Windows puts before the first line is no part of its head.
  private mutating func skipMark() {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    guard heldOffset == 0, held.starts(with: mark) else { return }
    held.removeFirst(mark.count)
    heldOffset = mark.count
  }

  /// Forgets all lines but the last two, which may be those of a head that is not complete.
  private mutating func forget() {
    let newline = UInt8(ascii: "\n")
    var start = 0
    if let last = held.lastIndex(of: newline), let before = held[..<last].lastIndex(of: newline) { start = before + 1 }
    if held.count - start > Self.heldBytesMax { start = held.count }
    heldOffset += start
    heldLine += held[..<start].count { $0 == newline }
    held.removeSubrange(..<start)
  }

  mutating func verdict() -> Verdict {
    skipMark()
    if let refusal { return .skipped(refusal) }
    if bytes == 0 { return .skipped(Self.empty) }
    let layouts = framer.layouts
    var last: Side?
    framer.finish { record, _ in last = record.head.map { layouts[$0.layout].spec.side } ?? last }
    if headCounts.isEmpty, let side = firstHead ?? last { return .log(side) }
    if let last { headCounts[last, default: 0] += 1 }
    // The side with most heads: a line of the other side may stand inside a record.
    guard let best = headCounts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else {
      return .skipped(Self.noKnownLog)
    }
    return .log(best.key)
  }

  /// What the first bytes rule out.
  private static func refusal(_ batch: RawSpan) -> String? {
    // A hole of NUL bytes is what truncation leaves; NUL bytes among others are no log.
    var controls = 0
    let sample = min(batch.byteCount, 4096)
    for offset in 0..<sample where batch[offset] < 0x20 && ![0, 9, 10, 13, 27].contains(batch[offset]) { controls += 1 }
    return controls * 10 > sample ? "binary" : nil
  }
}
