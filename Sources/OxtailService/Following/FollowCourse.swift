import LogPipeline
import LogTail

/// A generation's bytes on their way through the framer, from its committed offset on.
final class FollowCourse {
  /// Its place among the slots; `nil` until its first commit.
  var slot: Int?
  var path: String
  let start: Int
  /// Behind the last byte.
  private(set) var position: Int
  /// Before its side is known: what was read, as far as it is needed.
  private var sample: Sample?
  private var framing: Framing?
  var read: SourceRead?
  /// Of its bytes, while no head is among them, how many belong to the last record of an older generation.
  var joinedBytes = 0

  private final class Sample {
    var recogniser: SourceRecogniser

    init(layouts: LayoutSet) { recogniser = SourceRecogniser(layouts: layouts) }
  }

  private final class Framing {
    var framer: RecordFramer

    init(_ framer: consuming RecordFramer) { self.framer = framer }
  }

  /// A new generation.
  init(path: String, start: Int, layouts: LayoutSet) {
    self.path = path
    self.start = start
    position = start
    sample = Sample(layouts: layouts)
  }

  /// A known one.
  init(_ slot: GenerationSlot, at index: Int, layouts: LayoutSet) {
    self.slot = index
    path = slot.generation.name
    start = slot.followed?.start ?? 0
    position = slot.generation.offset
    framing = Framing(
      RecordFramer(layouts: layouts, offset: position, line: slot.generation.line, memory: slot.memory))
    var read = slot.settled
    read.events = []
    read.harvest = RecordHarvest()
    self.read = read
  }

  func accept(_ bytes: RawSpan, _ recogniser: inout Recogniser) {
    position += bytes.byteCount
    sample?.recogniser.add(bytes)
    if let framing { read!.take(bytes, &framing.framer, &recogniser) }
  }

  /// Where the first record begins that is not final.
  var openOffset: Int { framing?.framer.openOffset ?? start }

  /// What it is, as far as its bytes tell by now; `nil` where more of them may tell.
  ///
  /// - Parameter isComplete: Whether no more will come.
  func verdict(isComplete: Bool, layouts: LayoutSet) -> SourceRecogniser.Verdict? {
    guard let sample else { return nil }
    // Asking takes what was looked at to its end, and more bytes may come.
    if !isComplete, sample.recogniser.isWhole, !sample.recogniser.isDecided {
      let copy = Sample(layouts: layouts)
      let held = sample.recogniser.held
      copy.recogniser.add(RawSpan(_elements: held.span))
      let verdict = copy.recogniser.verdict()
      return verdict.isFinal ? verdict : nil
    }
    return isComplete || sample.recogniser.isDecided ? sample.recogniser.verdict() : nil
  }

  /// Goes on as a log of this side, with the bytes that were held until it was known.
  func begin(as side: Side, index: Int, layouts: LayoutSet, _ recogniser: inout Recogniser) {
    var read = SourceRead(file: path, side: side, index: index)
    read.harvest = RecordHarvest()
    guard let sample else { return }
    var (held, offset) = (sample.recogniser.held, sample.recogniser.heldOffset)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if offset == 0, held.starts(with: mark) {
      held.removeFirst(mark.count)
      offset = mark.count
    }
    read.report.unparsedBytes = offset
    let framing = Framing(
      RecordFramer(layouts: layouts, offset: start + offset, line: sample.recogniser.heldLine))
    read.take(RawSpan(_elements: held.span), &framing.framer, &recogniser)
    self.framing = framing
    self.read = read
    self.sample = nil
  }

  /// All its bytes, where they hold no head and may be the rest of a record that a rotation split.
  var fragment: LiveFragment? {
    guard let sample, sample.recogniser.isWhole, !sample.recogniser.isDecided, sample.recogniser.bytes > 0,
      LogName(path).mayBeLive
    else { return nil }
    return LiveFragment(file: path, bytes: sample.recogniser.held)
  }

  /// What is known with the last record as it is now, and with the bytes around it that a rotation may have split.
  func shown(_ recogniser: inout Recogniser) -> SourceRead {
    guard var shown = read, let framing else { preconditionFailure("a log of which nothing is known") }
    let layouts = framing.framer.layouts
    framing.framer.showRest { record, text in
      shown.take(record, text, layouts, &recogniser)
      shown.close(record, text)
    }
    shown.report.bytes = position
    return shown
  }

  var memory: RecordFramer.Memory { framing?.framer.memory ?? RecordFramer.Memory() }
  var openLine: Int { framing?.framer.openLine ?? 1 }

  /// What was gathered is stored.
  func clear() {
    read?.events = []
    read?.harvest?.clear()
  }
}

extension SourceRecogniser.Verdict {
  /// Whether bytes that come behind change nothing.
  fileprivate var isFinal: Bool {
    switch self {
    case .log: true
    case .skipped(let reason): reason != SourceRecogniser.noKnownLog && reason != SourceRecogniser.empty
    }
  }
}
