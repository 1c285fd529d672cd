import IncidentStore
import LogPipeline
import LogTail

extension FollowIndexer {
  /// To be called after each turn of the follower: names hosts and zones where logs came or moved, and derives incidents where that is due.
  ///
  /// - Parameter nowMs: Of a clock that only goes forward.
  /// - Returns: All incidents, without their occurrences, where they were derived.
  /// - Throws: ``StoreError``; the next turn tries again.
  package func endTurn(_ turn: FollowTurn, nowMs: Int) throws(StoreError) -> [Incident]? {
    if needsNames, !turn.isBehind || pacing.isDue(nowMs) { try nameSources() }
    try Self.wrapping(writer.path, joinLate)
    guard !turn.isBehind || pacing.isLate(nowMs), pacing.isDue(nowMs) else { return nil }
    return try derive()
  }

  /// Whether anything was committed since incidents were derived.
  package var isPending: Bool { pacing.isPending }

  /// Derives the incidents of all that was ever read, whether it is due or not.
  ///
  /// - Complexity: O(*n* log *n*) in the number of events, in one transaction; readers go on with what was there before.
  package func derive() throws(StoreError) -> [Incident] {
    let clock = ContinuousClock()
    let start = clock.now
    var reads = slots.map(\.shown)
    let fragments = fragments
    var result = ScanResult()
    result.skipped = reads.place(fragments.map(\.fragment))
    for index in reads.indices.dropFirst(slots.count) {
      let course = fragments.first { $0.fragment.file == reads[index].report.file }?.course
      reads[index].report.unparsedBytes -= course?.joinedBytes ?? 0
    }
    let families = LogFamily.families(of: reads)
    result = try IndexAnswering(catalogue: catalogue, writer: writer, stated: options.stated, recogniser)
      .derive(families, slots, result)
    let took = start.duration(to: clock.now)
    pacing.derived(tookMs: Int(took.components.seconds * 1_000 + took.components.attoseconds / 1_000_000_000_000_000))
    return result.incidents
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
      slot.configured = configured[index]
      slot.assumed = reads[index].report.isZoneBorrowed ? reads[index].clock.rule : nil
      slot.knowledgeNamed = slot.settled.clock.knowledge
      slots[index] = slot
      let (before, now) = (slot.shown, reads[index])
      guard
        before.report.host != now.report.host || before.report.isHostAssumed != now.report.isHostAssumed
          || before.report.isZoneBorrowed != now.report.isZoneBorrowed || before.clock.rule != now.clock.rule
      else { continue }
      slot.settled.takePlace(of: now)
      slot.bare?.takePlace(of: now)
      // In another zone it may be another generation that comes next.
      if before.clock.rule != now.clock.rule { reopened.insert(now.name.log) }
      var change = SlotChange(index: index, slot: slot, read: now)
      change.isQuiet = true
      changes.append(change)
    }
    let ids = try Self.wrapping(writer.path) { () throws(FollowTrouble) in try store(changes) }
    for (change, id) in zip(changes, ids) { slots[change.index] = change.committed(id) }
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
