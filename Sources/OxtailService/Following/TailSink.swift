import LogPipeline
import LogTail

/// Takes the records of followed logs for somebody who reads along. What is known of the logs is in memory and forgotten with the process, so that it
/// needs no index, and no writer's lock.
///
/// A record that still may grow is shown once it has been still for ``stillMs``, and again only if the rest of it changes what it says.
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
  /// Records that were handed out before they were complete, with their causes.
  private var early: [TailRecord.Place: String?] = [:]
  private(set) var records: [TailRecord] = []
  private let skip: (SkippedFile) -> Void

  /// The last record of a log.
  private struct Open {
    var size: Int
    var sinceMs: Int
    var isShown = false
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

  private func layouts(_ side: Side) -> LayoutSet {
    catalogue.layouts.restricted(to: side, family: options.forced?.layouts)
  }

  func wantsLastRecord(of generation: FollowedGeneration) -> Bool { false }

  func begin(_ generation: FollowedGeneration, as number: Int) {
    let side = sources[number]?.report.side ?? generation.id.flatMap { sides[$0] }
    courses[number] =
      side.map {
        FollowCourse(path: generation.path, side: $0, offset: generation.offset, layouts: layouts($0))
      } ?? FollowCourse(path: generation.path, start: generation.start, layouts: catalogue.layouts)
  }

  func accept(_ bytes: ArraySlice<UInt8>, of number: Int) -> Int {
    guard let course = courses[number] else { preconditionFailure("bytes of a generation that was not begun") }
    course.accept(RawSpan(_elements: bytes.span), &recogniser)
    if course.read == nil, let side = side(of: course, isComplete: false) {
      course.begin(as: side, index: number, layouts: layouts(side), &recogniser)
    }
    return course.openOffset
  }

  private func side(of course: FollowCourse, isComplete: Bool) -> Side? {
    if let forced = options.forced { return forced.side }
    guard case .log(let side)? = course.verdict(isComplete: isComplete, layouts: catalogue.layouts) else { return nil }
    return side
  }

  func forget(_ number: Int) {
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

  private func add(_ event: Event, of number: Int, _ harvest: RecordHarvest?) {
    var event = event
    event.position.source = number
    // It is dated when hosts and zones are known.
    let dated = DatedEvent(event: event, time: Instant(ms: 0), host: "", file: "")
    let place = TailRecord.Place(dated)
    if let cause = early.removeValue(forKey: place), cause == event.findings.first?.cause { return }
    let whole = harvest?.words[event.position.offset]?.whole ?? event.summary
    records.append(TailRecord(event: dated, whole: whole))
  }

  // MARK: After a turn

  /// What came since the last turn, dated and with hosts.
  func take(nowMs: Int) -> [TailRecord] {
    for number in courses.keys.sorted() { showOpen(number, nowMs) }
    if !records.isEmpty { nameSources() }
    defer { records = [] }
    return records.compactMap { record in
      guard let source = sources[record.place.generation] else { return nil }
      var record = record
      let event = record.event.event
      let time = event.civil.map {
        source.clock.instant(of: $0, requestStart: event.requestStart, at: event.position.offset)
      }
      record.event.time = time ?? source.last ?? Instant(ms: 0)
      record.event.host = source.report.host
      record.event.file = source.report.file
      return record
    }
  }

  /// The last record of a log, once it stands still.
  private func showOpen(_ number: Int, _ nowMs: Int) {
    guard let course = courses[number], course.read != nil, sources[number] != nil else { return }
    guard let state = open[number], state.size == course.position else {
      open[number] = Open(size: course.position, sinceMs: nowMs)
      return
    }
    guard !state.isShown, nowMs - state.sinceMs >= Self.stillMs else { return }
    open[number]?.isShown = true
    let shown = course.shown(&recogniser)
    for event in shown.events.dropFirst(course.read?.events.count ?? 0) {
      add(event, of: number, shown.harvest)
      if let place = records.last?.place, place.offset == event.position.offset {
        early[place] = .some(event.findings.first?.cause)
      }
    }
    // What the last record says of time and coverage counts as well.
    keep(shown, of: number, path: course.path)
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

  var health: PatternHealth { recogniser.health }
}
