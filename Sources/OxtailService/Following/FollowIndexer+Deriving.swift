import Foundation
import IncidentStore
import LogPipeline
import LogTail

extension FollowIndexer {
  /// To be called after each turn of the follower: names hosts and zones where logs came or moved, and derives incidents where that is due,
  /// beside what goes on.
  ///
  /// - Parameter nowMs: Of a clock that only goes forward.
  /// - Returns: All incidents, without their occurrences, once they are derived and in the index.
  /// - Throws: ``StoreError``; a later turn tries again.
  package func endTurn(_ turn: FollowTurn, nowMs: Int) throws(StoreError) -> [Incident]? {
    let isDue = pacing.isDue(nowMs)
    if needsNames, !turn.isBehind || isDue { try nameSources() }
    try Self.wrapping(writer.path, joinLate)
    if let incidents = try takeMade() { return incidents }
    guard making == nil, isDue, !turn.isBehind || pacing.isLate(nowMs) else { return nil }
    try begin()
    return try takeMade()
  }

  /// Whether anything was committed since incidents were derived.
  package var isPending: Bool { making != nil || pacing.isPending }

  package var isDeriving: Bool { making != nil }

  /// How long the last derivation took.
  package var lastTookMs: Int { pacing.lastTookMs }

  /// The index holds records of which no incidents were derived.
  package func wantsDeriving(nowMs: Int) {
    _ = pacing.isDue(nowMs)
    pacing.committed(changesEvents: true)
  }

  /// Derives the incidents of all that was ever read, whether it is due or not, before it returns.
  package func derive() throws(StoreError) -> [Incident] {
    stopDeriving()
    let answer = try newAnswer()
    answer.run()
    making = answer
    return try takeMade() ?? []
  }

  /// Gives up what is being derived.
  package func stopDeriving() {
    guard let making else { return }
    making.cancel()
    self.making = nil
    pacing.failed(tookMs: making.ageMs)
  }

  private func begin() throws(StoreError) {
    let answer = try newAnswer()
    making = answer
    beside { answer.run() }
  }

  /// What is due is seen to be done by what begins now: later commits are for the next one.
  private func newAnswer() throws(StoreError) -> AnswerInTheMaking {
    let draft = try writer.draft()
    pacing.begin()
    var reads = slots.map(\.shown)
    let fragments = fragments
    var result = ScanResult()
    result.skipped = reads.place(fragments.map(\.fragment))
    for index in reads.indices.dropFirst(slots.count) {
      let course = fragments.first { $0.fragment.file == reads[index].report.file }?.course
      reads[index].report.unparsedBytes -= course?.joinedBytes ?? 0
    }
    let answering = IndexAnswering(catalogue: catalogue, stated: options.stated, recogniser)
    let ids = slots.map(\.generation.id)
    return AnswerInTheMaking(draft) { [reads, result] draft throws(StoreError) in
      try answering.derive(LogFamily.families(of: reads), ids, result, from: draft)
    }
  }

  /// Puts into the index what was derived meanwhile.
  private func takeMade() throws(StoreError) -> [Incident]? {
    guard let making, let made = making.made else { return nil }
    self.making = nil
    // It takes as long as the answer is large, and whatever comes meanwhile is committed by this thread.
    defer { beside { making.close() } }
    do throws(StoreError) {
      let outcome = try made.result.get()
      try outcome.publish(to: writer)
      learn(outcome.zones)
      pacing.derived(tookMs: made.tookMs)
      for note in assumptions.notes(outcome.result.sources) { tellAssumption(note) }
      return outcome.result.incidents
    } catch {
      pacing.failed(tookMs: made.tookMs)
      throw error
    }
  }

  /// What is committed from now on is dated as the answer dates it.
  private func learn(_ zones: [GenerationZone]) {
    let byID = Dictionary(uniqueKeysWithValues: zones.map { ($0.generation, $0) })
    for index in slots.indices {
      guard let zone = slots[index].generation.id.flatMap({ byID[$0] }) else { continue }
      slots[index].estimate = zone.estimate
      guard slots[index].generation.records == zone.records else { continue }
      (slots[index].generation.firstMs, slots[index].generation.lastMs) = (zone.firstMs, zone.lastMs)
    }
  }

  /// Runs something on a thread of its own.
  ///
  /// - Parameter ring: Told when it is done.
  package static func thread(ring: @escaping @Sendable () -> Void) -> (@escaping @Sendable () -> Void) -> Void {
    { work in
      let thread = Thread {
        work()
        ring()
      }
      // As much as the main thread has: what derives may nest.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  /// Hosts follow from all logs together, and zones from the host's other logs.
  private func nameSources() throws(StoreError) {
    var reads = slots.map(\.shown)
    reads.nameHosts(options, moved: moved)
    let configured = reads.map { read in
      options.zones.first { $0.fits(read.report.file, host: read.report.host) }?.value.rule
    }
    reads.assumeZones()
    var changes: [SlotChange] = []
    for index in slots.indices {
      var slot = slots[index]
      let zones = (slot.configured, slot.assumed)
      slot.configured = configured[index]
      slot.assumed = reads[index].report.isZoneBorrowed ? reads[index].clock.rule : nil
      // In another zone it may be another generation that comes next.
      if zones != (slot.configured, slot.assumed) { reopened.insert(slot.shown.name.log) }
      slot.knowledgeNamed = slot.settled.clock.knowledge
      slots[index] = slot
      let (before, now) = (slot.shown, reads[index])
      guard
        before.report.host != now.report.host || before.report.isHostAssumed != now.report.isHostAssumed
          || before.report.isZoneBorrowed != now.report.isZoneBorrowed || before.clock.rule != now.clock.rule
      else { continue }
      slot.settled.takePlace(of: now)
      slot.bare?.takePlace(of: now)
      var change = SlotChange(index: index, slot: slot, read: now)
      change.isQuiet = true
      changes.append(change)
    }
    let stored = try Self.wrapping(writer.path) { () throws(FollowTrouble) in try store(changes) }
    for (change, generation) in zip(changes, stored) { slots[change.index] = change.committed(generation) }
    moved = []
    needsNames = false
  }

  private static func wrapping<Value>(_ path: String, _ body: () throws(FollowTrouble) -> Value) throws(StoreError)
    -> Value
  {
    do throws(FollowTrouble) {
      return try body()
    } catch {
      throw StoreError(.failed, path: path, error.words)
    }
  }
}
