import LogPipeline
import LogTail

/// Records that a rotation split are put together in the transaction in which their second half is committed.
extension FollowIndexer {
  /// What is committed with a generation: itself, and those of its log whose records change with it.
  func joined(_ index: Int, _ slot: GenerationSlot) -> [SlotChange] {
    guard let bare = slot.bare else { return [] }
    if let changes = split(index, slot) { return changes }
    let alone = SlotChange(index: index, slot: slot, read: slot.single(bare))
    return [alone] + loosened(behind: index, slot.dressed(bare))
  }

  /// The next generation, where its first bytes were joined with what was the end of a grown one, or with the end of an older one that
  /// was not next to it.
  private func loosened(behind index: Int, _ read: SourceRead) -> [SlotChange] {
    let generations = generations(of: read.name.log, index == slots.count ? [read] : [])
    guard let place = generations.firstIndex(of: index), place + 1 < generations.count else { return [] }
    let next = generations[place + 1]
    return slots[next].joinedBytes > 0 ? [loosened(next, slots[next])] : []
  }

  /// A generation whose first bytes are to be joined again.
  private func loosened(_ index: Int, _ slot: GenerationSlot) -> SlotChange {
    reopened.insert(slot.shown.name.log)
    var change = SlotChange(index: index, slot: slot, read: slot.shown)
    change.isQuiet = true
    change.loosen()
    return change
  }

  /// - Returns: `nil` where no rotation split anything, as far as the bytes are in memory.
  private func split(_ index: Int, _ slot: GenerationSlot) -> [SlotChange]? {
    let log = slot.shown.name.log
    let others = (kin[log] ?? []).subtracting([index])
    let fragments = fragments(of: log)
    guard !fragments.isEmpty || slot.bare?.opening != nil || others.contains(where: hasOpening) else { return nil }
    var slots = [index: slot]
    for other in others { slots[other] = withEdges(other) }
    return join(slots, fragments, grown: index).filter { $0.index == index || isChange($0) }
  }

  /// Joins what could not be joined when it was committed, as the bytes of its other half were not in memory: a file was found again after a restart.
  func joinLate() throws(FollowTrouble) {
    while let log = reopened.first {
      let fragments = fragments(of: log)
      if !fragments.isEmpty || (kin[log] ?? []).contains(where: hasOpening) { try join(log, fragments) }
      wantEdges(of: log)
      reopened.remove(log)
    }
  }

  /// Both halves of what a rotation split are needed at once: the older one may be complete and forgotten when the next one is found.
  private func wantEdges(of log: String) {
    let generations = generations(of: log)
    for (older, next) in zip(generations, generations.dropFirst()) where slots[next].isOpeningLoose {
      if slots[older].bare == nil, reading[older] == nil { want(older) }
      if !hasOpening(next) { want(next) }
    }
  }

  /// Once, until it is joined: its file may hold no more than it did.
  private func want(_ index: Int) {
    guard let id = slots[index].generation.id, asked.insert(index).inserted else { return }
    wanted.insert(id)
  }

  package func takeWanted() -> Set<Int64> {
    defer { wanted = [] }
    return wanted
  }

  private func join(_ log: String, _ fragments: [(fragment: LiveFragment, course: FollowCourse)]) throws(FollowTrouble)
  {
    var slots: [Int: GenerationSlot] = [:]
    for index in kin[log] ?? [] { slots[index] = withEdges(index) }
    let changes = join(slots, fragments, grown: nil).filter(isChange)
    let stored = try store(changes)
    for (change, generation) in zip(changes, stored) { self.slots[change.index] = change.committed(generation) }
  }

  private func hasOpening(_ index: Int) -> Bool {
    slots[index].bare?.opening != nil || reading[index]?.read?.opening != nil
  }

  /// A live log's first bytes hold no head yet: they are the rest of the older generation's last record, as far as that can be told.
  func joinFragment(_ course: FollowCourse) throws(FollowTrouble) {
    guard let fragment = course.fragment, hasKin(fragment) else { return }
    let log = RotatedName(fragment.file).log
    try join(log, fragments(of: log))
    // No row tells of it, but an answer does.
    pacing.committed(changesEvents: true)
  }

  func hasKin(_ fragment: LiveFragment) -> Bool { kin[RotatedName(fragment.file).log]?.isEmpty == false }

  /// Live logs that hold no head yet.
  private func fragments(of log: String) -> [(fragment: LiveFragment, course: FollowCourse)] {
    fragments.filter { RotatedName($0.fragment.file).log == log }
  }

  /// The same of all logs.
  var fragments: [(fragment: LiveFragment, course: FollowCourse)] {
    courses.values.compactMap { course in course.fragment.map { ($0, course) } }.sorted {
      $0.fragment.file < $1.fragment.file
    }
  }

  private func isChange(_ change: SlotChange) -> Bool {
    let before = slots[change.index]
    return change.read.events.map(GenerationSlot.StoredTail.init) != before.storedTail
      || change.slot.described(change.read) != before.generation
  }

  /// - Parameter grown: The generation of which new bytes were read.
  private func join(
    _ slots: [Int: GenerationSlot], _ fragments: [(fragment: LiveFragment, course: FollowCourse)], grown: Int?
  ) -> [SlotChange] {
    var reads = slots.sorted { $0.key < $1.key }.map { index, slot in
      var read = slot.bare.map(slot.dressed) ?? slot.shown
      read.index = index
      return read
    }
    _ = reads.place(fragments.map(\.fragment))
    var families = LogFamily.families(of: reads)
    for index in families.indices {
      families[index].joinSplitRecords(layouts(of: families[index].side, families[index].file), &recogniser)
    }
    for read in families.flatMap(\.generations) where slots[read.index] == nil {
      let course = fragments.first { $0.fragment.file == read.report.file }?.course
      course?.joinedBytes = read.report.bytes - read.report.unparsedBytes
    }
    return families.flatMap { changes($0.generations, slots, grown) }
  }

  private func changes(_ generations: [SourceRead], _ slots: [Int: GenerationSlot], _ grown: Int?) -> [SlotChange] {
    generations.enumerated().compactMap { place, read in
      guard var slot = slots[read.index] else { return nil }
      let joinedBytes = slot.bare.map { $0.report.unparsedBytes - read.report.unparsedBytes } ?? 0
      // What grew ends otherwise now, and may bear the name already that this one has left without a word yet.
      let isBehindGrown = place > 0 && generations[place - 1].index == grown
      if isBehindGrown, joinedBytes == 0, slot.joinedBytes > 0 { return loosened(read.index, slot) }
      guard slot.bare != nil else { return nil }
      // What was joined before and cannot be now stays: bytes are not in memory any more, or names are being shifted.
      if place + 1 < generations.count, read.index != grown, let next = slots[generations[place + 1].index],
        next.openingBytes > 0,
        next.bare?.report.unparsedBytes ?? 0 <= generations[place + 1].report.unparsedBytes
      {
        guard joinedBytes > 0, slot.joinedBytes == 0 else { return nil }
        // Its own first bytes found their record all the same.
        slot.joinedBytes = joinedBytes
        slot.shown.report.unparsedBytes -= joinedBytes
        var change = SlotChange(index: read.index, slot: slot, read: slot.shown)
        change.isQuiet = true
        return change
      }
      var read = read
      if joinedBytes > 0 { slot.joinedBytes = joinedBytes } else { read.report.unparsedBytes -= slot.joinedBytes }
      return SlotChange(index: read.index, slot: slot, read: read)
    }
  }

  // MARK: Edges

  /// The slot with the bytes of its last record, if they are in memory.
  private func withEdges(_ index: Int) -> GenerationSlot {
    if let course = reading[index] { keepEdges(of: course, index) }
    return slots[index]
  }

  /// Keeps a generation's first and last bytes, where no more were read than is committed.
  func keepEdges(of course: FollowCourse, _ index: Int) {
    guard slots[index].bare == nil, course.read != nil, course.position == slots[index].generation.size else { return }
    var bare = course.shown(&recogniser)
    bare.takePlace(of: slots[index].shown)
    slots[index].bare = bare
  }

  package func wantsLastRecord(of generation: FollowedGeneration) -> Bool {
    guard let index = generation.id.flatMap({ slotIndices[$0] }), generation.isClosed else { return true }
    let generations = generations(of: slots[index].shown.name.log)
    guard let place = generations.firstIndex(of: index), place + 1 < generations.count else { return true }
    let next = generations[place + 1]
    return slots[index].isOpeningLoose || slots[next].isOpeningLoose || !isBeyondBeginning(next)
  }

  /// Forgets bytes of generations that are complete and joined on both sides. An older one may come after a newer one: compressed files are
  /// read one a turn.
  func forgetEdges(of log: String) {
    let generations = generations(of: log)
    for (index, next) in zip(generations, generations.dropFirst())
    where slots[index].followed?.isClosed == true && isBeyondBeginning(next)
      && !slots[index].isOpeningLoose && !slots[next].isOpeningLoose
    {
      asked.subtract([index, next])
      slots[index].bare = nil
      slots[next].bare?.opening = nil
      reading[next]?.read?.opening = nil
    }
  }

  /// Whether it is known what stands before its first head.
  private func isBeyondBeginning(_ index: Int) -> Bool {
    slots[index].generation.offset > 0 || slots[index].followed?.isClosed == true
  }

  /// A log's generations, the oldest first.
  ///
  /// - Parameter new: Those that come behind the slots.
  private func generations(of log: String, _ new: [SourceRead] = []) -> [Int] {
    var reads = (kin[log] ?? []).map { index in
      var read = slots[index].shown
      read.index = index
      return read
    }
    for (offset, read) in new.enumerated() {
      reads.append(read)
      reads[reads.count - 1].index = slots.count + offset
    }
    return LogFamily.families(of: reads).flatMap(\.generations).map(\.index)
  }
}

extension GenerationSlot {
  /// What was read, with the host and zone that are known by now.
  func dressed(_ read: SourceRead) -> SourceRead {
    var read = read
    read.takePlace(of: shown)
    if let configured { read.clock.configure(configured) }
    if let assumed, read.clock.knowledge == .assumed {
      read.clock.assume(assumed)
      read.report.isZoneBorrowed = true
    }
    return read
  }

  /// Whether its first bytes belong to a record that they were not joined with.
  var isOpeningLoose: Bool { openingBytes > 0 && joinedBytes == 0 }

  /// The same where nothing can be joined now; what was joined before stays.
  func single(_ read: SourceRead) -> SourceRead {
    var read = dressed(read)
    read.report.unparsedBytes -= joinedBytes
    return read
  }
}
