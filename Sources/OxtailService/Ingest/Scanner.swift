import LogPipeline
import LogTail

/// Reads sources once, from beginning to end, and answers with incidents. Keeps nothing.
///
/// Every file is read in one pass, in whatever order; hosts, zones and the order of generations are found afterwards.
package final class Scanner {
  private let catalogue: Catalogue
  private let options: ScanOptions
  private var recogniser: Recogniser
  private var result = ScanResult()
  private var reads: [SourceRead] = []
  private var fragments: [LiveFragment] = []
  private let progress: (Int, Int) -> Void
  private var walk: SourceWalk?
  private var shelf: EventShelf
  private var edgeBytes = 0
  private var looseEdges = 0

  /// What the beginnings and ends of all sources together may keep in memory until records that a rotation split are joined:
  /// those of a thousand files with the longest stacks of the field.
  private static let edgeBytesMax = 64 * 1024 * 1024

  /// - Parameters:
  ///   - eventsMax: Events that stay in memory.
  ///   - progress: Receives the bytes read and the bytes there are, both as they lie on disk.
  package init(
    catalogue: Catalogue, options: ScanOptions, hash: KeyedHash = Hashes.keyed(), eventsMax: Int? = nil,
    progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) {
    self.catalogue = catalogue
    self.options = options
    self.progress = progress
    recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
    shelf = EventShelf(eventsMax: eventsMax ?? EventShelf.eventsMax)
  }

  package func scan() -> ScanResult {
    readFiles()
    reads.nameHosts(options)
    reads.assumeZones()
    dropCopies()
    placeFragments()
    var families = LogFamily.families(of: reads)
    reads = []
    for index in families.indices {
      families[index].joinSplitRecords(
        layouts(of: families[index].side, families[index].file), &recogniser)
    }
    shelf.take(&families)
    result.answer(families, &shelf, catalogue: catalogue, stated: options.stated)
    result.notes =
      ReadingNotes(
        result.sources, health: recogniser.health,
        usesExamplePassword: recogniser.redactionFindings.usesExamplePassword, looseEdges: looseEdges
      ).notes
    return result
  }

  private func layouts(of side: Side, _ path: String) -> LayoutSet {
    catalogue.layouts.restricted(to: side, family: options.forced(path)?.layouts)
  }

  // MARK: Reading

  private func readFiles() {
    let walk = SourceWalk(options: options, progress: progress) { layer throws(UnreadablePath) in
      let before = self.reads.count + self.fragments.count
      try self.read(layer)
      return self.reads.count + self.fragments.count > before
    }
    self.walk = walk
    walk.run()
    // It holds this scanner as well.
    self.walk = nil
    result.skipped = walk.skipped
  }

  /// Reads one log, if it is one.
  private func read(_ layer: ContainerWalk.Layer) throws(UnreadablePath) {
    var sum = ContentSum()
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    var sample = SourceRecogniser(layouts: catalogue.layouts)
    let forced = options.forced(layer.name)
    while forced == nil, !sample.isDecided, let count = try next(layer, &buffer, &sum) {
      sample.add(RawSpan(_elements: buffer.span).extracting(0..<count))
    }
    guard let side = forced?.side ?? side(of: &sample, layer) else { return }
    var read = SourceRead(file: layer.name, side: side, index: reads.count)
    read.archive = layer.archive
    read.isPacked = layer.isPacked
    read.report.unparsedBytes = sample.heldOffset

    let layouts = layouts(of: side, layer.name)
    var framer = RecordFramer(layouts: layouts, offset: sample.heldOffset, line: sample.heldLine)
    read.take(RawSpan(_elements: sample.held.span), &framer, &recogniser)
    var failure: UnreadablePath?
    do throws(UnreadablePath) {
      while let count = try next(layer, &buffer, &sum) {
        read.take(RawSpan(_elements: buffer.span).extracting(0..<count), &framer, &recogniser)
        shelf.relieve(&reads, &read)
      }
    } catch {
      failure = error
    }
    framer.finish { record, text in
      read.take(record, text, layouts, &recogniser)
      read.close(record, text)
    }
    read.sum = sum
    read.report.bytes = sum.bytes
    shelf.relieve(&reads, &read)
    add(read)
    if let failure { throw failure }
  }

  private func next(
    _ layer: ContainerWalk.Layer, _ buffer: inout [UInt8], _ sum: inout ContentSum
  ) throws(UnreadablePath) -> Int? {
    let count = try layer.stream.read(into: &buffer)
    guard count > 0 else { return nil }
    sum.add(RawSpan(_elements: buffer.span).extracting(0..<count))
    walk?.tellProgress()
    return count
  }

  /// - Returns: `nil` for what is no log; that is said.
  private func side(of sample: inout SourceRecogniser, _ layer: ContainerWalk.Layer) -> Side? {
    switch sample.verdict() {
    case .log(.openXchange) where layer.isAdminLog:
      skip(layer, Indexer.adminLog)
    case .log(let side):
      return side
    // What is damaged is said with its damage.
    case .skipped where layer.stream.damage != nil: break
    case .skipped(SourceRecogniser.noKnownLog)
    where sample.isWhole && layer.mayBeLiveLog && edgeBytes + sample.bytes <= Self.edgeBytesMax:
      edgeBytes += sample.bytes
      fragments.append(LiveFragment(layer, sample.held))
    case .skipped(let reason): skip(layer, reason)
    }
    return nil
  }

  private func skip(_ layer: ContainerWalk.Layer, _ reason: String) {
    walk?.skip(layer, reason)
  }

  private func add(_ read: SourceRead) {
    reads.append(read)
    edgeBytes += read.edgeBytes
    guard edgeBytes > Self.edgeBytesMax else { return }
    edgeBytes -= read.edgeBytes
    reads[reads.count - 1].forgetEdges()
    looseEdges += 1
  }

  // MARK: Arranging

  private func dropCopies() {
    let copies = SourceCopies(reads)
    reads = copies.kept
    result.skipped += copies.skipped
  }

  private func placeFragments() {
    result.skipped += reads.place(fragments)
    fragments = []
  }
}
