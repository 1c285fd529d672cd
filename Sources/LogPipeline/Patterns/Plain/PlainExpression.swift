/// Matches the plain part of an anchored expression without libpcre2: the heads of log records, which are tried on millions of lines.
///
/// It gives libpcre2's answer, the groups included, or says that it does not know: where the expression goes on with what it
/// cannot read, at a byte that is no ASCII, and where trying takes too long.
final class PlainExpression: Sendable {
  enum Outcome { case match, noMatch, unknown }

  /// How often one match may try another way.
  private static let attemptsMax = 256

  private let code: [PlainInstruction]
  /// For each byte its sets.
  private let table: InlineArray<256, UInt32>
  private let fixedSets: [ByteSet]
  private let words: [PlainWord]
  private let root: PlainNode
  /// One more than the highest group.
  private let groupsEnd: Int

  /// - Returns: `nil` where no part of the expression is plain.
  init?(_ regex: String) {
    guard let root = PlainParser.parse(regex), root != .sequence([.unknown]), root != .sequence([]),
      let compiled = PlainCompiler.compile(root)
    else { return nil }
    self.root = root
    groupsEnd = (root.groups.max() ?? 0) + 1
    code = compiled.code
    fixedSets = compiled.fixedSets
    words = compiled.words
    var table = InlineArray<256, UInt32>(repeating: 0)
    for (bit, set) in compiled.sets.enumerated() {
      for byte in 0..<0x80 where set.contains(UInt8(byte)) { table[byte] |= 1 << UInt32(bit) }
    }
    self.table = table
  }

  /// For each of the first places the bytes that a match can have there; bytes that are no ASCII count as possible.
  func possibleBytes(places: Int) -> [ByteSet] {
    var possible = [ByteSet](repeating: ByteSet(0x80...0xFF), count: places)
    _ = PlainNode.sequence([root, .unknown]).note(in: &possible, from: 1)
    return possible
  }

  func match(_ line: RawSpan, _ slots: inout PlainSlots) -> Outcome {
    slots.clear(0..<groupsEnd)
    slots.set(0, to: 0)
    var attempts = Self.attemptsMax
    return run(0, line, 0, &slots, &attempts)
  }

  private func run(
    _ start: Int, _ line: RawSpan, _ offset: Int, _ slots: inout PlainSlots, _ attempts: inout Int
  ) -> Outcome {
    var pc = start
    var position = offset
    while true {
      switch code[pc] {
      case .fixed(let sets, let count, let words):
        guard position + count <= line.byteCount else { return .noMatch }
        let outcome = fits(line, position, sets, count, words)
        guard outcome == .match else { return outcome }
        position += count
        pc += 1
      case .all(let set, let low, let high):
        let end = extent(line, position, set, high)
        if end - position < high, isForeign(line, end) { return .unknown }
        guard end - position >= low else { return .noMatch }
        position = end
        pc += 1
      case .some(let set, let low, let high, let isLazy, let next, let canEnd):
        let end = extent(line, position, set, high)
        if isForeign(line, end) { return .unknown }
        guard end - position >= low else { return .noMatch }
        var place = isLazy ? position + low : end
        while isLazy ? place <= end : place >= position + low {
          if place < line.byteCount ? table[Int(line[place])] & next != 0 : canEnd {
            attempts -= 1
            guard attempts > 0 else { return .unknown }
            let outcome = run(pc + 1, line, place, &slots, &attempts)
            guard outcome == .noMatch else { return outcome }
          }
          place += isLazy ? 1 : -1
        }
        return .noMatch
      case .note(let slot):
        slots.set(slot, to: position)
        pc += 1
      case .branch(let set, let other, let groups):
        slots.clear(groups)
        if isForeign(line, position) { return .unknown }
        pc = position < line.byteCount && table[Int(line[position])] & set != 0 ? pc + 1 : other
      case .attempt(let other, let groups):
        attempts -= 1
        guard attempts > 0 else { return .unknown }
        slots.clear(groups)
        let outcome = run(pc + 1, line, position, &slots, &attempts)
        guard outcome == .noMatch else { return outcome }
        slots.clear(groups)
        pc = other
      case .jump(let target): pc = target
      case .end:
        guard position == line.byteCount else { return .noMatch }
        pc += 1
      case .match:
        slots.set(1, to: position)
        return .match
      case .unknown: return .unknown
      }
    }
  }

  private func isForeign(_ line: RawSpan, _ position: Int) -> Bool {
    position < line.byteCount && line[position] >= 0x80
  }

  /// Where the stretch of a set ends that begins at `start`.
  private func extent(_ line: RawSpan, _ start: Int, _ set: UInt32, _ countMax: Int) -> Int {
    let end = min(line.byteCount, start + countMax)
    var position = start
    while position < end, table[Int(line[position])] & set != 0 { position += 1 }
    return position
  }

  private func fits(_ line: RawSpan, _ start: Int, _ sets: Int, _ count: Int, _ firstWord: Int) -> Outcome {
    var index = 0
    while index < count {
      let wordEnd = min(count, index + 8)
      var needsBytes = true
      if start + index + 8 <= line.byteCount {
        let word = line.word(at: start + index)
        let expected = words[firstWord + index / 8]
        if !expected.fits(word) { return word & 0x8080_8080_8080_8080 == 0 ? .noMatch : .unknown }
        needsBytes = expected.hasOthers
      }
      if needsBytes {
        for place in index..<wordEnd where !fixedSets[sets + place].contains(line[start + place]) {
          return line[start + place] >= 0x80 ? .unknown : .noMatch
        }
      }
      index = wordEnd
    }
    return .match
  }
}
