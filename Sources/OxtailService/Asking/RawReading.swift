import IncidentStore
import LogPipeline
import LogTail

/// Reads the logs themselves between two times, every record, where an index knows in which files and at which bytes that is. A compressed
/// file is inflated up to there.
package final class RawReading {
  package struct Record: Sendable {
    package var time: Instant
    package var host: String
    package var side: Side
    package var file: String
    package var line: Int
    package var offset: Int
    package var byteCount: Int
    package var level: Level
    /// As it stands in the log, redacted.
    package var text: RedactedText
  }

  private let catalogue: Catalogue
  private var recogniser: Recogniser
  private let since: Instant
  private let until: Instant
  /// Files that could not be read as the index knows them.
  package private(set) var troubles: [SkippedFile] = []

  /// - Parameter hash: The index's own: the same secret has the same placeholder.
  package init(catalogue: Catalogue, hash: KeyedHash, since: Instant, until: Instant) {
    self.catalogue = catalogue
    recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
    self.since = since
    self.until = until
  }

  /// Hands over the records of some logs, those of each in the order in which they stand there.
  ///
  /// - Parameters:
  ///   - wants: Whether a log is asked for.
  ///   - body: Returns whether it wants more.
  package func read(
    _ reader: IndexReader, wants: (_ host: String, Side) -> Bool, _ body: @escaping (Record) -> Bool
  ) throws(StoreError) {
    for stretch in try reader.stretches(since: since, until: until) {
      let generation = stretch.generation
      guard let side = Side(rawValue: generation.side), wants(generation.host, side) else { continue }
      guard let state = try? JSON.value(GenerationSlot.State.self, generation.state) else { continue }
      var goesOn = true
      do throws(UnreadablePath) {
        goesOn = try read(stretch, state.shown, side, body)
      } catch {
        add(SkippedFile(error))
      }
      if !goesOn { return }
    }
  }

  /// What the index knows is not at its place any more, as a file that is gone.
  private func addMoved(_ name: String, _ what: String) {
    add(SkippedFile(file: name, bytes: 0, reason: what, isNamed: false, exitCode: 66))
  }

  /// One archive can hold many logs.
  private func add(_ trouble: SkippedFile) {
    if !troubles.contains(trouble) { troubles.append(trouble) }
  }

  private func read(_ stretch: LogStretch, _ read: SourceRead, _ side: Side, _ body: @escaping (Record) -> Bool)
    throws(UnreadablePath) -> Bool
  {
    let file = try FileStream(path: read.archive ?? stretch.generation.name)
    var (goesOn, isFound) = (true, false)
    let walk = ContainerWalk(
      budget: ExpansionBudget(file, limits: .standard),
      log: { layer throws(UnreadablePath) in
        guard layer.name == stretch.generation.name, !isFound else { return }
        isFound = true
        goesOn = try self.read(layer.stream, stretch, read.clock.correlated(by: stretch.estimate), side, body)
      }, skip: { _ in })
    try walk.walk(
      ContainerWalk.Layer(
        stream: PeekedStream(file), name: read.archive ?? stretch.generation.name, bytes: file.size, isNamed: true))
    if !isFound { addMoved(stretch.generation.name, "is not in its archive any more") }
    return goesOn
  }

  private func read(
    _ stream: PeekedStream, _ stretch: LogStretch, _ clock: SourceClock, _ side: Side,
    _ body: @escaping (Record) -> Bool
  ) throws(UnreadablePath) -> Bool {
    let name = stretch.generation.name
    let layouts = catalogue.layouts.restricted(to: side, family: nil)
    var framer = RecordFramer(layouts: layouts, offset: stretch.offset, line: stretch.line)
    var (goesOn, isFirst, isOther) = (true, true, false)
    func take(_ record: FramedRecord, _ text: RawSpan) {
      guard goesOn, !isOther else { return }
      if isFirst, stretch.offset > 0, record.head == nil { isOther = true }
      isFirst = false
      guard let head = record.head, let civil = head.time else { return }
      let time = clock.instant(of: civil, requestStart: head.requestStart, at: record.offset)
      guard time >= since, time < until else { return }
      let shown = recogniser.shown(text, layout: layouts[head.layout])
      goesOn = body(
        Record(
          time: time, host: stretch.generation.host, side: side, file: name, line: record.line, offset: record.offset,
          byteCount: record.byteCount, level: head.level, text: shown))
    }
    guard try stream.skip(stretch.offset) == stretch.offset else {
      addMoved(name, "is shorter than it was")
      return true
    }
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    var position = stretch.offset
    while goesOn, !isOther, position < stretch.end ?? .max {
      let count = try stream.read(into: &buffer)
      if count == 0 { break }
      position += count
      framer.accept(RawSpan(_elements: buffer.span).extracting(0..<count), take)
    }
    framer.finish(take)
    if isOther { addMoved(name, "is another log than it was") }
    return goesOn
  }
}

extension TraceDocument {
  /// Records as they stand in the logs: nothing is known of them but their heads.
  package init(_ subject: String, _ records: [RawReading.Record]) {
    self.subject = subject
    self.records = records.map { record in
      Record(
        time: record.time.iso8601, host: record.host, side: record.side.rawValue, file: record.file, line: record.line,
        offset: record.offset, length: record.byteCount, level: record.level.rawValue, operation: nil, cause: nil,
        text: record.text.string, names: IncidentDocument.Subject(SubjectNames([:])))
    }
  }
}
