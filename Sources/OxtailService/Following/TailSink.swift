import LogPipeline
import LogTail

/// Takes the records of followed logs for somebody who reads along. What is known of the logs is in memory and forgotten with the process, so that it
/// needs no index, and no writer's lock.
///
/// A record that still may grow is shown once it has been still for ``stillMs``, and again when there is more of it, also where a rotation split it.
final class TailSink: FollowSink {
  /// A stack is written in less.
  static let stillMs = 200

  private let catalogue: Catalogue
  private let options: ScanOptions
  private var recogniser: Recogniser
  private var courses: [Int: FollowCourse] = [:]
  /// What is known of each generation, by the follower's number.
  private(set) var sources: [Int: SourceRead] = [:]
  /// Sides of the logs that are read from their middle on, by their generations' ids.
  private let sides: [Int64: Side]
  private var numbers: [Int64: Int] = [:]
  private var open: [Int: Open] = [:]
  /// Records that were handed out before they were complete.
  private var early: [TailRecord.Place: Early] = [:]
  /// Generations that are not read any more, and whose last records may go on in the next ones.
  private var ends: [Int: SourceRead] = [:]
  /// Generations whose first head is known, and whose bytes before it were put together with the older generation's last record.
  private var joined: Set<Int> = []
  private(set) var records: [TailRecord] = []
  private let skip: (SkippedFile) -> Void

  /// The last record of a log.
  private struct Open {
    var size: Int
    var sinceMs: Int
    var isShown = false
    /// Whether all that it holds, which is no whole record, was put together with the older generation's last one.
    var isJoined = false
  }

  /// What was shown of a record.
  private struct Early {
    var cause: String?
    var byteCount: Int
  }

  init(
    catalogue: Catalogue, options: ScanOptions, sides: [Int64: Side], hash: KeyedHash,
    skip: @escaping (SkippedFile) -> Void
  ) {
    self.catalogue = catalogue
    self.options = options
    self.sides = sides
    self.skip = skip
    recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
    recogniser.keepsWords = true
  }

  private func layouts(_ side: Side, _ path: String) -> LayoutSet {
    catalogue.layouts.restricted(to: side, family: options.forced(path)?.layouts)
  }

  func wantsLastRecord(of generation: FollowedGeneration) -> Bool { false }

  func begin(_ generation: FollowedGeneration, as number: Int) {
    let side = sources[number]?.report.side ?? generation.id.flatMap { sides[$0] }
    courses[number] =
      side.map {
        FollowCourse(
          path: generation.path, side: $0, offset: generation.offset, layouts: layouts($0, generation.path))
      } ?? FollowCourse(path: generation.path, start: generation.start, layouts: catalogue.layouts)
  }

  func accept(_ bytes: ArraySlice<UInt8>, of number: Int) -> Int {
    guard let course = courses[number] else { preconditionFailure("bytes of a generation that was not begun") }
    course.accept(RawSpan(_elements: bytes.span), &recogniser)
    if course.read == nil, let side = side(of: course, isComplete: false) {
      course.begin(as: side, index: number, layouts: layouts(side, course.path), &recogniser)
    }
    return course.openOffset
  }

  private func side(of course: FollowCourse, isComplete: Bool) -> Side? {
    if let forced = options.forced(course.path) { return forced.side }
    guard case .log(let side)? = course.verdict(isComplete: isComplete, layouts: catalogue.layouts) else { return nil }
    return side
  }

  func forget(_ number: Int) {
    // Nothing is known of bytes that were not committed.
    if let course = courses[number], course.read != nil, sources[number] != nil {
      ends[number] = course.shown(&recogniser)
    }
    courses[number] = nil
    open[number] = nil
  }

  func commit(_ generation: FollowedGeneration, as number: Int) -> FollowVerdict {
    guard let course = courses[number] else { preconditionFailure("a commit of a generation that was not begun") }
    course.path = generation.path
    guard let read = course.read else {
      guard case .skipped(let reason)? = course.verdict(isComplete: generation.isClosed, layouts: catalogue.layouts)
      else { return .held }
      skip(SkippedFile(file: course.path, bytes: generation.size, reason: reason, isNamed: false))
      return .refused
    }
    keep(read, of: number, path: generation.path)
    for event in read.events { add(event, of: number, read.harvest) }
    course.clear()
    let id = generation.id ?? Int64(number) + Self.firstOwnID
    numbers[id] = number
    return .committed(id: id)
  }

  /// The ids of logs that are read from their middle on are smaller.
  private static let firstOwnID: Int64 = 1 << 32

  func update(_ generation: FollowedGeneration) {
    guard let number = generation.id.flatMap({ numbers[$0] }) else { return }
    courses[number]?.path = generation.path
    sources[number]?.report.file = generation.path
  }

  private func keep(_ read: SourceRead, of number: Int, path: String) {
    var source = read
    source.events = []
    source.harvest = nil
    source.forgetEdges()
    source.index = number
    if let before = sources[number] { source.takePlace(of: before) }
    source.report.file = path
    sources[number] = source
  }

  /// - Parameter mayGrow: Whether there may be more of it.
  private func add(_ event: Event, of number: Int, _ harvest: RecordHarvest?, mayGrow: Bool = false) {
    var event = event
    event.position.source = number
    // It is dated when hosts and zones are known.
    let dated = DatedEvent(event: event, time: Instant(ms: 0), host: "", file: "")
    let place = TailRecord.Place(dated)
    let now = Early(cause: event.findings.first?.cause, byteCount: event.position.byteCount)
    let before = early[place]
    early[place] = mayGrow ? now : nil
    if let before, before.byteCount >= now.byteCount, before.cause == now.cause { return }
    let whole = harvest?.words[event.position.offset]?.whole ?? event.summary
    records.append(
      TailRecord(
        event: dated, whole: whole, growth: before.map { $0.cause == now.cause ? .text : .cause }))
  }

  // MARK: After a turn

  /// What came since the last turn, dated and with hosts.
  func take(nowMs: Int) -> [TailRecord] {
    for number in courses.keys.sorted() {
      showOpen(number, nowMs)
      joinSplit(number, nowMs)
    }
    if !records.isEmpty { nameSources() }
    defer { records = [] }
    return records.compactMap { record in
      guard let source = sources[record.place.generation] else { return nil }
      var record = record
      record.event = source.dated(record.event.event)
      return record
    }
  }

  /// The last record of a log, once it stands still.
  private func showOpen(_ number: Int, _ nowMs: Int) {
    guard let course = courses[number] else { return }
    guard let state = open[number], state.size == course.position else {
      open[number] = Open(size: course.position, sinceMs: nowMs)
      return
    }
    guard course.read != nil, sources[number] != nil, !state.isShown, nowMs - state.sinceMs >= Self.stillMs else {
      return
    }
    open[number]?.isShown = true
    let shown = course.shown(&recogniser)
    for event in shown.events.dropFirst(course.read?.events.count ?? 0) {
      add(event, of: number, shown.harvest, mayGrow: true)
    }
    // What the last record says of time and coverage counts as well.
    keep(shown, of: number, path: course.path)
  }

  /// Puts the last record of a generation together with what stands before the first head of the next one.
  ///
  /// - Parameter number: The newer generation.
  private func joinSplit(_ number: Int, _ nowMs: Int) {
    guard !joined.contains(number), let course = courses[number], let state = open[number], !state.isJoined else {
      return
    }
    // All that it holds may be the rest of a record, which may still grow.
    let fragment = course.read == nil ? course.fragment : nil
    guard fragment.map({ _ in nowMs - state.sinceMs >= Self.stillMs }) ?? (course.read?.opening != nil) else { return }
    let log = RotatedName(course.path).log
    var reads = older(than: number, of: log)
    guard !reads.isEmpty else { return }
    open[number]?.isJoined = true
    if let fragment {
      _ = reads.place([fragment])
    } else {
      joined.insert(number)
      reads.append(placed(course.shown(&recogniser), of: number))
    }
    for var family in LogFamily.families(of: reads) {
      family.joinSplitRecords(layouts(family.side, family.file), &recogniser)
      for read in family.generations where read.isJoined && read.index < number {
        if let event = read.events.last { add(event, of: read.index, read.harvest, mayGrow: true) }
      }
    }
    // Whatever came before is complete by now.
    if fragment == nil { for read in reads where read.index < number { ends[read.index] = nil } }
  }

  /// Older generations of a log, with their last records.
  private func older(than number: Int, of log: String) -> [SourceRead] {
    let reading = courses.filter { $0.key < number && $0.value.read != nil && sources[$0.key] != nil }
      .mapValues { $0.shown(&recogniser) }
    return reading.merging(ends) { mine, _ in mine }.sorted { $0.key < $1.key }
      .map { placed($0.value, of: $0.key) }.filter { $0.name.log == log }
  }

  /// What was read, where its file lies now.
  private func placed(_ read: SourceRead, of number: Int) -> SourceRead {
    var read = read
    read.index = number
    if let source = sources[number] {
      read.takePlace(of: source)
      read.clock = source.clock
    }
    return read
  }

  private func nameSources() {
    let numbers = sources.keys.sorted()
    var reads = numbers.compactMap { sources[$0] }
    reads.nameHosts(options)
    reads.assumeZones()
    for (number, read) in zip(numbers, reads) { sources[number] = read }
  }

  /// What the correlator knows of the logs.
  var facts: [SourceFacts] {
    LogFamily.families(of: sources.keys.sorted().compactMap { sources[$0] }).map(\.facts)
  }

  /// What was read of each file.
  var reports: [SourceReport] { sources.keys.sorted().compactMap { sources[$0]?.finishedReport } }

  var health: PatternHealth { recogniser.health }
}
