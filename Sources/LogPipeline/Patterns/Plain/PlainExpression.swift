/// Matches the plain part of an anchored expression without libpcre2: the heads of log records, which are tried on millions of lines.
///
/// It gives libpcre2's answer, the groups included, or says that it does not know: where the expression goes on with what it
/// cannot read, at a byte that is no ASCII, and where trying takes too long.
@safe final class PlainExpression: Sendable {
  enum Outcome { case match, noMatch, unknown }

  /// How often one match may try another way.
  private static let attemptsMax = 256

  // Written by `init` alone. Not arrays: their checks and counts of references would cost more than what they hold.
  private nonisolated(unsafe) let code: UnsafePointer<PlainInstruction>
  private nonisolated(unsafe) let stretches: UnsafePointer<PlainStretch>
  /// For each byte its sets.
  private nonisolated(unsafe) let table: UnsafePointer<UInt64>
  private nonisolated(unsafe) let fixedBits: UnsafePointer<UInt64>
  private nonisolated(unsafe) let words: UnsafePointer<PlainWord>
  private nonisolated(unsafe) let literals: UnsafePointer<PlainLiteral>
  private let root: PlainNode
  /// Whether each digit does for every other: a line with other digits matches in the same way.
  let takesDigitsAlike: Bool
  /// The first step for which that is not so.
  private let firstTellingDigits: Int
  /// Whether a step may look at bytes behind the one at which the next step stands.
  private let looksFarther: Bool

  /// - Parameter noted: The groups that somebody will ask for; `nil` for all.
  /// - Returns: `nil` where no part of the expression is plain.
  init?(_ regex: String, noting noted: Set<Int>? = nil) {
    guard let root = PlainParser.parse(regex), root != .sequence([.unknown]), root != .sequence([]),
      let compiled = PlainCompiler.compile(root, noting: noted)
    else { return nil }
    self.root = root
    takesDigitsAlike = compiled.takesDigitsAlike
    firstTellingDigits = compiled.firstTellingDigits
    looksFarther = compiled.looksFarther
    unsafe code = .holding(compiled.code)
    unsafe fixedBits = .holding(compiled.fixedBits)
    unsafe words = .holding(compiled.words)
    unsafe literals = .holding(compiled.literals)
    unsafe stretches = .holding(compiled.stretches)
    var table = [UInt64](repeating: 0, count: 256)
    for (bit, set) in compiled.sets.enumerated() {
      for byte in 0..<0x80 where set.contains(UInt8(byte)) { table[byte] |= 1 << UInt64(bit) }
    }
    unsafe self.table = .holding(table)
  }

  deinit {
    unsafe code.deallocate()
    unsafe fixedBits.deallocate()
    unsafe words.deallocate()
    unsafe literals.deallocate()
    unsafe stretches.deallocate()
    unsafe table.deallocate()
  }

  /// Whether a byte is of any of `sets`.
  @inline(__always) private func isOf(_ sets: UInt64, _ byte: UInt8) -> Bool { unsafe table[Int(byte)] & sets != 0 }

  @inline(__always) private func extent(_ stretch: Int, _ line: RawSpan, from start: Int, to end: Int) -> Int {
    unsafe PlainStretch.extent(of: stretches + stretch, in: line, from: start, to: end, table)
  }

  /// For each of the first places the bytes that a match can have there; bytes that are no ASCII count as possible.
  func possibleBytes(places: Int) -> [ByteSet] {
    var possible = [ByteSet](repeating: ByteSet(0x80...0xFF), count: places)
    _ = PlainNode.sequence([root, .unknown]).note(in: &possible, from: 1)
    return possible
  }

  /// How it comes apart: see ``PlainNode/Halves``.
  func halves(_ firstGroups: Set<Int>, hexadecimal: Int?, level: Int?, message: Int) -> PlainNode.Halves? {
    looksFarther ? nil : root.halves(firstGroups, hexadecimal: hexadecimal, level: level, message: message)
  }

  func match(_ line: RawSpan, _ slots: inout PlainSlots) -> Outcome {
    // A group that not every way passes is cleared where the ways part.
    slots.set(0, to: 0)
    slots.reach = 0
    var attempts = Self.attemptsMax
    return run(0, line, 0, &slots, &attempts)
  }

  private func run(
    _ start: Int, _ line: RawSpan, _ offset: Int, _ slots: inout PlainSlots, _ attempts: inout Int
  ) -> Outcome {
    var pc = start
    var position = offset
    while true {
      let step = unsafe code[pc]
      pc += 1
      switch step.operation {
      case .fixed:
        let outcome = fits(line, position, step)
        guard outcome == .match else {
          noteReach(position + step.count + 8, pc, &slots)
          return outcome
        }
        position += step.count
      case .word:
        guard let count = wordLength(line, position, step) else {
          noteReach(position + tellingCount(line, position, step), pc, &slots)
          // Where too little is left to look at eight bytes at once, and where a byte may be a part of a character.
          return position + 8 > line.byteCount || isForeignWord(line, position) ? .unknown : .noMatch
        }
        position += count
      case .all:
        let limit = min(line.byteCount, position + Int(step.high))
        let end = extent(Int(step.stretch), line, from: position, to: limit)
        if end - position < step.high, isForeign(line, end) { return .unknown }
        guard end - position >= step.low else {
          noteReach(end + 1, pc, &slots)
          return .noMatch
        }
        position = end
      case .greedy: return runGreedy(step, pc, line, position, &slots, &attempts)
      case .lazy: return runLazy(step, pc, line, position, &slots, &attempts)
      case .note: slots.set(Int(step.target), to: position)
      case .branch:
        slots.clear(step.groups)
        if isForeign(line, position) { return .unknown }
        if position >= line.byteCount || !isOf(step.set, line[position]) { pc = Int(step.target) }
      case .attempt:
        attempts -= 1
        guard attempts > 0 else { return .unknown }
        slots.clear(step.groups)
        let outcome = run(pc, line, position, &slots, &attempts)
        guard outcome == .noMatch else { return outcome }
        slots.clear(step.groups)
        pc = Int(step.target)
      case .jump: pc = Int(step.target)
      case .end:
        slots.reach = PlainSlots.wholeLine
        guard position == line.byteCount else { return .noMatch }
      case .match:
        slots.set(1, to: position)
        return .match
      case .unknown: return .unknown
      }
    }
  }

  /// Notes how far was looked up to the step before `pc`: steps go forward only.
  @inline(__always) private func noteReach(_ reach: Int, _ pc: Int, _ slots: inout PlainSlots) {
    slots.reach = pc <= firstTellingDigits ? max(slots.reach, reach) : PlainSlots.wholeLine
  }

  private func runGreedy(
    _ step: PlainInstruction, _ pc: Int, _ line: RawSpan, _ position: Int, _ slots: inout PlainSlots,
    _ attempts: inout Int
  ) -> Outcome {
    slots.reach = PlainSlots.wholeLine
    let limit = min(line.byteCount, position + Int(step.high))
    let end = extent(Int(step.stretch), line, from: position, to: limit)
    if isForeign(line, end) { return .unknown }
    guard end - position >= step.low else { return .noMatch }
    var place = end
    while place >= position + Int(step.low) {
      if canFollow(step, line, place) {
        attempts -= 1
        guard attempts > 0 else { return .unknown }
        let outcome = run(pc, line, place, &slots, &attempts)
        guard outcome == .noMatch else { return outcome }
      }
      place -= 1
    }
    return .noMatch
  }

  private func runLazy(
    _ step: PlainInstruction, _ pc: Int, _ line: RawSpan, _ position: Int, _ slots: inout PlainSlots,
    _ attempts: inout Int
  ) -> Outcome {
    slots.reach = PlainSlots.wholeLine
    let limit = min(line.byteCount, position + Int(step.high))
    var place = position
    while place < min(limit, position + Int(step.low)), isOf(step.set, line[place]) { place += 1 }
    if isForeign(line, place) { return .unknown }
    guard place - position >= step.low else { return .noMatch }
    while true {
      place = extent(Int(step.stretch) + 1, line, from: place, to: limit)
      if isForeign(line, place) { return .unknown }
      if canFollow(step, line, place) {
        attempts -= 1
        guard attempts > 0 else { return .unknown }
        let outcome = run(pc, line, place, &slots, &attempts)
        guard outcome == .noMatch else { return outcome }
      }
      guard place < limit, isOf(step.set, line[place]) else { return .noMatch }
      place += 1
    }
  }

  @inline(__always) private func wordLength(_ line: RawSpan, _ position: Int, _ step: PlainInstruction) -> Int? {
    guard position + 8 <= line.byteCount else { return nil }
    let bytes = line.word(at: position)
    for index in 0..<step.count {
      let literal = unsafe literals[Int(step.words) + index]
      if bytes & literal.mask == literal.value { return literal.count }
    }
    return nil
  }

  /// How many bytes tell that none of a step's words stands there: each of them differs in one of these.
  private func tellingCount(_ line: RawSpan, _ position: Int, _ step: PlainInstruction) -> Int {
    guard position + 8 <= line.byteCount else { return 8 }
    let bytes = line.word(at: position)
    var count = 1
    for index in 0..<step.count {
      let literal = unsafe literals[Int(step.words) + index]
      count = max(count, ((bytes & literal.mask) ^ literal.value).trailingZeroBitCount / 8 + 1)
    }
    return count
  }

  private func isForeignWord(_ line: RawSpan, _ position: Int) -> Bool {
    line.word(at: position) & 0x8080_8080_8080_8080 != 0
  }

  @inline(__always) private func canFollow(_ step: PlainInstruction, _ line: RawSpan, _ place: Int) -> Bool {
    place < line.byteCount ? isOf(step.next, line[place]) : step.canEnd
  }

  @inline(__always) private func isForeign(_ line: RawSpan, _ position: Int) -> Bool {
    position < line.byteCount && line[position] >= 0x80
  }

  @inline(__always) private func fits(_ line: RawSpan, _ start: Int, _ step: PlainInstruction) -> Outcome {
    guard start + step.count <= line.byteCount else { return .noMatch }
    var index = 0
    var word = Int(step.words)
    while index < step.count {
      let expected = unsafe words[word]
      var places = expected.places
      if start + index + 8 <= line.byteCount {
        let bytes = line.word(at: start + index)
        if !expected.fits(bytes) { return bytes & 0x8080_8080_8080_8080 == 0 ? .noMatch : .unknown }
        places = expected.others
      }
      while places != 0 {
        let place = index + places.trailingZeroBitCount
        places &= places &- 1
        let byte = line[start + place]
        guard unsafe isOf(fixedBits[Int(step.target) + place], byte) else { return byte >= 0x80 ? .unknown : .noMatch }
      }
      index += 8
      word += 1
    }
    return .match
  }
}
