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

  static let adminLog =
    "Open-Xchange 6.20's log of provisioning (open-xchange-admin.log): this version is not supported"

  /// Bytes of a log between two commits: some hundred thousand records, a moment of work that a kill can cost.
  static let commitBytes = 128 << 20
  /// Events that wait for a commit, beyond which it does not wait for more bytes: they are what takes memory.
  static let commitEvents = 400

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
    slots = try GenerationSlot.all(of: writer)
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

  // MARK: Answering

  private func arrange() throws(StoreError) {
    var reads = slots.map(\.shown)
    reads.nameHosts(options, moved: moved)
    reads.assumeZones()
    outcome.result.skipped += reads.place(fragments)
    var families = LogFamily.families(of: reads)
    for index in families.indices {
      families[index].joinSplitRecords(
        layouts(of: families[index].side, families[index].file), &recogniser)
    }
    for index in families.indices { families[index].settle(keep) }
    for read in families.flatMap(\.generations) where read.index < slots.count { slots[read.index].shown = read }
    for index in slots.indices { try commitShown(index) }
    let answer = try IndexAnswering(catalogue: catalogue, stated: options.stated, recogniser)
      .derive(families, slots.map(\.generation.id), outcome.result, from: writer.draft())
    try answer.publish(to: writer)
    outcome.result = answer.result
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
