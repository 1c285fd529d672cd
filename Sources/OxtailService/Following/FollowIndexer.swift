import IncidentStore
import LogPipeline
import LogTail

/// Keeps an index current while logs are followed: the rows are those that ``Indexer`` makes of the same bytes.
///
/// What is new of a log, how far it is read and what its reader knows are one transaction; so is the other half of a record that a rotation split.
/// A log of which nobody can tell yet which side wrote it is held in memory, and read again after a restart.
/// ``endTurn(_:nowMs:)`` names hosts and derives incidents.
package final class FollowIndexer: FollowSink {
  let catalogue: Catalogue
  let options: ScanOptions
  let writer: IndexWriter
  var recogniser: Recogniser
  var slots: [GenerationSlot]
  /// The generations that are being read, by the follower's numbers.
  var courses: [Int: FollowCourse] = [:]
  /// The same by their slots.
  var reading: [Int: FollowCourse] = [:]
  var slotIndices: [Int64: Int] = [:]
  /// The slots of each log's generations.
  var kin: [String: Set<Int>] = [:]
  /// Logs of which a file was opened that was read before, a generation came, or a zone became known.
  var reopened: Set<String> = []
  /// Generations of which the first or last bytes are to be shown again, and those of which they were asked for.
  var wanted: Set<Int64> = []
  var asked: Set<Int> = []
  /// Generations that were found under another path than before.
  var moved: Set<Int> = []
  /// Whether hosts and zones may be others than those in the slots.
  var needsNames = true
  var pacing: DerivationPacing
  /// What is being derived now.
  var making: AnswerInTheMaking?
  let beside: (@escaping @Sendable () -> Void) -> Void
  private let skip: (SkippedFile) -> Void
  var assumptions = AssumptionNotes()
  let tellAssumption: (String) -> Void
  /// A side's layouts, or a family of them: thousands of logs share them.
  private var restricted: [String: LayoutSet] = [:]

  /// - Parameters:
  ///   - options: Hosts, zones and sides; the paths are the follower's business.
  ///   - hash: Keyed with the index's key.
  ///   - pacing: How often incidents are derived anew.
  ///   - beside: Does a piece of work beside the following, or at once.
  ///   - skip: Receives each file that is no log.
  ///   - assume: Receives what is assumed of each log, in words.
  /// - Throws: ``StoreError`` where the index cannot be read.
  package init(
    catalogue: Catalogue, options: ScanOptions, writer: IndexWriter, hash: KeyedHash,
    pacing: DerivationPacing = DerivationPacing(),
    beside: @escaping (@escaping @Sendable () -> Void) -> Void = { $0() },
    skip: @escaping (SkippedFile) -> Void = { _ in }, assume: @escaping (String) -> Void = { _ in }
  ) throws(StoreError) {
    self.catalogue = catalogue
    self.options = options
    self.writer = writer
    self.pacing = pacing
    self.beside = beside
    self.skip = skip
    tellAssumption = assume
    recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
    recogniser.keepsWords = true
    slots = try GenerationSlot.all(of: writer)
    for index in slots.indices { register(index) }
  }

  deinit { making?.cancel() }

  /// What the index holds: a follower begins with it.
  package var generations: [FollowedGeneration] { slots.map(\.followedGeneration) }

  func register(_ index: Int) {
    if let id = slots[index].generation.id { slotIndices[id] = index }
    kin[slots[index].shown.name.log, default: []].insert(index)
  }

  /// - Parameter path: The log's.
  func layouts(of side: Side, _ path: String) -> LayoutSet {
    let family = options.forced(path)?.layouts
    let name = "\(side.rawValue) \(family ?? "")"
    if let known = restricted[name] { return known }
    let layouts = catalogue.layouts.restricted(to: side, family: family)
    restricted[name] = layouts
    return layouts
  }

  // MARK: Reading

  package func openingBytes(of generation: FollowedGeneration) -> Int {
    generation.id.flatMap { slotIndices[$0] }.map { slots[$0].openingBytes } ?? 0
  }

  package func begin(_ generation: FollowedGeneration, as number: Int) {
    guard let index = generation.id.flatMap({ slotIndices[$0] }) else {
      courses[number] = FollowCourse(path: generation.path, start: generation.start, layouts: catalogue.layouts)
      return
    }
    let side = slots[index].shown.report.side
    let course = FollowCourse(slots[index], at: index, layouts: layouts(of: side, generation.path))
    courses[number] = course
    reading[index] = course
    reopened.insert(slots[index].shown.name.log)
  }

  package func acceptOpening(_ bytes: [UInt8], of number: Int) {
    guard let course = courses[number], let index = course.slot else { return }
    course.read?.opening = Indexer.opening(bytes, layouts(of: slots[index].shown.report.side, course.path))
  }

  package func accept(_ bytes: ArraySlice<UInt8>, of number: Int) -> Int {
    guard let course = courses[number] else { preconditionFailure("bytes of a generation that was not begun") }
    course.accept(RawSpan(_elements: bytes.span), &recogniser)
    if course.read == nil, case .log(let side)? = verdict(on: course, isComplete: false) {
      course.begin(as: side, index: slots.count, layouts: layouts(of: side, course.path), &recogniser)
    }
    return course.openOffset
  }

  package func forget(_ number: Int) {
    guard let course = courses.removeValue(forKey: number), let index = course.slot else { return }
    keepEdges(of: course, index)
    reading[index] = nil
  }

  // MARK: Committing

  package func commit(_ generation: FollowedGeneration, as number: Int) throws(FollowTrouble) -> FollowVerdict {
    guard let course = courses[number] else { preconditionFailure("a commit of a generation that was not begun") }
    course.path = generation.path
    guard course.read == nil else { return try commit(course, generation) }
    guard let verdict = verdict(on: course, isComplete: generation.isClosed) else {
      try joinFragment(course)
      return .held
    }
    // The rest of a record that belongs to an older generation is no log, and was read.
    if case .skipped(let reason) = verdict, !(course.fragment.map(hasKin) ?? false) {
      skip(SkippedFile(file: course.path, bytes: generation.size, reason: reason, isNamed: false))
    }
    return .refused
  }

  /// What a file is that was not committed yet; `nil` where more of it may tell.
  private func verdict(on course: FollowCourse, isComplete: Bool) -> SourceRecogniser.Verdict? {
    if let forced = options.forced(course.path) { return .log(forced.side) }
    let verdict = course.verdict(isComplete: isComplete, layouts: catalogue.layouts)
    let isAdminLog = verdict == .log(.openXchange) && LogName(course.path).isAdminLog
    return isAdminLog ? .skipped(Indexer.adminLog) : verdict
  }

  private func commit(_ course: FollowCourse, _ generation: FollowedGeneration) throws(FollowTrouble) -> FollowVerdict {
    let index = course.slot ?? slots.count
    guard let read = course.read else { preconditionFailure("a commit of what is no log") }
    var slot = course.slot.map { slots[$0] } ?? newSlot(read, course.path)
    slot.advance(course, generation, &recogniser)
    var changes = joined(index, slot)
    changes.sort { $0.index < $1.index }
    let stored = try store(changes)
    let isNew = course.slot == nil
    course.slot = index
    reading[index] = course
    course.clear()
    for (change, generation) in zip(changes, stored) {
      if change.index == slots.count { slots.append(change.slot) }
      slots[change.index] = change.committed(generation)
      if change.index == index, isNew { register(index) }
      if change.movesHost { moved.insert(change.index) }
    }
    let knowledge = slots[index].settled.clock.knowledge
    if isNew { reopened.insert(slots[index].shown.name.log) }
    if isNew || moved.contains(index) || knowledge != slots[index].knowledgeNamed { needsNames = true }
    forgetEdges(of: slots[index].shown.name.log)
    guard let id = slots[index].generation.id else { preconditionFailure("a row without an id") }
    return .committed(id: id)
  }

  private func newSlot(_ read: SourceRead, _ path: String) -> GenerationSlot {
    let generation = Generation(host: "", side: read.report.side.rawValue, family: read.name.log, name: path)
    return GenerationSlot(generation: generation, settled: read, shown: read)
  }

  package func update(_ generation: FollowedGeneration) throws(FollowTrouble) {
    guard let index = generation.id.flatMap({ slotIndices[$0] }) else { return }
    var slot = slots[index]
    slot.take(generation)
    let isElsewhere = slot.shown.report.file != generation.path
    slot.name(generation.path)
    var change = SlotChange(index: index, slot: slot, read: slot.shown)
    change.isQuiet = true
    let stored = try store([change])
    reading[index]?.path = generation.path
    slots[index] = change.committed(stored[0])
    if isElsewhere {
      // It may stand next to another one now.
      reopened.insert(slot.shown.name.log)
      kin[slot.shown.name.log, default: []].insert(index)
      moved.insert(index)
      needsNames = true
    }
    forgetEdges(of: slot.shown.name.log)
  }

  /// One transaction.
  ///
  /// - Returns: The generations as they are stored.
  func store(_ changes: [SlotChange]) throws(FollowTrouble) -> [Generation] {
    guard !changes.isEmpty else { return [] }
    do throws(StoreError) {
      let batches = changes.map { $0.batch(before: $0.index < slots.count ? slots[$0.index] : nil) }
      let ids = try writer.commit(batches)
      pacing.committed(changesEvents: batches.contains { !$0.events.isEmpty || $0.keepsBefore < .max })
      return zip(batches, ids).map { batch, id in
        var generation = batch.generation
        generation.id = id
        return generation
      }
    } catch {
      throw FollowTrouble("\(error.path) \(error.message)")
    }
  }
}
