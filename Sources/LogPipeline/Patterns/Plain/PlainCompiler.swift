/// Turns the plain part of an expression into instructions.
struct PlainCompiler {
  private(set) var code: [PlainInstruction] = []
  private(set) var sets: [ByteSet] = []
  private(set) var fixedSets: [ByteSet] = []
  private(set) var words: [PlainWord] = []
  /// Something jumps to the next instruction: it may not be joined with the one before.
  private var isTarget = false

  private struct TooLarge: Error {}

  /// - Returns: `nil` for what has too many sets or groups.
  static func compile(_ root: PlainNode) -> PlainCompiler? {
    var compiler = PlainCompiler()
    guard (root.groups.max() ?? 0) < PlainSlots.groupsMax else { return nil }
    do {
      try compiler.emit(root, before: .anything)
      compiler.code.append(.match)
      compiler.makeWords()
      return compiler
    } catch {
      return nil
    }
  }

  private mutating func bit(_ set: ByteSet) throws -> UInt32 {
    if let index = sets.firstIndex(of: set) { return 1 << UInt32(index) }
    guard sets.count < UInt32.bitWidth else { throw TooLarge() }
    sets.append(set)
    return 1 << UInt32(sets.count - 1)
  }

  private mutating func emit(_ node: PlainNode, before next: PlainNode.Next) throws {
    switch node {
    case .set(let set): emitFixed(set)
    case .many(let set, let counts, _) where counts.lowerBound == counts.upperBound && counts.lowerBound <= 16:
      for _ in 0..<counts.lowerBound { emitFixed(set) }
    case .many(let set, let counts, let greed):
      let isSure = greed == .possessive || set.isDisjoint(with: next.bytes)
      code.append(
        isSure
          ? .all(try bit(set), min: counts.lowerBound, max: counts.upperBound)
          : .some(
            try bit(set), min: counts.lowerBound, max: counts.upperBound, isLazy: greed == .lazy,
            next: try bit(next.bytes), canEnd: next.canEnd))
    case .sequence(let nodes):
      for (index, node) in nodes.enumerated() {
        let rest = PlainNode.sequence(Array(nodes[(index + 1)...]))
        try emit(node, before: rest.first(before: next))
      }
    case .alternatives(let nodes): try emit(nodes[...], before: next)
    case .optional(let node): try emit([node, .sequence([])], before: next)
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
      ? .branch(try bit(first.bytes), other: code.count, groups: range)
      : .attempt(other: code.count, groups: range)
    isTarget = true
    try emit(nodes.dropFirst(), before: next)
    code[exit] = .jump(code.count)
    isTarget = true
  }

  private mutating func emitFixed(_ set: ByteSet) {
    if !isTarget, case .fixed(let first, let count, _) = code.last {
      code[code.count - 1] = .fixed(sets: first, count: count + 1, words: 0)
    } else {
      code.append(.fixed(sets: fixedSets.count, count: 1, words: 0))
    }
    isTarget = false
    fixedSets.append(set)
  }

  private mutating func makeWords() {
    for index in code.indices {
      guard case .fixed(let first, let count, _) = code[index] else { continue }
      code[index] = .fixed(sets: first, count: count, words: words.count)
      for start in stride(from: first, to: first + count, by: 8) {
        words.append(word(Array(fixedSets[start..<min(start + 8, first + count)])))
      }
    }
  }

  private func word(_ places: [ByteSet]) -> PlainWord {
    var word = PlainWord()
    for (index, set) in places.enumerated() {
      let shift = UInt64(8 * index)
      let values = (0..<0x80).filter { set.contains($0) } as [UInt8]
      if values.count == 1 {
        word.literalMask |= 0xFF << shift
        word.literal |= UInt64(values[0]) << shift
      } else if values == Array("0123456789".utf8) {
        word.digitMask |= 0xFF << shift
      } else {
        word.hasOthers = true
      }
    }
    return word
  }
}
