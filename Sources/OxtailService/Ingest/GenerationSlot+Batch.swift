import IncidentStore
import LogPipeline

extension GenerationSlot {
  /// What a commit adds, with all that was harvested since the last one.
  ///
  /// - Parameters:
  ///   - read: The settled one, or the shown one, whose last events are provisional.
  ///   - isWhole: Whether it holds the last record as well.
  ///   - first: The first of its events that is no row yet.
  func batch(_ read: SourceRead, isWhole: Bool = true, from first: Int = 0) -> IndexBatch {
    var batch = IndexBatch(generation: described(read, isWhole: isWhole))
    let clock = clock(of: read)
    let firstMs = read.opens(by: clock)?.ms
    batch.events = read.events[first...].map { event in
      let words = read.harvest?.words[event.position.offset]
      var stored = event
      stored.position.source = 0
      return StoredEvent(
        event: stored,
        timeMs: event.civil.map {
          clock.instant(of: $0, requestStart: event.requestStart, at: event.position.offset).ms
        } ?? firstMs,
        text: words?.text ?? event.summary, stack: words?.stack ?? event.summary.piece(0..<0))
    }
    add(settled.harvest, read.clock, to: &batch)
    return batch
  }

  private func add(_ harvest: RecordHarvest?, _ clock: SourceClock, to batch: inout IndexBatch) {
    guard let harvest else { return }
    batch.minutes = harvest.minutes.map {
      MinuteCount(minuteMs: clock.instant(of: $0.start).ms, level: $0.level, records: $0.records)
    }
    batch.gaps = harvest.gaps
    batch.marks = harvest.marks.map {
      TimeMark(
        offset: $0.offset, line: $0.line,
        timeMs: clock.instant(of: $0.time, requestStart: nil, at: $0.offset).ms)
    }
  }

  /// The generation as it will be stored.
  func described(_ read: SourceRead, isWhole: Bool = true) -> Generation {
    var generation = generation
    generation.host = read.report.host
    generation.name = read.report.file
    generation.family = read.name.log
    generation.records = read.report.records
    let ends = read.ends(by: clock(of: read))
    generation.firstMs = ends?.first.ms
    generation.lastMs = ends?.last.ms
    var state = state
    state.shown = read
    state.isWhole = isWhole
    state.settled.takePlace(of: read)
    // With the state before, the next run would read again what the same commit adds.
    guard let text = try? JSON.text(state, isPretty: false) else { preconditionFailure("a state that is no JSON") }
    generation.state = text
    return generation
  }

  /// The slots of all generations in an index.
  static func all(of writer: IndexWriter) throws(StoreError) -> [GenerationSlot] {
    var slots: [GenerationSlot] = []
    let estimates = try writer.zoneEstimates()
    for generation in try writer.generations() {
      guard generation.id != nil, let state = try? JSON.value(State.self, generation.state) else {
        throw StoreError(.unusable, path: writer.path, "holds a source that cannot be understood: name another --db")
      }
      var slot = GenerationSlot(generation: generation, settled: state.settled, shown: state.shown)
      slot.settled.index = slots.count
      slot.shown.index = slots.count
      slot.estimate = generation.id.flatMap { estimates[$0] }
      slot.memory = state.memory
      slot.openingBytes = state.openingBytes
      slot.wasWhole = state.isWhole
      slot.followed = state.followed
      slot.joinedBytes = max(0, state.settled.report.unparsedBytes - state.shown.report.unparsedBytes)
      slot.shown.events = try writer.provisionalEvents(of: generation)
      slot.storedTail = slot.tail.map(StoredTail.init)
      slot.before = slot.shown
      slots.append(slot)
    }
    return slots
  }
}
