import LogPipeline
import LogTail

/// One log while it is read, and what must wait for its zone and its other generations.
struct SourceRead: Codable {
  var index = 0
  /// Its host is known once all logs are.
  var report: SourceReport
  /// The archive that holds it, on disk.
  var archive: String?
  /// Whether it came out of a compressed file or an archive.
  var isPacked = false
  var clock = SourceClock(configured: nil)
  /// In readings of the source's clock, and in UTC where heads carry an offset.
  var localCoverage = Coverage()
  var utcCoverage = Coverage()
  var firstTime: CivilTime?
  var lastTime: CivilTime?
  var events: [Event] = []
  var sum = ContentSum()
  /// Index of the last head's layout: a log hardly ever changes it.
  private var lastLayout: Int?
  /// For an index: what it stores beside the events, until it is stored.
  var harvest: RecordHarvest?
  /// Whether a record that a rotation split was put together with it.
  var isJoined = false
  /// What stands before the first head: the end of a record that began in an older generation, perhaps.
  var opening: Edge?
  /// The last record: it may go on in the next generation.
  var closing: Edge?

  /// A record at a log's beginning or end, with its kept bytes. They are not redacted: they stay here until the records that
  /// a rotation split are joined, and are then forgotten.
  struct Edge {
    var record: FramedRecord
    var bytes: [UInt8]
  }

  /// What stays with a generation in an index; its events are rows, its edges are read again.
  enum CodingKeys: String, CodingKey {
    case report, archive, isPacked, clock, localCoverage, utcCoverage, firstTime, lastTime
  }

  /// - Parameter index: Its place in the run.
  init(file: String, side: Side, index: Int) {
    self.index = index
    report = SourceReport(file: file, host: "", isHostAssumed: true, side: side)
  }

  var name: RotatedName { RotatedName(report.file) }

  /// Takes the next bytes of the log.
  mutating func take(_ bytes: RawSpan, _ framer: inout RecordFramer, _ recogniser: inout Recogniser) {
    let layouts = framer.layouts
    var watch = recogniser.watch(report.side)
    framer.accept(bytes, watching: &watch) { run, record, text in
      if run.count > 0 { take(run, layouts) }
      if let record { take(record, text, layouts, &recogniser) }
    }
  }

  /// Takes records that cannot matter, as taking them one by one would.
  private mutating func take(_ run: QuietRun, _ layouts: LayoutSet) {
    report.records += run.count
    note(run.layout, layouts)
    clock.observe(run)
    if firstTime == nil { firstTime = run.first }
    lastTime = run.last
    for ms in [run.first.localMs, run.earliestMs, run.latestMs] { cover(ms, run.first.offsetMinutes) }
    harvest?.count(run)
  }

  mutating func take(
    _ record: FramedRecord, _ text: RawSpan, _ layouts: LayoutSet, _ recogniser: inout Recogniser
  ) {
    report.droppedBytes += record.droppedBytes
    report.refusedHeads += record.refusedHeads
    harvest?.noteLoss(record)
    guard let head = record.head else {
      report.unparsedBytes += record.byteCount
      if record.offset == 0 { opening = Edge(record: record, bytes: Self.copy(text)) }
      return
    }
    report.records += 1
    note(head.layout, layouts)
    observe(head, at: record.offset)
    harvest?.count(record, head)
    if record.isQuiet { return }
    let layout = layouts[head.layout]
    guard recogniser.mayMatter(record, text: text, layout: layout) else { return }
    if var event = recogniser.ungatedEvent(for: record, text: text, layout: layout, source: index) {
      event.civil = event.civil ?? lastTime
      events.append(event)
      if let words = recogniser.words { harvest?.words[event.position.offset] = words }
    }
  }

  private mutating func note(_ layout: Int, _ layouts: LayoutSet) {
    guard layout != lastLayout else { return }
    lastLayout = layout
    let id = layouts[layout].spec.id
    if !report.layouts.contains(id) { report.layouts.append(id) }
  }

  private mutating func observe(_ head: RecordHead, at offset: Int) {
    clock.observe(head, at: offset)
    guard let time = head.time else { return }
    if firstTime == nil { firstTime = time }
    lastTime = time
    cover(time.localMs, time.offsetMinutes)
  }

  private mutating func cover(_ localMs: Int64, _ offsetMinutes: Int?) {
    if let offsetMinutes {
      utcCoverage.add(localMs - Int64(offsetMinutes) * 60_000)
    } else {
      localCoverage.add(localMs)
    }
  }

  /// Keeps the last record.
  mutating func close(_ record: FramedRecord, _ text: RawSpan) {
    if record.head != nil { closing = Edge(record: record, bytes: Self.copy(text)) }
  }

  private static func copy(_ text: RawSpan) -> [UInt8] { unsafe text.withUnsafeBytes { unsafe Array($0) } }

  /// Bytes that the edges keep in memory.
  var edgeBytes: Int { (opening?.bytes.count ?? 0) + (closing?.bytes.count ?? 0) }

  mutating func forgetEdges() {
    opening = nil
    closing = nil
  }

  /// Takes over where another reading of the same log found it.
  mutating func takePlace(of other: SourceRead) {
    report.file = other.report.file
    report.host = other.report.host
    report.isHostAssumed = other.report.isHostAssumed
    archive = other.archive
    isPacked = other.isPacked
  }

  var place: HostNames.Place { HostNames.Place(path: report.file, archive: archive) }

  /// When the record that stands first in it was written, and the one that stands last: a strange time between them moves neither.
  var opens: Instant? { opens(by: clock) }
  var closes: Instant? { lastTime.map(clock.instant(of:)) }

  func opens(by clock: SourceClock) -> Instant? { firstTime.map(clock.instant(of:)) }

  /// When its earliest and its latest record were written, wherever they stand: whoever puts logs together does not always do so in their order.
  var first: Instant? { ends(by: clock)?.first }
  var last: Instant? { ends(by: clock)?.last }

  func ends(by clock: SourceClock) -> (first: Instant, last: Instant)? {
    var times = utcCoverage.bounds.map { [Instant(ms: $0.lowerBound), Instant(ms: $0.upperBound)] } ?? []
    if let bounds = localCoverage.bounds {
      times += [bounds.lowerBound, bounds.upperBound].map { clock.instant(of: CivilTime(localMs: $0)) }
    }
    // Their places tell which of two hours they are of, in the night in which one comes twice.
    times += [(firstTime, 0), (lastTime, Int.max)].compactMap { time, offset in
      time.map { clock.instant(of: $0, requestStart: nil, at: offset) }
    }
    guard let first = times.min(), let last = times.max() else { return nil }
    return (first, last)
  }

  /// Stretches of UTC milliseconds that it has records for.
  var stretches: [ClosedRange<Int64>] {
    utcCoverage.dated { Instant(ms: $0) } + localCoverage.dated { clock.instant(of: CivilTime(localMs: $0)) }
  }

  /// The report, with what the clock tells.
  var finishedReport: SourceReport {
    var report = report
    report.zone = clock.knowledge
    report.zonePairs = clock.correlatedPairs
    let ends = ends(by: clock)
    report.first = ends?.first
    report.last = ends?.last
    report.offsetMinutes = lastTime.map {
      Int(($0.localMs - clock.instant(of: $0, requestStart: nil, at: .max).ms) / 60_000)
    }
    return report
  }

  var datedEvents: [DatedEvent] { events.map(dated) }

  /// What no head before it dates, such as 0000-00-00 or 31 February, is as old as the log's first time.
  func dated(_ event: Event) -> DatedEvent {
    let time = event.civil.map {
      clock.instant(of: $0, requestStart: event.requestStart, at: event.position.offset)
    }
    return DatedEvent(
      event: event, time: time ?? opens ?? Instant(ms: 0), host: report.host, file: report.file,
      isHourUnknown: clock.isAmbiguous(event))
  }
}
