import LogPipeline
import LogTail

/// What the beginning and the end of one live log tell: as much of it as fits into a moment, whatever its size.
struct LogProbe {
  /// Of the end; some thousand records.
  private static let tailBytes = 1 << 20
  private static let headBytes = 64 << 10

  let path: String
  private(set) var size = 0
  /// `nil` where it is no known log; `refusal` tells why then.
  private(set) var side: Side?
  private(set) var refusal = ""
  /// Titles of the layouts that its heads had, and their ids.
  private(set) var layouts: [(id: String, title: String)] = []
  private(set) var clock = SourceClock(configured: nil)
  private(set) var first: CivilTime?
  private(set) var last: CivilTime?
  private(set) var levels: [Level: Int] = [:]
  private(set) var records = 0
  private(set) var unparsedBytes = 0
  private(set) var secretCount = 0
  private(set) var usesExamplePassword = false
  /// Failures of provisioning, and records that look like one and that no pattern knows.
  private(set) var understood = 0
  private(set) var unknown = 0
  /// Patterns that hit their limits.
  private(set) var troubledPatterns: [String] = []

  init(_ path: String, forced: ForcedSource?, catalogue: Catalogue, hash: KeyedHash) throws(UnreadablePath) {
    self.path = path
    let stream = try FileStream(path: path)
    size = stream.size
    let head = try Self.read(stream, Self.headBytes)
    var sample = SourceRecogniser(layouts: catalogue.layouts)
    sample.add(RawSpan(_elements: head.span))
    switch sample.verdict() {
    case .skipped(let reason) where forced == nil: refusal = reason
    case .skipped: side = forced?.side
    case .log(let side): self.side = forced?.side ?? side
    }
    guard let side else { return }
    let layouts = catalogue.layouts.restricted(to: side, family: forced?.layouts)
    var recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
    var redactor = Redactor(hash: hash)
    var framer = RecordFramer(layouts: layouts)
    framer.accept(RawSpan(_elements: head.span)) { take($0, $1, layouts, &recogniser, &redactor) }
    let start = max(head.count, size - Self.tailBytes)
    if size > head.count, try stream.skip(start - head.count) == start - head.count {
      // What was counted at its beginning says nothing of how it is written now.
      levels = [:]
      // Nor does a record that is cut off there.
      if start > head.count { framer = RecordFramer(layouts: layouts, offset: start) }
      let tail = try Self.read(stream, Self.tailBytes)
      framer.accept(RawSpan(_elements: tail.span)) { take($0, $1, layouts, &recogniser, &redactor) }
    }
    framer.finish { take($0, $1, layouts, &recogniser, &redactor) }
    secretCount = redactor.findings.replacedCount
    usesExamplePassword = redactor.findings.usesExamplePassword
    troubledPatterns = recogniser.health.limitHits.keys.sorted()
  }

  /// A file that is shorter ends earlier.
  private static func read(_ stream: FileStream, _ count: Int) throws(UnreadablePath) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      var buffer = [UInt8](repeating: 0, count: count - bytes.count)
      let got = try stream.read(into: &buffer)
      if got == 0 { break }
      bytes += buffer[..<got]
    }
    return bytes
  }

  private mutating func take(
    _ record: FramedRecord, _ text: RawSpan, _ layouts: LayoutSet, _ recogniser: inout Recogniser,
    _ redactor: inout Redactor
  ) {
    guard let head = record.head else {
      // The end begins somewhere in a record.
      if record.offset == 0 { unparsedBytes += record.byteCount }
      return
    }
    let layout = layouts[head.layout]
    if !self.layouts.contains(where: { $0.id == layout.spec.id }) {
      self.layouts.append((layout.spec.id, layout.spec.title))
    }
    clock.observe(head, at: record.offset)
    records += 1
    levels[head.level, default: 0] += 1
    if let time = head.time {
      first = first ?? time
      last = time
    }
    // Of every record: those that no pattern looks at are written to the disk too.
    _ = redactor.redact(text)
    guard let event = recogniser.event(for: record, text: text, layout: layout, source: 0) else { return }
    switch event.kind {
    case .failure where event.isProvisioning: understood += 1
    case .unknown: unknown += 1
    case .failure, .request, .start: break
    }
  }

  mutating func configure(_ zone: ZoneRule?) { if let zone { clock.configure(zone) } }

  var firstInstant: Instant? { first.map(clock.instant(of:)) }
  var lastInstant: Instant? { last.map(clock.instant(of:)) }
}
