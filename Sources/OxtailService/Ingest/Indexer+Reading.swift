import IncidentStore
import LogPipeline
import LogTail

extension Indexer {
  /// One log on its way through the framer.
  private struct Course {
    var read: SourceRead
    var position: Int
    let head: [UInt8]
    /// That of the head, once it was needed.
    var ladder: [FileIdentity.Rung]?
    var recent: [UInt8] = []

    /// Remembers the last bytes.
    mutating func saw(_ bytes: ArraySlice<UInt8>) {
      position += bytes.count
      // As a slice: a sequence's suffix would look at every byte.
      let last: ArraySlice<UInt8> = bytes.suffix(FileIdentity.anchorBytes)
      recent = Array((recent + last).suffix(FileIdentity.anchorBytes))
    }
  }

  /// - Returns: Whether it is a log.
  func read(_ layer: ContainerWalk.Layer) throws(UnreadablePath) -> Bool {
    let head = Array(try layer.stream.peek(FileIdentity.headBytes))
    if let index = known(head, layer) { return try goOn(index, layer, head) }
    return try begin(layer, head)
  }

  /// The generation whose beginning the log has, or is; the longest first.
  private func known(_ head: [UInt8], _ layer: ContainerWalk.Layer) -> Int? {
    var print = HeadPrint(head, identity)
    let fitting = slots.indices.filter { index in
      if refused[layer.name]?.contains(index) == true { return false }
      if let forced = options.forced(layer.name), forced.side.rawValue != slots[index].generation.side { return false }
      return [.same, .prefix].contains(print.fit(slots[index].generation.ladder).fit) && !isAnotherHosts(layer, index)
    }
    func rank(_ index: Int) -> (Int, Int) { (isNamed(like: layer, index) ? 1 : 0, slots[index].generation.size) }
    return fitting.max { rank($0) < rank($1) }
  }

  // MARK: A known log

  private func goOn(_ index: Int, _ layer: ContainerWalk.Layer, _ head: [UInt8]) throws(UnreadablePath) -> Bool {
    let slot = slots[index]
    let opening = Array(head.prefix(slot.openingBytes))
    let offset = slot.generation.offset
    let rest = slot.generation.size - offset
    guard try layer.stream.skip(offset) == offset else { return shorter(index, layer) }
    let again = try layer.stream.peek(rest)
    guard again.count == rest else { return shorter(index, layer) }
    guard identity.anchor(of: again) == slot.generation.anchor else {
      refused[layer.name, default: []].insert(index)
      walk?.repeats = true
      return true
    }
    var read = slot.settled
    read.harvest = RecordHarvest()
    if !slot.isSeen { name(&read, layer) }
    let layouts = layouts(of: read.report.side, layer.name)
    var framer = RecordFramer(layouts: layouts, offset: offset, line: slot.generation.line, memory: slot.memory)
    var course = Course(read: read, position: offset, head: head)
    try follow(&framer, &course, index, layer, isAgain: slot.isSeen)
    if slot.isSeen, course.position <= slot.generation.size { return copy(of: index, layer) }
    if !opening.isEmpty { slots[index].shown.opening = Self.opening(opening, layouts) }
    if slot.isSeen {
      name(&slots[index].settled, layer)
      name(&slots[index].shown, layer)
    }
    slots[index].isSeen = true
    return true
  }

  /// The bytes before the first record, framed again.
  static func opening(_ bytes: [UInt8], _ layouts: LayoutSet) -> SourceRead.Edge? {
    var edge: SourceRead.Edge?
    func keep(_ record: FramedRecord, _ text: RawSpan) {
      guard record.head == nil else { return }
      edge = SourceRead.Edge(record: record, bytes: unsafe text.withUnsafeBytes { unsafe Array($0) })
    }
    var framer = RecordFramer(layouts: layouts)
    framer.accept(RawSpan(_elements: bytes.span), keep)
    framer.finish(keep)
    return edge
  }

  private func name(_ read: inout SourceRead, _ layer: ContainerWalk.Layer) {
    if read.report.file != layer.name { moved.insert(read.index) }
    read.report.file = layer.name
    read.archive = layer.archive
    read.isPacked = layer.isPacked
  }

  private func shorter(_ index: Int, _ layer: ContainerWalk.Layer) -> Bool {
    if slots[index].isSeen { return copy(of: index, layer) }
    walk?.skip(layer, "no more than a beginning of \(slots[index].shown.report.file), which was read already")
    return true
  }

  /// Of several files with one content the one is named that lies open, then the one with the shorter name.
  private func copy(of index: Int, _ layer: ContainerWalk.Layer) -> Bool {
    let known = slots[index].shown
    func rank(_ isPacked: Bool, _ name: String) -> (Int, Int, String) { (isPacked ? 1 : 0, name.utf8.count, name) }
    if rank(layer.isPacked, layer.name) < rank(known.isPacked, known.report.file) {
      name(&slots[index].settled, layer)
      name(&slots[index].shown, layer)
      walk?.skip(known.report.file, "the same content as \(layer.name), which was read")
    } else {
      walk?.skip(layer, "the same content as \(known.report.file), which was read")
    }
    return true
  }

  // MARK: A new log

  private func begin(_ layer: ContainerWalk.Layer, _ head: [UInt8]) throws(UnreadablePath) -> Bool {
    var recent: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    var sample = SourceRecogniser(layouts: catalogue.layouts)
    let forced = options.forced(layer.name)
    while forced == nil, !sample.isDecided {
      let count = try layer.stream.read(into: &buffer)
      if count == 0 { break }
      sample.add(RawSpan(_elements: buffer.span).extracting(0..<count))
      recent = Array((recent + buffer[..<count].suffix(FileIdentity.anchorBytes)).suffix(FileIdentity.anchorBytes))
      walk?.tellProgress()
    }
    guard let side = forced?.side ?? side(of: &sample, layer) else {
      return fragments.last?.file == layer.name
    }
    let index = slots.count
    var read = SourceRead(file: layer.name, side: side, index: index)
    name(&read, layer)
    read.report.unparsedBytes = sample.heldOffset
    read.harvest = RecordHarvest()
    let generation = Generation(
      host: "", side: side.rawValue, family: RotatedName(layer.name).log, name: layer.name)
    slots.append(GenerationSlot(generation: generation, settled: read, shown: read))
    slots[index].isSeen = true
    let layouts = layouts(of: side, layer.name)
    var framer = RecordFramer(layouts: layouts, offset: sample.heldOffset, line: sample.heldLine)
    read.take(RawSpan(_elements: sample.held.span), &framer, &recogniser)
    var course = Course(read: read, position: sample.bytes, head: head, recent: recent)
    try follow(&framer, &course, index, layer, isAgain: false)
    return true
  }

  /// - Returns: `nil` for what is no log; that is said.
  private func side(of sample: inout SourceRecogniser, _ layer: ContainerWalk.Layer) -> Side? {
    switch sample.verdict() {
    case .log(.openXchange) where layer.isAdminLog:
      walk?.skip(layer, Self.adminLog)
    case .log(let side): return side
    // What is damaged is said with its damage.
    case .skipped where layer.stream.damage != nil: break
    case .skipped(SourceRecogniser.noKnownLog) where sample.isWhole && layer.mayBeLiveLog:
      fragments.append(LiveFragment(layer, sample.held))
    case .skipped(let reason): walk?.skip(layer, reason)
    }
    return nil
  }

  /// - Parameter path: The log's.
  func layouts(of side: Side, _ path: String) -> LayoutSet {
    catalogue.layouts.restricted(to: side, family: options.forced(path)?.layouts)
  }

  // MARK: Both

  /// Reads to the end, with commits on the way.
  private func follow(
    _ framer: inout RecordFramer, _ course: inout Course, _ index: Int, _ layer: ContainerWalk.Layer, isAgain: Bool
  ) throws(UnreadablePath) {
    let sizeBefore = slots[index].generation.size
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    var committed = course.position
    var failure: UnreadablePath?
    do throws(UnreadablePath) {
      while trouble == nil {
        let count = try layer.stream.read(into: &buffer)
        if count == 0 { break }
        course.read.take(RawSpan(_elements: buffer.span).extracting(0..<count), &framer, &recogniser)
        course.saw(buffer[..<count])
        walk?.tellProgress()
        let isDue = course.position - committed >= Self.commitBytes || course.read.events.count >= Self.commitEvents
        if isDue, course.position > slots[index].generation.size {
          settle(&framer, &course, index)
          committed = course.position
        }
      }
    } catch {
      failure = error
    }
    // It goes with the last settled bytes; whoever reads on from there replaces it.
    if let damage = layer.stream.damage {
      course.read.harvest?.gaps.append(
        Gap(offset: course.position, byteCount: nil, reason: damage.reason(read: course.position)))
    }
    if !isAgain || course.position > sizeBefore { end(&framer, &course, index, sizeBefore) }
    if let failure { throw failure }
  }

  private func end(_ framer: inout RecordFramer, _ course: inout Course, _ index: Int, _ sizeBefore: Int) {
    let layouts = framer.layouts
    let recordsBefore = slots[index].before?.report.records ?? 0
    if course.position > slots[index].generation.size { settle(&framer, &course, index) }
    slots[index].settled = course.read
    framer.finish { record, text in
      course.read.take(record, text, layouts, &recogniser)
      course.read.close(record, text)
    }
    course.read.report.bytes = course.position
    slots[index].shown = course.read
    slots[index].settled.opening = nil
    outcome.files.append(
      IndexOutcome.FileNews(
        file: course.read.report.file, newBytes: course.position - sizeBefore,
        newRecords: max(0, course.read.report.records - recordsBefore), isNew: slots[index].before == nil,
        lostBytes: course.read.report.droppedBytes - (slots[index].before?.report.droppedBytes ?? 0)))
  }

  /// Commits what is final.
  private func settle(_ framer: inout RecordFramer, _ course: inout Course, _ index: Int) {
    course.read.report.bytes = course.position
    slots[index].hasGrown = true
    slots[index].memory = framer.memory
    var generation = slots[index].generation
    let ladder = course.ladder ?? identity.ladder(of: course.head)
    course.ladder = ladder
    generation.ladder = ladder
    generation.offset = framer.openOffset
    generation.line = framer.openLine
    generation.size = course.position
    generation.anchor = identity.anchor(of: course.recent.suffix(course.position - generation.offset))
    slots[index].generation = generation
    if let opening = course.read.opening { slots[index].openingBytes = opening.record.byteCount }
    slots[index].settled = course.read
    slots[index].shown = course.read
    commit(index)
    course.read.harvest?.clear()
    course.read.events = slots[index].settled.events
  }
}
