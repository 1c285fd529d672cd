import IncidentStore
import LogPipeline
import LogTail

/// Brings an index up to date: reads what is new in the sources, and derives the incidents of all that was ever read.
///
/// A log is known by its content, so the same files change nothing, also after they grew, were renamed, rotated or compressed.
package final class Indexer {
  let catalogue: Catalogue
  let options: ScanOptions
  let writer: IndexWriter
  let identity: FileIdentity
  var recogniser: Recogniser
  var slots: [GenerationSlot] = []
  var fragments: [LiveFragment] = []
  var walk: SourceWalk?
  /// Places where a file was taken for a generation that it is not.
  var refused: [String: Set<Int>] = [:]
  /// Generations that were found under another path than before.
  var moved: Set<Int> = []
  /// The first trouble with the index; nothing is read any more then.
  var trouble: StoreError?
  private let progress: (Int, Int) -> Void
  var outcome = IndexOutcome()

  /// Bytes of a log between two commits: some thousand records, a moment of work that a kill can cost.
  static let commitBytes = 2 << 20

  /// - Parameters:
  ///   - options: Paths are best absolute: they are kept.
  ///   - hash: Keyed with the index's key.
  package init(
    catalogue: Catalogue, options: ScanOptions, writer: IndexWriter, hash: KeyedHash,
    progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) {
    self.catalogue = catalogue
    self.options = options
    self.writer = writer
    self.progress = progress
    identity = FileIdentity(key: hash)
    recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
    recogniser.keepsWords = true
  }

  /// - Throws: ``StoreError``; what was committed before stays, and the next run goes on there.
  package func run() throws(StoreError) -> IndexOutcome {
    try restore()
    let walk = SourceWalk(options: options, progress: progress) { layer throws(UnreadablePath) in
      self.trouble == nil ? try self.read(layer) : true
    }
    self.walk = walk
    walk.run()
    // It holds this indexer as well.
    self.walk = nil
    outcome.result.skipped = walk.skipped
    if let trouble { throw trouble }
    try arrange()
    return outcome
  }

  private func restore() throws(StoreError) {
    for generation in try writer.generations() {
      guard generation.id != nil, let state = try? JSON.value(GenerationSlot.State.self, generation.state) else {
        throw StoreError(.unusable, path: writer.path, "holds a source that cannot be understood: name another --db")
      }
      var slot = GenerationSlot(generation: generation, settled: state.settled, shown: state.shown)
      slot.settled.index = slots.count
      slot.shown.index = slots.count
      slot.memory = state.memory
      slot.openingBytes = state.openingBytes
      slot.wasWhole = state.isWhole
      slots.append(slot)
    }
    for index in slots.indices {
      slots[index].shown.events = try writer.provisionalEvents(of: slots[index].generation)
      slots[index].storedTail = slots[index].tail.map(GenerationSlot.StoredTail.init)
      slots[index].before = slots[index].shown
    }
  }

  // MARK: Answering

  private func arrange() throws(StoreError) {
    var reads = slots.map(\.shown)
    nameHosts(&reads)
    reads.assumeZones()
    outcome.result.skipped += reads.place(fragments)
    var families = LogFamily.families(of: reads)
    for index in families.indices {
      families[index].joinSplitRecords(
        catalogue.layouts.restricted(to: families[index].side, family: options.forced?.layouts), &recogniser)
    }
    for index in families.indices { families[index].settle(keep) }
    for read in families.flatMap(\.generations) where read.index < slots.count { slots[read.index].shown = read }
    for index in slots.indices { try commitShown(index) }
    try families.estimateZones { families, survey throws(StoreError) in
      try writer.read(families.flatMap(dated)) { survey.add($0, host: $1.host, clock: $1.clock) }
    }
    outcome.result.add(families)
    outcome.result.notes =
      ReadingNotes(
        outcome.result.sources, health: recogniser.health,
        usesExamplePassword: recogniser.redactionFindings.usesExamplePassword, looseEdges: 0
      ).notes
    let correlation = Correlation(catalogue: catalogue, digest: Hashes.sha256, sources: families.map(\.facts))
    let answer = (try? JSON.text(IndexAnswer(outcome.result), isPretty: false)) ?? "{}"
    outcome.result.incidents = try writer.derive(families.flatMap(dated), correlation, answer: answer)
  }

  /// What dates the events in the rows; a fragment without any head has none.
  private func dated(_ family: LogFamily) -> [DatedSource] {
    family.dated.compactMap { source in
      guard source.generation < slots.count, let id = slots[Int(source.generation)].generation.id else { return nil }
      var source = source
      source.generation = id
      return source
    }
  }

  /// A log that did not grow and was not joined with another now is what it was: its neighbour may just not have been named.
  private func keep(_ read: SourceRead) -> SourceRead {
    guard read.index < slots.count, !read.isJoined, !slots[read.index].hasGrown,
      slots[read.index].wasWhole, var before = slots[read.index].before
    else { return read }
    before.takePlace(of: read)
    before.clock = read.clock
    before.report.isZoneBorrowed = read.report.isZoneBorrowed
    return before
  }
}
