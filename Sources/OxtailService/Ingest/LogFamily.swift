import LogPipeline

/// The generations of one log that a rotation made, the oldest first.
///
/// Their order is that of the times inside: numbers are shifted while files are copied, and dates in names are those of the
/// rotation.
struct LogFamily {
  private(set) var generations: [SourceRead]

  /// A clock may be set back this far between two generations; what overlaps further is no sequel.
  private static let clockChangeMs: Int64 = 3_600_000

  /// Gathers the reads of each log, in the order in which the logs were first met.
  static func families(of reads: [SourceRead]) -> [LogFamily] {
    struct Key: Hashable {
      var log: String
      var side: Side
    }
    var indices: [Key: Int] = [:]
    var groups: [[SourceRead]] = []
    for read in reads {
      let key = Key(log: read.name.log, side: read.report.side)
      if let index = indices[key] {
        groups[index].append(read)
      } else {
        indices[key] = groups.count
        groups.append([read])
      }
    }
    return groups.map { LogFamily(generations: $0.sorted(by: precedes)) }
  }

  /// A generation without any time is the live file, just begun.
  private static func precedes(_ left: SourceRead, _ right: SourceRead) -> Bool {
    let (mine, theirs) = (left.opens?.ms ?? Int64.max, right.opens?.ms ?? Int64.max)
    if mine != theirs { return mine < theirs }
    let (number, other) = (left.name.number ?? 0, right.name.number ?? 0)
    return number != other ? number > other : left.report.file < right.report.file
  }

  /// Whether the generation at `index` goes on where the one before it ended.
  private func continues(_ index: Int) -> Bool {
    let (older, newer) = (generations[index - 1], generations[index])
    guard older.name.isNextTo(newer.name) else { return false }
    guard let end = older.closes, let start = newer.opens else { return true }
    return start.ms >= end.ms - Self.clockChangeMs
  }

  /// Puts records together that a rotation split: the last one of a generation, and what stands before the first head of the
  /// next. The record keeps the place of its head; its length covers both parts.
  mutating func joinSplitRecords(_ layouts: LayoutSet, _ recogniser: inout Recogniser) {
    for index in generations.indices.dropFirst() where continues(index) {
      guard let opening = generations[index].opening, let closing = generations[index - 1].closing,
        // A record that a cap cut is full: there is no room for more of it.
        closing.record.droppedBytes == 0
      else { continue }
      generations[index - 1].join(closing, opening, layouts, &recogniser)
      generations[index].report.unparsedBytes -= opening.record.byteCount
      generations[index - 1].isJoined = true
      generations[index].isJoined = true
    }
    for index in generations.indices { generations[index].forgetEdges() }
  }

  /// Replaces each generation by what `change` makes of it.
  mutating func settle(_ change: (SourceRead) throws -> SourceRead) rethrows {
    generations = try generations.map(change)
  }

  var side: Side { generations[0].report.side }
  /// The path of its oldest generation.
  var file: String { generations[0].report.file }

  /// What the correlator knows of the log; it bears the name of its newest generation.
  var facts: SourceFacts {
    let newest = generations[generations.count - 1]
    return SourceFacts(
      file: newest.report.file, host: newest.report.host, side: side, stretches: stretches,
      zone: newest.clock.knowledge)
  }

  /// Stretches that the log as a whole has records for: a rotation leaves no gap where nothing is missing.
  private var stretches: [ClosedRange<Int64>] {
    var all = generations.flatMap(\.stretches)
    for index in generations.indices.dropFirst() where continues(index) {
      guard let end = generations[index - 1].closes, let start = generations[index].opens, end.ms <= start.ms,
        start.ms - end.ms <= Coverage.silenceMsMax
      else { continue }
      all.append(end.ms...start.ms)
    }
    return Self.merged(all)
  }

  private static func merged(_ stretches: [ClosedRange<Int64>]) -> [ClosedRange<Int64>] {
    var result: [ClosedRange<Int64>] = []
    for stretch in stretches.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, stretch.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, stretch.upperBound)
      } else {
        result.append(stretch)
      }
    }
    return result
  }
}

extension SourceRead {
  /// Frames the last record anew, with what follows it in the next generation. The cut may lie anywhere, inside a head too.
  fileprivate mutating func join(
    _ closing: Edge, _ opening: Edge, _ layouts: LayoutSet, _ recogniser: inout Recogniser
  ) {
    let place = closing.record
    if events.last?.position.offset == place.offset { events.removeLast() }
    report.records -= 1
    report.refusedHeads -= place.refusedHeads

    var framer = RecordFramer(layouts: layouts)
    let end = closing.bytes.count + opening.bytes.count
    let whole = closing.bytes + opening.bytes
    var records: [(record: FramedRecord, bytes: [UInt8])] = []
    func add(_ record: FramedRecord, _ text: RawSpan) {
      records.append((record, unsafe text.withUnsafeBytes { unsafe Array($0) }))
    }
    framer.accept(RawSpan(_elements: whole.span), add)
    framer.finish(add)
    for (record, bytes) in records {
      var moved = record
      moved.offset += place.offset
      moved.line += place.line - 1
      // Bytes that the opening lost, such as a hole of NUL bytes, lie inside its record.
      if record.offset + record.byteCount == end { moved.byteCount += opening.record.byteCount - opening.bytes.count }
      take(moved, RawSpan(_elements: bytes.span), layouts, &recogniser)
    }
  }
}
