import Foundation
import LogPipeline
import LogTail

/// Reads sources once, from beginning to end, and answers with incidents. Keeps nothing.
package final class Scanner {
  private let catalogue: Catalogue
  private let options: ScanOptions
  private var recogniser: Recogniser
  private var result = ScanResult()
  private var reads: [SourceRead] = []
  private var bytesDone = 0
  private let progress: (Int, Int) -> Void

  /// One source while it is read, and what must wait for its zone.
  private struct SourceRead {
    var report: SourceReport
    var clock: SourceClock
    /// In readings of the source's clock, and in UTC where heads carry an offset.
    var localCoverage = Coverage()
    var utcCoverage = Coverage()
    var firstTime: CivilTime?
    var lastTime: CivilTime?
    /// Index of the last head's layout.
    var lastLayout: Int?
    var events: [Event] = []
  }

  /// - Parameter progress: Receives the bytes read and the bytes there are.
  package init(
    catalogue: Catalogue, options: ScanOptions, hash: KeyedHash = Hashes.keyed(),
    progress: @escaping (Int, Int) -> Void = { _, _ in }
  ) {
    self.catalogue = catalogue
    self.options = options
    self.progress = progress
    recogniser = Recogniser(catalogue: catalogue, redactor: Redactor(hash: hash))
  }

  package func scan() -> ScanResult {
    let logs = recognised()
    let names = HostNames(rules: options.hosts, logs: logs.map(\.file.path))
    let total = logs.reduce(0) { $0 + $1.bytes }
    for log in logs { read(log.file, log.side, names, total) }
    assumeZones()
    correlate()
    addNotes()
    return result
  }

  // MARK: Finding

  private func recognised() -> [(file: LogFile, side: Side, bytes: Int)] {
    let (files, unreadable) = Discovery.files(for: options.paths.filter { $0 != "-" })
    for path in unreadable { skip(path) }
    var logs: [(file: LogFile, side: Side, bytes: Int)] = []
    for file in files {
      do throws(UnreadablePath) {
        var reader = try ByteReader(path: file.path)
        let size = reader.size
        if let forced = options.forced {
          logs.append((file, forced.side, size))
          continue
        }
        switch try SourceRecogniser(layouts: catalogue.layouts).verdict(&reader) {
        case .log(let side): logs.append((file, side, size))
        case .skipped(let reason): skip(file, size, reason)
        }
      } catch {
        skip(UnreadablePath(path: file.path, reason: error.reason, isNamed: file.isNamed))
      }
    }
    // Its side is known only once it is read.
    if options.paths.contains("-") { logs.append((LogFile(path: "-", isNamed: true), .plesk, 0)) }
    return logs
  }

  private func skip(_ file: LogFile, _ bytes: Int, _ reason: String) {
    // A named file that is no log is the user's mistake; one that a walk met is not.
    result.skipped.append(
      SkippedFile(file: file.path, bytes: bytes, reason: reason, isNamed: file.isNamed, exitCode: file.isNamed ? 65 : 0)
    )
  }

  private func skip(_ path: UnreadablePath) {
    let (reason, code): (String, Int32) =
      switch path.reason {
      case .noSuchFile: ("no such file", 66)
      case .permissionDenied: ("permission denied", 77)
      case .notAFile: ("neither a file nor a directory", 65)
      case .failed(let number): (unsafe "cannot be read: \(String(cString: strerror(number)))", 74)
      }
    result.skipped.append(
      SkippedFile(file: path.path, bytes: 0, reason: reason, isNamed: path.isNamed, exitCode: code))
  }

  // MARK: Reading

  private func read(_ file: LogFile, _ side: Side, _ names: HostNames, _ total: Int) {
    if file.path == "-" { return readStandardInput(names) }
    do throws(UnreadablePath) {
      var reader = try ByteReader(path: file.path)
      var framer = RecordFramer(layouts: layouts(of: side))
      begin(file.path, side, names)
      while try reader.next({ take($0, &framer, total) }) {}
      end(&framer)
    } catch {
      skip(UnreadablePath(path: file.path, reason: error.reason, isNamed: file.isNamed))
    }
  }

  private func layouts(of side: Side) -> LayoutSet {
    catalogue.layouts.restricted(to: side, family: options.forced?.layouts)
  }

  private func begin(_ path: String, _ side: Side, _ names: HostNames) {
    let (host, isAssumed) = names.host(of: path, side: side)
    let zone = options.zones.first { $0.fits(path, host: host) }?.value.rule
    reads.append(
      SourceRead(
        report: SourceReport(file: path, host: host, isHostAssumed: isAssumed, side: side),
        clock: SourceClock(configured: zone)))
  }

  private func take(_ batch: RawSpan, _ framer: inout RecordFramer, _ total: Int) {
    bytesDone += batch.byteCount
    withLastRead { read, index in
      read.report.bytes += batch.byteCount
      let layouts = framer.layouts
      framer.accept(batch) { record, text in take(record, text, layouts, &read, index) }
    }
    progress(bytesDone, total)
  }

  private func end(_ framer: inout RecordFramer) {
    withLastRead { read, index in
      let layouts = framer.layouts
      framer.finish { record, text in take(record, text, layouts, &read, index) }
    }
  }

  /// Takes the source out of its list for the time of `body`: a look-up for each record would cost more than the record.
  private func withLastRead(_ body: (inout SourceRead, Int) -> Void) {
    var read = reads.removeLast()
    body(&read, reads.count)
    reads.append(read)
  }

  private func take(
    _ record: FramedRecord, _ text: RawSpan, _ layouts: LayoutSet, _ read: inout SourceRead, _ index: Int
  ) {
    read.report.droppedBytes += record.droppedBytes
    read.report.refusedHeads += record.refusedHeads
    guard let head = record.head else {
      read.report.unparsedBytes += record.byteCount
      return
    }
    read.report.records += 1
    let layout = layouts[head.layout]
    if head.layout != read.lastLayout {
      read.lastLayout = head.layout
      if !read.report.layouts.contains(layout.spec.id) { read.report.layouts.append(layout.spec.id) }
    }
    read.clock.observe(head)
    if let time = head.time {
      if read.firstTime == nil { read.firstTime = time }
      read.lastTime = time
      if let offset = time.offsetMinutes {
        read.utcCoverage.add(time.localMs - Int64(offset) * 60_000)
      } else {
        read.localCoverage.add(time.localMs)
      }
    }
    if var event = recogniser.event(for: record, text: text, layout: layout, source: index) {
      event.civil = event.civil ?? read.lastTime
      read.events.append(event)
    }
  }

  /// Standard input cannot be read twice: the sample that decides its side is kept and read first.
  private func readStandardInput(_ names: HostNames) {
    let file = LogFile(path: "-", isNamed: true)
    do throws(UnreadablePath) {
      var reader = try ByteReader(path: "-")
      var sample: [UInt8] = []
      while sample.count < Self.standardInputSampleBytes,
        try reader.next({ batch in unsafe batch.withUnsafeBytes { unsafe sample.append(contentsOf: $0) } })
      {}
      var side = options.forced?.side
      if side == nil {
        switch SourceRecogniser(layouts: catalogue.layouts).verdict(ofSample: sample) {
        case .log(let found): side = found
        case .skipped(let reason): return skip(file, sample.count, reason)
        }
      }
      guard let side else { return }
      var framer = RecordFramer(layouts: layouts(of: side))
      begin("-", side, names)
      take(RawSpan(_elements: sample.span), &framer, 0)
      while try reader.next({ take($0, &framer, 0) }) {}
      end(&framer)
    } catch {
      skip(UnreadablePath(path: "-", reason: error.reason, isNamed: true))
    }
  }

  private static let standardInputSampleBytes = 1024 * 1024

  // MARK: Answering

  /// A source without any hint of its zone takes over that of another source of its host, else UTC.
  private func assumeZones() {
    for index in reads.indices where reads[index].clock.knowledge == .assumed {
      let host = reads[index].report.host
      if let known = reads.first(where: { $0.report.host == host && $0.clock.knowledge != .assumed }) {
        reads[index].clock.assume(known.clock.rule)
      }
    }
  }

  private func correlate() {
    var events: [DatedEvent] = []
    var facts: [SourceFacts] = []
    for index in reads.indices {
      let read = reads[index]
      let clock = read.clock
      reads[index].report.zone = clock.knowledge
      reads[index].report.first = read.firstTime.map(clock.instant(of:))
      reads[index].report.last = read.lastTime.map(clock.instant(of:))
      reads[index].report.offsetMinutes = read.lastTime.map { time in
        Int((time.localMs - clock.instant(of: time).ms) / 60_000)
      }
      facts.append(
        SourceFacts(
          file: read.report.file, host: read.report.host, side: read.report.side,
          stretches: read.utcCoverage.dated { Instant(ms: $0) }
            + read.localCoverage.dated { clock.instant(of: CivilTime(localMs: $0)) },
          zone: clock.knowledge))
      for event in read.events {
        let time = event.civil.map(clock.instant(of:)) ?? Instant(ms: 0)
        events.append(DatedEvent(event: event, time: time, host: read.report.host, file: read.report.file))
      }
    }
    let answer = Correlator(catalogue: catalogue, digest: Hashes.sha256).correlate(events, sources: facts)
    result.sources = reads.map(\.report)
    result.incidents = answer.incidents
    result.suspected = answer.suspected
    result.otherClients = answer.otherClients
  }

  private func addNotes() {
    let zoneless = result.sources.filter { $0.zone == .assumed && $0.records > 0 }
    if !zoneless.isEmpty {
      let offsets = Set(zoneless.map { $0.offsetMinutes ?? 0 })
      let zone = offsets == [0] ? "UTC" : "the zone of the same host's other logs"
      result.notes.append(
        "no zone in \(Self.list(zoneless.map(\.file))): \(zone) assumed; correct it with --timezone-of 'GLOB=ZONE'")
    }
    let hostless = result.sources.filter(\.isHostAssumed)
    if !hostless.isEmpty {
      result.notes.append(
        "no host named for \(Self.list(hostless.map(\.file))): taken for '\(Self.list(Set(hostless.map(\.host)).sorted()))'; correct it with --host-of 'GLOB=NAME'"
      )
    }
    for source in result.sources where source.refusedHeads > 0 {
      result.notes.append(
        "\(source.file): \(source.refusedHeads) line\(source.refusedHeads == 1 ? "" : "s") that look\(source.refusedHeads == 1 ? "s" : "") like a record's head of another program, dated before the record around it: kept as that record's text"
      )
    }
    for id in recogniser.health.switchedOff {
      result.notes.append("pattern \(id) kept hitting its limits and was switched off; the records are kept")
    }
    for (id, hits) in recogniser.health.limitHits.sorted(by: { $0.key < $1.key })
    where !recogniser.health.switchedOff.contains(id) {
      result.notes.append("pattern \(id) hit its limits \(hits) times and was skipped there; the records are kept")
    }
    if recogniser.redactionFindings.usesExamplePassword {
      result.notes.append(
        "the password of the wiki page's examples is in use in these logs: change it (it is not shown here)")
    }
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(2).joined(separator: ", ")
    return names.count > 2 ? "\(shown) and \(names.count - 2) more" : shown
  }
}
