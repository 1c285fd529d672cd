import IncidentStore
import LogPipeline

extension Indexer {
  /// Commits a generation's settled events, and keeps the first trouble.
  func commit(_ index: Int) {
    guard trouble == nil else { return }
    do throws(StoreError) {
      try store(index, slots[index].settled, isWhole: false)
    } catch {
      trouble = error
    }
  }

  /// Commits the last record of a generation, if it is another than was stored.
  func commitShown(_ index: Int) throws(StoreError) {
    let slot = slots[index]
    let tail = slot.tail.map(GenerationSlot.StoredTail.init)
    guard tail != slot.storedTail || described(slot, slot.shown) != slot.generation else { return }
    slots[index].settled.takePlace(of: slot.shown)
    try store(index, slots[index].shown, isTailKept: tail == slot.storedTail)
    slots[index].storedTail = tail
  }

  /// - Parameter read: The settled one, or the shown one, whose last events are provisional.
  private func store(_ index: Int, _ read: SourceRead, isWhole: Bool = true, isTailKept: Bool = false)
    throws(StoreError)
  {
    var batch = IndexBatch(generation: described(slots[index], read, isWhole: isWhole))
    batch.replacesProvisional = !isTailKept
    for event in isTailKept ? [] : read.events {
      let words = read.harvest?.words[event.position.offset]
      var stored = event
      stored.position.source = 0
      batch.events.append(
        StoredEvent(
          event: stored, timeMs: event.civil.map { read.clock.instant(of: $0, requestStart: event.requestStart).ms },
          text: words?.text ?? event.summary,
          stack: words?.stack ?? event.summary.piece(0..<0)))
    }
    add(slots[index].settled, to: &batch)
    batch.generation.id = try writer.commit(batch)
    slots[index].generation = batch.generation
    // What is final is a row now, and what is not is kept for the last commit to compare.
    slots[index].settled.events = []
    if !isWhole { slots[index].shown.events = [] }
    slots[index].storedTail = []
    slots[index].settled.harvest?.clear()
  }

  private func add(_ read: SourceRead, to batch: inout IndexBatch) {
    guard let harvest = read.harvest else { return }
    var counts: [MinuteCount: Int] = [:]
    for (minute, count) in harvest.counts {
      let key = MinuteCount(minuteMs: read.clock.instant(of: minute.start).ms, level: minute.level, records: 0)
      counts[key, default: 0] += count
    }
    batch.minutes = counts.map { MinuteCount(minuteMs: $0.minuteMs, level: $0.level, records: $1) }
    batch.gaps = harvest.gaps
    batch.marks = harvest.marks.map {
      TimeMark(offset: $0.offset, line: $0.line, timeMs: read.clock.instant(of: $0.time).ms)
    }
  }

  /// The generation as it will be stored.
  private func described(_ slot: GenerationSlot, _ read: SourceRead, isWhole: Bool = true) -> Generation {
    var generation = slot.generation
    generation.host = read.report.host
    generation.name = read.report.file
    generation.family = read.name.log
    generation.records = read.report.records
    generation.firstMs = read.first?.ms
    generation.lastMs = read.last?.ms
    var state = slot.state
    state.shown = read
    state.isWhole = isWhole
    state.settled.takePlace(of: read)
    generation.state = (try? JSON.text(state, isPretty: false)) ?? generation.state
    return generation
  }
}
