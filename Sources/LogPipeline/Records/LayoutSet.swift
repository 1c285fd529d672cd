/// The layouts that a source's lines are tried against, in a fixed order: two layouts may alternate in one file.
@safe package struct LayoutSet: Sendable {
  package let layouts: [Layout]
  /// The same, to be asked without counting who holds them: `layouts` does, as long as this lives.
  private let unheld: [Unmanaged<Layout>]
  /// What tells most lines from heads before an expression is asked.
  private let sieve: HeadSieve
  /// Whether a layout's head is one line.
  private let areWhole: [Bool]
  /// Whether a layout's records are read as they stand in the log.
  private let areAsRead: [Bool]
  /// The layouts before it that may have a head which it has too. Where there are none, or a line is no head of theirs, it may be asked first.
  let rivals: [[ObjectIdentifier]]
  private let areUnrivalled: [Bool]
  /// For each layout, what of it a head that is remembered needs; no `seconds` where that is not enough.
  private let known: [Known]

  private struct Known {
    var layout: ObjectIdentifier
    var seconds: StampSeconds?
    var isHalved: Bool
  }

  package init(_ layouts: [Layout]) {
    // A head that is definite from its first byte on is told soon, one that may begin with anything late.
    let beginnings = layouts.map { $0.possibleBytes(places: HeadSieve.places) }
    let order = layouts.indices.sorted { one, other in
      let (definite, lessDefinite) = (Self.definiteness(beginnings[one]), Self.definiteness(beginnings[other]))
      return definite == lessDefinite ? one < other : definite > lessDefinite
    }
    let layouts = order.map { layouts[$0] }
    self.layouts = layouts
    unsafe unheld = layouts.map { unsafe Unmanaged.passUnretained($0) }
    sieve = HeadSieve(layouts)
    areWhole = layouts.map { $0.second == nil }
    areAsRead = layouts.map { !$0.isRendered }
    rivals = order.indices.map { index in
      order[..<index].indices.filter { !Self.areDisjoint(beginnings[order[index]], beginnings[order[$0]]) }
        .map { ObjectIdentifier(layouts[$0]) }
    }
    let areUnrivalled = rivals.map(\.isEmpty)
    self.areUnrivalled = areUnrivalled
    known = zip(layouts, areUnrivalled).map { layout, isUnrivalled in
      let isEnough = layout.isHalved || isUnrivalled && layout.isRemembered && !layout.isRendered
      return Known(
        layout: ObjectIdentifier(layout), seconds: isEnough ? layout.seconds : nil, isHalved: layout.isHalved)
    }
  }

  /// At how many places from the beginning on a head can have few bytes only.
  private static func definiteness(_ beginning: [ByteSet]) -> Int {
    beginning.prefix { bytes in (0..<0x80).count { bytes.contains($0) } <= 10 }.count
  }

  /// Whether no line can be a head of both, as far as the definite places of the first one tell.
  private static func areDisjoint(_ one: [ByteSet], _ other: [ByteSet]) -> Bool {
    (0..<definiteness(one)).contains { place in
      (0..<0x80).allSatisfy { !one[place].contains($0) || !other[place].contains($0) }
    }
  }

  /// Whether a head of any layout may begin with a byte.
  @inline(__always) func mayBegin(with byte: UInt8) -> Bool { sieve.mayBegin(with: byte) }

  /// What tells lines that may be heads from others: for each place and byte the layouts that it leaves.
  var headTable: [UInt64] { sieve.table }

  package subscript(index: Int) -> Layout { layouts[index] }

  /// - Parameter family: Leaves only the layouts whose id is this or begins with it and a hyphen.
  package func restricted(to side: Side, family: String? = nil) -> LayoutSet {
    LayoutSet(
      layouts.filter { layout in
        layout.spec.side == side
          && (family.map { layout.spec.id == $0 || layout.spec.id.hasPrefix($0 + "-") } ?? true)
      })
  }

  /// The head of a line of which all but digits, or each half, is that of one that was read before, in the minute of the last one: what most
  /// heads are.
  ///
  /// - Parameter range: Where the line lies in `bytes`, without its end.
  /// - Returns: `nil` where ``head(firstLine:_:likely:scratch:)`` must be asked, which would say the same.
  @inline(__always) func knownHead(
    _ bytes: RawSpan, _ range: Range<Int>, likely: Int, scratch: inout HeadScratch
  ) -> RecordHead? {
    let layout = known[likely].layout
    guard let seconds = known[likely].seconds else { return nil }
    if known[likely].isHalved { return knownHalves(bytes, range, likely, seconds, &scratch) }
    let line = bytes.extracting(range)
    guard let parts = scratch.heads.parts(of: line, layout: layout),
      let time = scratch.stamps.time(
        line.extracting(parts.stamp), fraction: line.extracting(0..<0), seconds, layout: layout)
    else { return nil }
    return RecordHead(layout: likely, time: time, level: parts.level, messageStart: parts.messageStart)
  }

  private func knownHalves(
    _ bytes: RawSpan, _ range: Range<Int>, _ likely: Int, _ seconds: StampSeconds, _ scratch: inout HeadScratch
  ) -> RecordHead? {
    let layout = known[likely].layout
    let text = bytes.extracting(range.lowerBound..<bytes.byteCount)
    // Of a shorter line nobody knows which layouts refuse it, and what is longer is not matched as it stands.
    guard range.count >= RefusalMemory.bytesMax, range.count <= MatchLimits.subjectBytesMax,
      let parts = scratch.halves.parts(of: text, byteCount: range.count, layout: layout), parts.offset == nil,
      let time = scratch.stamps.time(
        text.extracting(parts.stamp), fraction: text.extracting(parts.fraction ?? 0..<0), seconds, layout: layout)
    else { return nil }
    if !parts.isUnrivalled {
      let line = bytes.extracting(range)
      guard scratch.refusals.know(line, layouts: rivals[likely], within: parts.alikeCount) else { return nil }
      scratch.halves.noteUnrivalled()
    }
    return RecordHead(
      layout: likely, time: time, level: parts.level, messageStart: parts.messageStart,
      requestStart: parts.request.flatMap { Layout.uniqidSeconds(text.extracting($0)) })
  }

  /// The head that a line is, or, for a head of two lines, begins.
  ///
  /// - Parameters:
  ///   - range: Where the line lies in `bytes`, without its end.
  ///   - likely: The layout to be asked first, where that is no other's business; it changes nothing but the time.
  func head(
    firstLine bytes: RawSpan, _ range: Range<Int>, likely: Int? = nil, scratch: inout HeadScratch
  ) -> RecordHead? {
    let line = bytes.extracting(range)
    if let likely, sieve.mayBegin(line, likely),
      areUnrivalled[likely] || scratch.refusals.know(line, layouts: rivals[likely]),
      let head = self.head(firstLine: line, likely, &scratch)
    {
      return head
    }
    var candidates = sieve.candidates(bytes, range)
    while candidates != 0 {
      let index = candidates.trailingZeroBitCount
      candidates &= candidates - 1
      let last = index == HeadSieve.lastBit ? layouts.count - 1 : index
      for index in index...last {
        if let head = self.head(firstLine: line, index, &scratch) { return head }
      }
    }
    return nil
  }

  @inline(__always) private func head(
    firstLine line: RawSpan, _ index: Int, _ scratch: inout HeadScratch
  ) -> RecordHead? {
    unsafe unheld[index]._withUnsafeGuaranteedRef { $0.head(firstLine: line, index: index, scratch: &scratch) }
  }

  /// Whether a record is read as it stands in the log.
  func isAsRead(_ head: RecordHead) -> Bool { areAsRead[head.layout] }

  /// Whether the head needs no second line.
  func isWhole(_ head: RecordHead) -> Bool { areWhole[head.layout] }
}
