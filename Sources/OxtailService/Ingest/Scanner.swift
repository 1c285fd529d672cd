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
  private var progress: ReadingProgress
  private var edgeBytes = 0
  private var looseEdges = 0

  /// What the beginnings and ends of all sources together may keep in memory until records that a rotation split are joined:
  /// those of a thousand files with the longest stacks of the field.
  private static let edgeBytesMax = 64 * 1024 * 1024

  /// - Parameter progress: Receives the bytes read and the bytes there are, both as they lie on disk.
  package init(
    catalogue: Catalogue, options: ScanOptions, hash: KeyedHash = Hashes.keyed(),
    progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) {
    self.catalogue = catalogue
    self.options = options
    self.progress = ReadingProgress(progress)
    recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
  }

  package func scan() -> ScanResult {
    readFiles()
    nameHosts()
    assumeZones()
    dropCopies()
    placeFragments()
    var families = LogFamily.families(of: reads)
    reads = []
    for index in families.indices {
      families[index].joinSplitRecords(layouts(of: families[index].side), &recogniser)
    }
    correlate(families)
    result.notes =
      ReadingNotes(
        result.sources, health: recogniser.health,
        usesExamplePassword: recogniser.redactionFindings.usesExamplePassword, looseEdges: looseEdges
      ).notes
    return result
  }

  private func layouts(of side: Side) -> LayoutSet {
    catalogue.layouts.restricted(to: side, family: options.forced?.layouts)
  }

  // MARK: Reading

  private func readFiles() {
    let (files, unreadable) = Discovery.files(for: options.paths.filter { $0 != "-" })
    result.skipped += unreadable.map { SkippedFile($0) }
    progress.total = files.reduce(0) { $0 + $1.bytes }
    for file in files { read(file) }
    if options.paths.contains("-") { read(LogFile(path: "-", isNamed: true)) }
  }

  private func read(_ file: LogFile) {
    let sourcesBefore = reads.count + fragments.count
    do throws(UnreadablePath) {
      let stream = try FileStream(path: file.path)
      progress.begin(stream)
      let budget = ExpansionBudget(stream, limits: options.expansion)
      let walk = ContainerWalk(
        budget: budget, log: { layer throws(UnreadablePath) in try self.read(layer) },
        skip: { self.result.skipped.append($0) })
      let layer = ContainerWalk.Layer(
        stream: PeekedStream(stream), name: file.path, bytes: stream.size, isNamed: file.isNamed)
      try walk.walk(layer)
      // An archive is walked like a directory, but whoever names one expects logs in it.
      let isExplained = result.skipped.contains { $0.file == file.path }
      if file.isNamed, !isExplained, reads.count + fragments.count == sourcesBefore {
        skip(layer, "no known log in this archive")
      }
    } catch {
      result.skipped.append(
        SkippedFile(UnreadablePath(path: file.path, reason: error.reason, isNamed: file.isNamed)))
    }
    progress.end(file.bytes)
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads one log, if it is one.
  private func read(_ layer: ContainerWalk.Layer) throws(UnreadablePath) {
    var sum = ContentSum()
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    var sample = SourceRecogniser(layouts: catalogue.layouts)
    while options.forced == nil, !sample.isDecided, let count = try next(layer, &buffer, &sum) {
      sample.add(RawSpan(_elements: buffer.span).extracting(0..<count))
    }
    guard let side = side(of: &sample, layer) else { return }
    var read = SourceRead(file: layer.name, side: side, index: reads.count)
    read.archive = layer.archive
    read.isPacked = layer.isPacked
    read.report.unparsedBytes = sample.heldOffset

    let layouts = layouts(of: side)
    // What an editor on Windows puts before the first line is no part of its head.
    let mark = sample.heldOffset == 0 && sample.held.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    read.report.droppedBytes += mark
    var framer = RecordFramer(layouts: layouts, offset: sample.heldOffset + mark, line: sample.heldLine)
    framer.accept(RawSpan(_elements: sample.held.span).extracting(mark..<sample.held.count)) {
      read.take($0, $1, layouts, &recogniser)
    }
    var failure: UnreadablePath?
    do throws(UnreadablePath) {
      while let count = try next(layer, &buffer, &sum) {
        let batch = RawSpan(_elements: buffer.span).extracting(0..<count)
        framer.accept(batch) { read.take($0, $1, layouts, &recogniser) }
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
    add(read)
    if let failure { throw failure }
  }

  private func next(
    _ layer: ContainerWalk.Layer, _ buffer: inout [UInt8], _ sum: inout ContentSum
  ) throws(UnreadablePath) -> Int? {
    let count = try layer.stream.read(into: &buffer)
    guard count > 0 else { return nil }
    sum.add(RawSpan(_elements: buffer.span).extracting(0..<count))
    progress.tellNow()
    return count
  }

  /// - Returns: `nil` for what is no log; that is said.
  private func side(of sample: inout SourceRecogniser, _ layer: ContainerWalk.Layer) -> Side? {
    if let forced = options.forced { return forced.side }
    switch sample.verdict() {
    case .log(.openXchange) where layer.isAdminLog:
      skip(layer, "Open-Xchange 6.20's log of provisioning (open-xchange-admin.log): this version is not supported")
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
    result.skipped.append(SkippedFile(layer, reason))
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

  private func nameHosts() {
    let names = HostNames(rules: options.hosts, logs: reads.map(\.place))
    for index in reads.indices {
      let report = reads[index].report
      let (host, isAssumed) = names.host(of: reads[index].place, side: report.side)
      reads[index].report.host = host
      reads[index].report.isHostAssumed = isAssumed
      if let zone = options.zones.first(where: { $0.fits(report.file, host: host) }) {
        reads[index].clock.configure(zone.value.rule)
      }
    }
  }

  /// A source without any hint of its zone takes over that of another source of its host, else UTC.
  private func assumeZones() {
    for index in reads.indices where reads[index].clock.knowledge == .assumed {
      let host = reads[index].report.host
      let known = reads.filter { $0.report.host == host && $0.clock.knowledge != .assumed }
      // The surest one, and among equals by name: not the one that happened to be read first.
      let best = known.min { ($0.clock.knowledge, $0.report.file) < ($1.clock.knowledge, $1.report.file) }
      guard let best else { continue }
      reads[index].clock.assume(best.clock.rule)
      reads[index].report.isZoneBorrowed = true
    }
  }

  private func dropCopies() {
    let copies = SourceCopies(reads)
    reads = copies.kept
    result.skipped += copies.skipped
  }

  /// A file without any head is the live file of a log whose older generations were read, or nothing.
  private func placeFragments() {
    let nextIndex = (reads.map(\.index).max() ?? 0) + 1
    for (offset, fragment) in fragments.enumerated() {
      let log = RotatedName(fragment.file).log
      if let kin = reads.first(where: { $0.name.log == log }) {
        reads.append(fragment.source(kin: kin, index: nextIndex + offset))
      } else {
        result.skipped.append(fragment.refusal)
      }
    }
    fragments = []
  }

  // MARK: Answering

  private func correlate(_ families: [LogFamily]) {
    var events: [DatedEvent] = []
    var facts: [SourceFacts] = []
    for family in families {
      for read in family.generations {
        result.sources.append(read.finishedReport)
        events += read.datedEvents
      }
      facts.append(family.facts)
    }
    let answer = Correlator(catalogue: catalogue, digest: Hashes.sha256).correlate(events, sources: facts)
    result.incidents = answer.incidents
    result.suspected = answer.suspected
    result.otherClients = answer.otherClients
  }
}
