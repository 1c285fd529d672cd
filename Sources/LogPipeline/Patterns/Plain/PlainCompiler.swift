/// Turns the plain part of an expression into instructions.
struct PlainCompiler {
  private(set) var code: [PlainInstruction] = []
  private(set) var sets: [ByteSet] = []
  private var fixedSets: [ByteSet] = []
  /// The sets of the places of fixed stretches.
  private(set) var fixedBits: [UInt64] = []
  private(set) var words: [PlainWord] = []
  private(set) var stretches: [PlainStretch] = []
  private(set) var literals: [PlainLiteral] = []
  /// The groups that somebody will ask for; `nil` for all.
  private let noted: Set<Int>?
  /// Something jumps to the next instruction: it may not be joined with the one before.
  private var isTarget = false

  private struct TooLarge: Error {}

  /// - Returns: `nil` for what has too many sets or groups.
  static func compile(_ root: PlainNode, noting noted: Set<Int>? = nil) -> PlainCompiler? {
    var compiler = PlainCompiler(noted: noted)
    guard (root.groups.max() ?? 0) < PlainSlots.groupsMax else { return nil }
    do {
      try compiler.emit(root, before: .anything)
      compiler.code.append(.match)
      try compiler.makeWords()
      return compiler
    } catch {
      return nil
    }
  }

  private init(noted: Set<Int>?) { self.noted = noted }

  /// Whether no step tells digits apart.
  var takesDigitsAlike: Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return sets.allSatisfy { set in [0, digits.count].contains(digits.count { set.contains($0) }) }
      && literals.allSatisfy { literal in
        !(0..<literal.count).contains { digits ~= UInt8(truncatingIfNeeded: literal.value >> UInt64(8 * $0)) }
      }
  }

  /// Whether a step may look at bytes behind the one at which the next step stands. What may be there once at the very end does not.
  var looksFarther: Bool {
    code.indices.contains { index in
      switch code[index].operation {
      case .greedy: code[index].high > 1 || !code[(index + 1)...].allSatisfy { [.note, .match].contains($0.operation) }
      case .lazy, .end, .unknown: true
      case .fixed, .word, .all, .note, .branch, .attempt, .jump, .match: false
      }
    }
  }

  /// The first step that tells digits apart; the number of steps where none does.
  var firstTellingDigits: Int {
    func tells(_ set: ByteSet) -> Bool {
      ![0, 10].contains((UInt8(ascii: "0")...UInt8(ascii: "9")).count { set.contains($0) })
    }
    return code.firstIndex { step in
      switch step.operation {
      case .fixed: fixedSets[Int(step.target)..<Int(step.target) + step.count].contains(where: tells)
      case .word:
        literals[Int(step.words)..<Int(step.words) + step.count].contains { literal in
          (0..<literal.count).contains { tells(ByteSet([UInt8(truncatingIfNeeded: literal.value >> UInt64(8 * $0))])) }
        }
      case .all, .greedy, .lazy, .branch:
        sets.indices.contains { (step.set | step.next) >> UInt64($0) & 1 == 1 && tells(sets[$0]) }
      case .note, .attempt, .jump, .end, .match, .unknown: false
      }
    } ?? code.count
  }

  private mutating func bit(_ set: ByteSet) throws -> UInt64 {
    if let index = sets.firstIndex(of: set) { return 1 << UInt64(index) }
    guard sets.count < UInt64.bitWidth else { throw TooLarge() }
    sets.append(set)
    return 1 << UInt64(sets.count - 1)
  }

  private mutating func stretch(_ set: ByteSet) throws -> Int32 {
    stretches.append(PlainStretch(set, bit: try bit(set)))
    return Int32(stretches.count - 1)
  }

  private mutating func emit(_ node: PlainNode, before next: PlainNode.Next) throws {
    switch node {
    case .set(let set): emitFixed(set)
    case .many(let set, let counts, _) where counts.lowerBound == counts.upperBound && counts.lowerBound <= 16:
      for _ in 0..<counts.lowerBound { emitFixed(set) }
    case .many(let set, let counts, let greed):
      let isSure = greed == .possessive || set.isDisjoint(with: next.bytes)
      var step = PlainInstruction(operation: isSure ? .all : greed == .lazy ? .lazy : .greedy)
      step.set = try bit(set)
      step.low = Int32(counts.lowerBound)
      step.high = Int32(counts.upperBound)
      step.stretch = try stretch(set)
      if !isSure {
        step.next = try bit(next.bytes)
        step.canEnd = next.canEnd
        if greed == .lazy { _ = try stretch(set.subtracting(next.bytes)) }
      }
      isTarget = false
      code.append(step)
    case .sequence(let nodes):
      for (index, node) in nodes.enumerated() {
        // What nearly all nodes are is the same whatever follows.
        if case .set(let set) = node {
          emitFixed(set)
        } else {
          try emit(node, before: PlainNode.sequence(Array(nodes[(index + 1)...])).first(before: next))
        }
      }
    case .alternatives(let nodes) where emitWords(nodes): break
    case .alternatives(let nodes): try emit(nodes[...], before: next)
    case .optional(let node): try emit([node, .sequence([])], before: next)
    case .group(let number, let node) where noted?.contains(number) == false: try emit(node, before: next)
    case .group(let number, let node):
      code.append(.note(slot: 2 * number))
      try emit(node, before: next)
      code.append(.note(slot: 2 * number + 1))
    case .end: code.append(.end)
    case .unknown: code.append(.unknown)
    }
  }

  /// The first of some alternatives, then the others.
  private mutating func emit(_ nodes: ArraySlice<PlainNode>, before next: PlainNode.Next) throws {
    guard let node = nodes.first else { return }
    guard nodes.count > 1 else { return try emit(node, before: next) }
    let others = PlainNode.alternatives(Array(nodes.dropFirst())).first(before: next)
    let first = node.first(before: next)
    let choice = code.count
    code.append(.unknown)
    try emit(node, before: next)
    let exit = code.count
    code.append(.unknown)
    let groups = nodes.flatMap(\.groups)
    let range = (groups.min() ?? 0)..<(groups.max().map { $0 + 1 } ?? 0)
    code[choice] =
      !first.canEnd && first.bytes.isDisjoint(with: others.bytes)
      ? .choice(.branch, set: try bit(first.bytes), other: code.count, groups: range)
      : .choice(.attempt, other: code.count, groups: range)
    isTarget = true
    try emit(nodes.dropFirst(), before: next)
    code[exit] = .jump(code.count)
    isTarget = true
  }

  /// - Returns: Whether the alternatives are words of which a text can begin with one only.
  private mutating func emitWords(_ nodes: [PlainNode]) -> Bool {
    let words = nodes.compactMap(\.word)
    guard words.count == nodes.count, words.allSatisfy({ (1...8).contains($0.count) }),
      !words.indices.contains(where: { one in
        words.indices.contains { $0 != one && words[$0].starts(with: words[one]) }
      })
    else { return false }
    var step = PlainInstruction(operation: .word)
    step.low = Int32(words.count)
    step.words = Int32(literals.count)
    literals += words.map { word in
      PlainLiteral(
        mask: word.count == 8 ? ~0 : (1 << UInt64(8 * word.count)) - 1,
        value: word.reversed().reduce(0) { $0 << 8 | UInt64($1) }, count: word.count)
    }
    isTarget = false
    code.append(step)
    return true
  }

  private mutating func emitFixed(_ set: ByteSet) {
    if !isTarget, code.last?.operation == .fixed {
      code[code.count - 1].low += 1
    } else {
      code.append(.fixed(sets: fixedSets.count, count: 1, words: 0))
    }
    isTarget = false
    fixedSets.append(set)
  }

  private mutating func makeWords() throws {
    for index in code.indices {
      guard code[index].operation == .fixed else { continue }
      let (first, count) = (Int(code[index].target), code[index].count)
      code[index].words = Int32(words.count)
      for start in stride(from: first, to: first + count, by: 8) {
        words.append(word(Array(fixedSets[start..<min(start + 8, first + count)])))
      }
    }
    fixedBits = try fixedSets.map { try bit($0) }
  }

  private func word(_ places: [ByteSet]) -> PlainWord {
    var word = PlainWord()
    for (index, set) in places.enumerated() {
      word.places |= 1 << UInt8(index)
      let shift = UInt64(8 * index)
      let values = (0..<0x80).filter { set.contains($0) } as [UInt8]
      if values.count == 1 {
        word.literalMask |= 0xFF << shift
        word.literal |= UInt64(values[0]) << shift
      } else if values == Array("0123456789".utf8) {
        word.digitMask |= 0xFF << shift
      } else {
        word.others |= 1 << UInt8(index)
      }
    }
    return word
  }
}
