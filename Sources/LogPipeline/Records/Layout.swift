/// A layout, compiled. A class, so that a look at it copies nothing.
@safe package final class Layout: Sendable {
  package let spec: LayoutSpec
  let side: Side
  /// Whether a record is read in another form than that of the log.
  let isRendered: Bool
  let first: Expression
  let second: Expression?
  /// The first line's expression once more, noting no more than a head needs.
  private let plainHead: PlainExpression?
  /// The same, to be asked without counting who holds it: `plainHead` does.
  private let unheldHead: Unmanaged<PlainExpression>?
  /// Whether heads that differ in their digits alone differ in nothing but their times.
  let isRemembered: Bool
  /// How its heads come apart, where they do and are not remembered whole.
  private let halves: PlainNode.Halves?
  /// Whether its heads are remembered by halves.
  var isHalved: Bool { halves != nil }
  let firstBytes: ByteSet
  package let property: Expression?
  package let exception: Expression?
  package let frame: Expression?
  private let rule: TimestampRule
  private let json: JSONRendering?
  private let levels: LevelWords
  private let groups: HeadGroups
  private let secondGroups: HeadGroups

  /// - Throws: ``PatternError`` for an expression that does not compile, an unknown time directive or missing groups.
  package convenience init(_ spec: LayoutSpec) throws(PatternError) { self.init(try CheckedLayout(spec)) }

  init(_ checked: CheckedLayout) {
    let (spec, groups) = (checked.spec, checked.groups)
    self.spec = spec
    self.groups = groups
    side = spec.side
    isRendered = spec.json != nil
    first = checked.first
    second = checked.second
    property = checked.property
    exception = checked.exception
    frame = checked.frame
    rule = checked.rule
    secondGroups = checked.secondGroups
    json = spec.json.map { JSONRendering($0) }
    levels = LevelWords(spec.levels)
    let plainHead = PlainExpression(first.text, noting: groups.all)
    self.plainHead = plainHead
    unsafe unheldHead = plainHead.map { unsafe Unmanaged.passUnretained($0) }
    // Where a level's word could hold a digit, heads of one shape could differ in it.
    isRemembered =
      plainHead?.takesDigitsAlike == true
      && groups.all.isSubset(of: [groups.ts, groups.level, groups.msg].compactMap(\.self))
      && !spec.levels.keys.contains { $0.contains(where: \.isNumber) }
    halves = isRemembered || isRendered ? nil : Self.halves(of: plainHead, groups)
    // Asked of the same expression without its anchor: libpcre2 keeps no start bytes for anchored ones.
    firstBytes =
      spec.json == nil
      ? (try? Expression(String(spec.firstLine.dropFirst())))?.firstBytes ?? .all : ByteSet("{".utf8)
  }

  /// What tells the time of a head in the minute of the one before; `nil` where more is needed.
  var seconds: StampSeconds? { rule.seconds }

  /// For each of the first places of a line the bytes that it can have there if it is a head; more than that, never less.
  func possibleBytes(places: Int) -> [ByteSet] {
    var possible = (json == nil ? plainHead?.possibleBytes(places: places) : nil) ?? []
    possible += Array(repeating: .all, count: places - possible.count)
    possible[0].formIntersection(firstBytes)
    return possible
  }

  /// Reads a one-line head, or the first line of one with two.
  ///
  /// - Parameter line: Without its end.
  func head(firstLine line: RawSpan, index: Int, scratch: inout HeadScratch) -> RecordHead? {
    guard let json else { return head(plainLine: line, index: index, scratch: &scratch) }
    guard let rendered = json.head(of: line) else { return nil }
    return head(plainLine: RawSpan(_elements: rendered.span), index: index, scratch: &scratch)
  }

  /// The record as the layout's expressions, the redactor and the catalogue read it, where that is not as it stands in the log.
  package func rendered(_ text: RawSpan) -> [UInt8]? { json?.rendered(text) }

  package func rendered(_ text: String) -> String? {
    json?.rendered(RawSpan(_elements: Array(text.utf8).span)).map { String(decoding: $0, as: UTF8.self) }
  }

  private func head(plainLine line: RawSpan, index: Int, scratch: inout HeadScratch) -> RecordHead? {
    if isRemembered, let parts = scratch.heads.parts(of: line, layout: ObjectIdentifier(self)) {
      return head(remembered: parts, line, index, &scratch)
    }
    if halves != nil, line.byteCount <= MatchLimits.subjectBytesMax,
      let parts = scratch.halves.parts(of: line, byteCount: line.byteCount, layout: ObjectIdentifier(self))
    {
      return head(halved: parts, line, index, &scratch)
    }
    guard matchesFirst(line, &scratch.match) else {
      scratch.refusals.keep(line, reach: scratch.match.refusalReach, layout: ObjectIdentifier(self))
      return nil
    }
    func part(_ group: Int?, _ scratch: borrowing HeadScratch) -> Range<Int>? {
      group.flatMap { scratch.match.range(of: $0) }
    }
    guard let stamp = part(groups.ts, scratch) else { return nil }
    var head = RecordHead(layout: index, time: nil, level: spec.level ?? .warning, messageStart: line.byteCount)
    head.time = rule.read(
      line, stamp: stamp, fraction: part(groups.frac, scratch), offset: part(groups.tz, scratch),
      meridiem: part(groups.mer, scratch), year: part(groups.year, scratch),
      month: part(groups.month, scratch), day: part(groups.day, scratch), layout: ObjectIdentifier(self),
      memory: &scratch.stamps)
    if let word = part(groups.level, scratch) { head.level = levels[line.extracting(word)] }
    if let message = part(groups.msg, scratch) { head.messageStart = message.lowerBound }
    if let id = part(groups.request, scratch) { head.requestStart = Self.uniqidSeconds(line.extracting(id)) }
    if isRemembered, scratch.match.wasPlain {
      let parts = HeadMemory.Parts(stamp: stamp, messageStart: head.messageStart, level: head.level)
      scratch.heads.keep(parts, of: line, layout: ObjectIdentifier(self))
    }
    if let halves, scratch.match.wasPlain, head.messageStart > 0, line[head.messageStart - 1] == halves.closing,
      let half = part(halves.last, scratch)?.upperBound
    {
      let parts = HalvedHeadMemory.Parts(
        stamp: stamp, fraction: part(groups.frac, scratch), offset: part(groups.tz, scratch),
        request: part(groups.request, scratch), half: half, messageStart: head.messageStart, level: head.level)
      scratch.halves.keep(parts, of: line, layout: ObjectIdentifier(self))
    }
    return head
  }

  private static func halves(of head: PlainExpression?, _ groups: HeadGroups) -> PlainNode.Halves? {
    let first = Set([groups.ts, groups.frac, groups.tz, groups.request].compactMap(\.self))
    guard let message = groups.msg, groups.all.isSubset(of: first.union([groups.level, message].compactMap(\.self)))
    else {
      return nil
    }
    return head?.halves(first, hexadecimal: groups.request, level: groups.level, message: message)
  }

  /// The head of which both halves were matched before.
  private func head(
    halved parts: HalvedHeadMemory.Parts, _ line: RawSpan, _ index: Int, _ scratch: inout HeadScratch
  ) -> RecordHead {
    let time = rule.read(
      line, stamp: parts.stamp, fraction: parts.fraction, offset: parts.offset, layout: ObjectIdentifier(self),
      memory: &scratch.stamps)
    var head = RecordHead(layout: index, time: time, level: parts.level, messageStart: parts.messageStart)
    if let id = parts.request { head.requestStart = Self.uniqidSeconds(line.extracting(id)) }
    return head
  }

  /// The head that has the places of one that was matched.
  private func head(
    remembered parts: HeadMemory.Parts, _ line: RawSpan, _ index: Int, _ scratch: inout HeadScratch
  ) -> RecordHead {
    let time = rule.read(line, stamp: parts.stamp, layout: ObjectIdentifier(self), memory: &scratch.stamps)
    return RecordHead(layout: index, time: time, level: parts.level, messageStart: parts.messageStart)
  }

  /// Completes a two-line head: whether `line` fits below the first line, and what it adds.
  func complete(_ head: inout RecordHead, secondLine line: RawSpan, scratch: inout MatchScratch) -> Bool {
    guard let second, Self.matches(second, line, &scratch) else { return false }
    if let word = secondGroups.level.flatMap({ scratch.range(of: $0) }) { head.level = levels[line.extracting(word)] }
    head.messageStart = secondGroups.msg.flatMap { scratch.range(of: $0) }?.lowerBound ?? line.byteCount
    return true
  }

  private func matchesFirst(_ line: RawSpan, _ scratch: inout MatchScratch) -> Bool {
    if let plainHead = unsafe unheldHead, line.byteCount <= MatchLimits.subjectBytesMax {
      switch unsafe plainHead._withUnsafeGuaranteedRef({ scratch.match($0, in: line) }) {
      case .match: return true
      case .noMatch: return false
      case .unknown: return Self.matches(first, line, &scratch, triesPlain: false)
      }
    }
    return Self.matches(first, line, &scratch)
  }

  /// libpcre2 lets no match reach over bytes that are no UTF-8: a thread whose name is in Latin-1 would hide its head. Such a line
  /// is looked at once more without these bytes.
  private static func matches(
    _ expression: Expression, _ line: RawSpan, _ scratch: inout MatchScratch, triesPlain: Bool = true
  ) -> Bool {
    let subject = line.extracting(0..<min(line.byteCount, MatchLimits.subjectBytesMax))
    if scratch.match(expression, in: subject, triesPlain: triesPlain) == .match { return true }
    guard let bytes = subject.replacingInvalidUTF8 else { return false }
    return scratch.match(expression, in: RawSpan(_elements: bytes.span)) == .match
  }

  /// PHP's `uniqid()`: eight hexadecimal digits of seconds since 1970 UTC, then five of microseconds.
  static func uniqidSeconds(_ id: RawSpan) -> Int64? {
    guard id.byteCount == 13 else { return nil }
    let word = id.word(at: 0)
    guard areHexadecimal(word) else { return nil }
    // The value of each digit in a byte of its own, the last one lowest; then pairs, fours and all of them side by side.
    var value = ((word & 0x0F0F_0F0F_0F0F_0F0F) &+ (word >> 6 & 0x0101_0101_0101_0101) &* 9).byteSwapped
    value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
    value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
    return Int64((value | value >> 16) & 0xFFFF_FFFF)
  }

  /// Whether all bytes of a word are digits or letters from a to f.
  private static func areHexadecimal(_ word: UInt64) -> Bool {
    let all: UInt64 = 0x0101_0101_0101_0101
    // A byte has its highest bit where it is no less than that. Those of ASCII have room for it.
    func isAtLeast(_ byte: UInt8) -> UInt64 { word &+ all &* UInt64(0x80 - byte) }
    let digits = isAtLeast(UInt8(ascii: "0")) & ~isAtLeast(UInt8(ascii: "9") + 1)
    let letters = isAtLeast(UInt8(ascii: "a")) & ~isAtLeast(UInt8(ascii: "f") + 1)
    return word & all << 7 == 0 && (digits | letters) & all << 7 == all << 7
  }
}
