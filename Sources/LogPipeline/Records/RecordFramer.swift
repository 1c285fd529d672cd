/// Cuts a stream of bytes into log records.
///
/// A record is a head and all lines below it up to the next head, blank lines too. Bytes that no head precedes become a record
/// without a head and are counted; input never makes this type throw. A run of NUL bytes at the beginning of a line (what
/// `copytruncate` leaves under a writer that kept its offset) is dropped and counted, the line behind it is read as usual.
///
/// A line that looks like a head of another layout than the source's and whose time lies before the record above it is
/// part of that record: a name can hold a newline and whatever its owner typed behind it.
///
/// Any cut of the same input into batches gives the same records.
///
/// A record that lies whole in one batch is lent from there; only what crosses a batch's end, or needs a cap, a second line for its
/// head or NUL bytes dropped, goes through the framer's own buffer.
package struct RecordFramer: ~Copyable {
  package let layouts: LayoutSet
  private var scratch = HeadScratch()
  /// The open record's kept bytes, then those of the current line.
  private var buffer: [UInt8] = []
  /// Where the current line begins in `buffer`, and in the source.
  private var lineStart = 0
  private var lineOffset: Int
  private var lineNumber: Int
  private var lineDropped = 0
  private var lineIsEmpty = true
  private var open: Open?
  /// How many heads of each layout there were: the source's own layout is the most frequent one.
  private var headCounts: [Int]
  /// That of the last head: the next one most likely has it too.
  private var lastLayout: Int?
  /// The reading of the last head that was taken for one.
  private var lastReading: Int64?
  /// The same before the open record's head.
  private var readingBefore: Int64?
  private var pending: Pending?
  /// Of the bytes that are taken.
  private var lines = LineIndex()
  /// Offset of the next byte.
  private var position: Int

  private struct Open {
    var offset: Int
    var line: Int
    var lineCount = 0
    var head: RecordHead?
    var dropped = 0
    var refusedHeads = 0

    func record(endOffset: Int) -> FramedRecord {
      FramedRecord(
        offset: offset, line: line, byteCount: endOffset - offset, lineCount: lineCount, head: head,
        droppedBytes: dropped, refusedHeads: refusedHeads)
    }
  }

  /// A line that is a head only if the next one completes it.
  private struct Pending {
    var start: Int
    var offset: Int
    var line: Int
    var dropped: Int
    var head: RecordHead
  }

  /// What tells a forged head, as it stands before the record that is not complete yet.
  package struct Memory: Codable, Equatable, Sendable {
    /// By the layouts' ids.
    var headCounts: [String: Int] = [:]
    var lastReading: Int64?

    package init() {}
  }

  package var memory: Memory {
    var memory = Memory()
    for (index, count) in headCounts.enumerated() {
      let before = index == open?.head?.layout ? count - 1 : count
      if before > 0 { memory.headCounts[layouts[index].spec.id] = before }
    }
    memory.lastReading = open?.head == nil ? lastReading : readingBefore
    return memory
  }

  /// - Parameters:
  ///   - offset: Where in the source the first batch begins.
  ///   - line: The number of the line that begins there.
  ///   - memory: What a framer knew that stopped there.
  package init(layouts: LayoutSet, offset: Int = 0, line: Int = 1, memory: Memory = Memory()) {
    self.layouts = layouts
    lastReading = memory.lastReading
    lineNumber = line
    headCounts = layouts.layouts.map { memory.headCounts[$0.spec.id] ?? 0 }
    position = offset
    lineOffset = offset
  }

  /// Where the record begins that is not complete yet: a reader that stops here and comes back must begin there.
  package var openOffset: Int { open?.offset ?? pending?.offset ?? lineOffset }

  /// The 1-based number of the line at ``openOffset``.
  package var openLine: Int { open?.line ?? pending?.line ?? lineNumber }

  /// Bytes in memory: those of the open record, of a line that may begin the next one, and of the current line.
  var heldByteCount: Int { buffer.count }

  /// Whether the record that is not complete yet has a head.
  package var hasOpenHead: Bool { open?.head != nil }

  /// - Parameters:
  ///   - bytes: The next bytes of the source; where they are cut does not matter.
  ///   - sink: Receives each record that is complete, with its kept bytes, which are valid during the call only.
  /// - Complexity: O(*n*) in the byte count; no allocation per record once the buffer has grown.
  package mutating func accept(_ bytes: RawSpan, _ sink: (FramedRecord, RawSpan) -> Void) {
    var watch = RecordWatch.off
    accept(bytes, watching: &watch) { _, record, text in
      if let record { sink(record, text) }
    }
  }

  /// The same, for those who need not see every record.
  ///
  /// - Parameters:
  ///   - watch: What they want to see; one for these bytes.
  ///   - sink: Receives quiet records, then one that is to be seen, either of which may be missing.
  package mutating func accept(
    _ bytes: RawSpan, watching watch: inout RecordWatch, _ sink: (QuietRun, FramedRecord?, RawSpan) -> Void
  ) {
    func show(_ record: FramedRecord, _ text: RawSpan) { sink(.none, record, text) }
    var cursor = 0
    lines.reset()
    while cursor < bytes.byteCount {
      if lineIsEmpty, lineDropped == 0, pending == nil {
        cursor = lend(bytes, from: cursor, &watch, sink)
        if cursor == bytes.byteCount { return }
      }
      if lineIsEmpty {
        let start = cursor
        while cursor < bytes.byteCount, bytes[cursor] == 0 { cursor += 1 }
        position += cursor - start
        lineDropped += cursor - start
        if cursor == bytes.byteCount { return }
        lineIsEmpty = false
      }
      let newline = bytes.firstIndex(of: UInt8(ascii: "\n"), from: cursor)
      append(bytes, cursor..<(newline ?? bytes.byteCount))
      position += (newline ?? bytes.byteCount) - cursor
      guard let newline else { return }
      buffer.append(UInt8(ascii: "\n"))
      position += 1
      endLine(show)
      cursor = newline + 1
    }
  }

  /// Hands out records straight from `bytes`, from the next head on and as long as nothing needs the buffer.
  ///
  /// - Returns: The beginning of the first line that was not taken; what was taken but not handed out is in the buffer then.
  private mutating func lend(
    _ bytes: RawSpan, from start: Int, _ watch: inout RecordWatch, _ sink: (QuietRun, FramedRecord?, RawSpan) -> Void
  ) -> Int {
    var cursor = start
    var run = QuietRun.none
    var line = lineNumber
    var lent: Open?
    var recordStart = start
    // Offset in the source of the batch's first byte.
    let base = position - start
    while cursor < bytes.byteCount, bytes[cursor] != 0,
      let newline = lines.end(ofLineAt: cursor, in: bytes, layouts)
    {
      if layouts.mayBegin(with: bytes[cursor]),
        let head = head(of: bytes, cursor..<bytes.contentEnd(ofLine: cursor..<newline + 1))
      {
        if !layouts.isWhole(head) || isForged(head, isOpen: lent != nil || open != nil) { break }
        if let lent {
          handOut(lent, bytes, recordStart..<cursor, &run, &watch, sink)
        } else {
          flush(upTo: buffer.count, endOffset: base + cursor) { sink(.none, $0, $1) }
          open = nil
        }
        lent = Open(offset: base + cursor, line: line, lineCount: 1, head: head)
        recordStart = cursor
        accepted(head)
      } else {
        guard let count = lent?.lineCount, count < RecordLimits.recordLinesMax,
          newline + 1 - recordStart <= RecordLimits.recordBytesMax
        else { break }
        lent?.lineCount = count + 1
      }
      // What cannot be a head either.
      let passed = lines.pass(
        to: recordStart + RecordLimits.recordBytesMax, most: RecordLimits.recordLinesMax - (lent?.lineCount ?? 0) + 1)
      lent?.lineCount += passed.count - 1
      cursor = passed.end
      line += passed.count
    }
    if run.count > 0 { sink(run, nil, bytes.extracting(0..<0)) }
    if let lent {
      unsafe bytes.extracting(recordStart..<cursor).withUnsafeBytes { unsafe buffer.append(contentsOf: $0) }
      open = lent
    }
    lineStart = buffer.count
    lineNumber = line
    position = base + cursor
    lineOffset = position
    return cursor
  }

  @inline(__always) private mutating func head(of bytes: RawSpan, _ line: Range<Int>) -> RecordHead? {
    if let lastLayout,
      let head = layouts.knownHead(bytes, line, likely: lastLayout, scratch: &scratch)
    {
      return head
    }
    return layouts.head(firstLine: bytes, line, likely: lastLayout, scratch: &scratch)
  }

  /// Hands out a record that lies at `range` of `bytes`, or adds it to those that nobody needs to see.
  @inline(__always) private func handOut(
    _ lent: Open, _ bytes: RawSpan, _ range: Range<Int>, _ run: inout QuietRun, _ watch: inout RecordWatch,
    _ sink: (QuietRun, FramedRecord?, RawSpan) -> Void
  ) {
    var isQuiet = false
    if watch.isOn, let head = lent.head, let time = head.time, layouts.isAsRead(head),
      watch.isQuiet(head.level, bytes, range)
    {
      if QuietRun.mayTake(at: lent.offset, byteCount: range.count) {
        if run.take(head, time, at: lent.offset) { return }
        sink(run, nil, bytes.extracting(0..<0))
        run = .none
        if run.take(head, time, at: lent.offset) { return }
      }
      isQuiet = true
    }
    var record = lent.record(endOffset: lent.offset + range.count)
    record.isQuiet = isQuiet
    sink(run, record, bytes.extracting(range))
    run = .none
  }

  /// Ends the input: what is open is complete now, also a last line without its newline.
  package mutating func finish(_ sink: (FramedRecord, RawSpan) -> Void) {
    if !lineIsEmpty || lineDropped > 0 { endLine(sink) }
    resolvePending()
    flush(upTo: buffer.count, endOffset: position, sink)
    open = nil
    buffer.removeAll(keepingCapacity: true)
    lineStart = 0
  }

  /// Hands out what ``finish(_:)`` would, and goes on as if nothing had happened: what a growing log's last record looks like now.
  package mutating func showRest(_ sink: (FramedRecord, RawSpan) -> Void) {
    let line = (lineStart, lineOffset, lineNumber, lineDropped, lineIsEmpty, position)
    let record = (buffer, open, pending, headCounts, lastLayout, lastReading, readingBefore)
    finish(sink)
    (lineStart, lineOffset, lineNumber, lineDropped, lineIsEmpty, position) = line
    (buffer, open, pending, headCounts, lastLayout, lastReading, readingBefore) = record
  }

  private mutating func append(_ bytes: RawSpan, _ range: Range<Int>) {
    let room = RecordLimits.lineBytesMax - (buffer.count - lineStart)
    let taken = min(range.count, max(0, room))
    unsafe bytes.extracting(range.lowerBound..<range.lowerBound + taken).withUnsafeBytes {
      unsafe buffer.append(contentsOf: $0)
    }
    lineDropped += range.count - taken
  }

  private mutating func endLine(_ sink: (FramedRecord, RawSpan) -> Void) {
    let completesPending = completePending(sink)
    if !completesPending {
      resolvePending()
      startOrContinue(sink)
    }
    lineStart = buffer.count
    lineOffset = position
    lineNumber += 1
    lineDropped = 0
    lineIsEmpty = true
  }

  /// Whether the current line makes the pending one a head.
  private mutating func completePending(_ sink: (FramedRecord, RawSpan) -> Void) -> Bool {
    guard var candidate = pending else { return false }
    let layout = layouts[candidate.head.layout]
    guard Self.complete(&candidate.head, of: layout, line: buffer, from: lineStart, scratch: &scratch.match) else {
      return false
    }
    if isForged(candidate.head, isOpen: open != nil) {
      open?.refusedHeads += 1
      return false
    }
    let secondStart = lineStart - candidate.start
    flush(upTo: candidate.start, endOffset: candidate.offset, sink)
    candidate.head.messageStart += secondStart
    open = Open(
      offset: candidate.offset, line: candidate.line, lineCount: 2, head: candidate.head,
      dropped: candidate.dropped + lineDropped)
    pending = nil
    accepted(candidate.head)
    return true
  }

  /// A pending line that nothing completed continues the record before it.
  private mutating func resolvePending() {
    guard let line = pending else { return }
    pending = nil
    continueRecord(line.start..<lineStart, offset: line.offset, line: line.line, dropped: line.dropped)
  }

  private mutating func startOrContinue(_ sink: (FramedRecord, RawSpan) -> Void) {
    guard let head = Self.head(of: layouts, line: buffer, from: lineStart, scratch: &scratch) else {
      return continueRecord(lineStart..<buffer.count, offset: lineOffset, line: lineNumber, dropped: lineDropped)
    }
    if !layouts.isWhole(head) {
      pending = Pending(start: lineStart, offset: lineOffset, line: lineNumber, dropped: lineDropped, head: head)
      return
    }
    if isForged(head, isOpen: open != nil) {
      open?.refusedHeads += 1
      return continueRecord(lineStart..<buffer.count, offset: lineOffset, line: lineNumber, dropped: lineDropped)
    }
    flush(upTo: lineStart, endOffset: lineOffset, sink)
    open = Open(offset: lineOffset, line: lineNumber, lineCount: 1, head: head, dropped: lineDropped)
    accepted(head)
  }

  /// Whether a line that looks like a head was written by whoever filled the record above it.
  ///
  /// Layouts change when a system is upgraded, and then time goes on; an hour back is what a change of clocks may take.
  private func isForged(_ head: RecordHead, isOpen: Bool) -> Bool {
    guard isOpen, let reading = head.time?.localMs, let lastReading, reading < lastReading - Self.clockChangeMs else {
      return false
    }
    return headCounts.contains { $0 > headCounts[head.layout] }
  }

  private static let clockChangeMs: Int64 = 3_600_000

  private mutating func accepted(_ head: RecordHead) {
    headCounts[head.layout] += 1
    lastLayout = head.layout
    readingBefore = lastReading
    lastReading = head.time?.localMs ?? lastReading
  }

  /// Adds the line that lies at `range` of the buffer to the open record, unless that is full.
  private mutating func continueRecord(_ range: Range<Int>, offset: Int, line: Int, dropped: Int) {
    var record = open ?? Open(offset: offset, line: line)
    record.lineCount += 1
    record.dropped += dropped
    if range.upperBound > RecordLimits.recordBytesMax || record.lineCount > RecordLimits.recordLinesMax {
      record.dropped += range.count
      buffer.removeSubrange(range)
      lineStart -= min(lineStart - range.lowerBound, range.count)
    }
    open = record
  }

  /// Hands out the open record, whose kept bytes end at `end` of the buffer.
  private mutating func flush(upTo end: Int, endOffset: Int, _ sink: (FramedRecord, RawSpan) -> Void) {
    if let open { sink(open.record(endOffset: endOffset), RawSpan(_elements: buffer.span).extracting(0..<end)) }
    buffer.removeSubrange(0..<end)
    lineStart -= end
  }

  // Static, so that looking at the buffer and changing the scratch are two accesses and not one to all of `self`.

  private static func head(
    of layouts: LayoutSet, line buffer: [UInt8], from start: Int, scratch: inout HeadScratch
  ) -> RecordHead? {
    let bytes = RawSpan(_elements: buffer.span)
    let end = bytes.contentEnd(ofLine: start..<bytes.byteCount)
    return layouts.head(firstLine: bytes, start..<end, scratch: &scratch)
  }

  private static func complete(
    _ head: inout RecordHead, of layout: Layout, line buffer: [UInt8], from start: Int, scratch: inout MatchScratch
  ) -> Bool {
    let bytes = RawSpan(_elements: buffer.span)
    let end = bytes.contentEnd(ofLine: start..<bytes.byteCount)
    return layout.complete(&head, secondLine: bytes.extracting(start..<end), scratch: &scratch)
  }
}
