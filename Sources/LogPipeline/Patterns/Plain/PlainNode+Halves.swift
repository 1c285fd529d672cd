extension PlainNode {
  /// How a head comes apart: what the first half told of a line holds for every line with the same first half but for its digits, and what the
  /// second told for every line with the same second half, whatever stands before and behind.
  struct Halves: Equatable, Sendable {
    /// The group at whose end the second half begins.
    var last: Int
    /// With what the second half must end, or it may be longer in another line.
    var closing: UInt8
  }

  /// - Parameters:
  ///   - firstGroups: Those that tell of the first half.
  ///   - hexadecimal: That of them of which every 13 hexadecimal digits do for all others.
  ///   - level: The group that may only be in the second half.
  ///   - message: The group that is behind the head.
  /// - Returns: `nil` where a half may depend on the other one, on the message or on digits.
  func halves(_ firstGroups: Set<Int>, hexadecimal: Int?, level: Int?, message: Int) -> Halves? {
    guard case .sequence(var nodes) = self, nodes.popLast() == .group(message, .sequence([])),
      let cut = nodes.lastIndex(where: { !firstGroups.isDisjoint(with: $0.groups) }),
      case .group(let last, let node) = nodes[cut], cut > 0, cut + 1 < nodes.count,
      nodes[...cut].allSatisfy({ $0.takesDigitsAlike && level.map($0.groups.contains) != true })
    else { return nil }
    if let hexadecimal {
      guard hexadecimal == last, node.takesAnyID, nodes[cut - 1].isOneByte(outside: Self.hexadecimal) else {
        return nil
      }
    }
    return Self.closing(nodes[(cut + 1)...]).map { Halves(last: last, closing: $0) }
  }

  private static let hexadecimal = ByteSet("0123456789abcdef".utf8)
  static let idCount = 13

  /// Whether no set tells digits apart.
  private var takesDigitsAlike: Bool {
    switch self {
    case .set(let set), .many(let set, _, _): [0, 10].contains("0123456789".utf8.count { set.contains($0) })
    case .sequence(let nodes), .alternatives(let nodes): nodes.allSatisfy(\.takesDigitsAlike)
    case .optional(let node), .group(_, let node): node.takesDigitsAlike
    case .end, .unknown: false
    }
  }

  /// Whether one of its ways is an id, and each other one begins with another byte.
  private var takesAnyID: Bool {
    guard case .alternatives(let nodes) = self else { return isID }
    return nodes.count(where: \.isID) == 1
      && nodes.allSatisfy { node in
        let first = node.first(before: .anything)
        return node.isID || !first.canEnd && first.bytes.isDisjoint(with: Self.hexadecimal)
      }
  }

  private var isID: Bool {
    if case .sequence(let nodes) = self, nodes.count == 1 { return nodes[0].isID }
    guard case .many(let set, let counts, _) = self else { return false }
    return set == Self.hexadecimal && counts == Self.idCount...Self.idCount
  }

  private func isOneByte(outside bytes: ByteSet) -> Bool {
    word?.count == 1 && word?.contains(where: bytes.contains) == false
  }

  /// The byte that tells that nothing more of some nodes can follow.
  private static func closing(_ nodes: ArraySlice<PlainNode>) -> UInt8? {
    guard let last = nodes.last else { return nil }
    if let word = last.word { return word.last }
    // Where it was left out, another line could have it: only what stands before tells whether it was.
    guard let word = last.wordThatMayBe, word.count == 1, let before = nodes.dropLast().last?.endings,
      !before.contains(word[0])
    else { return nil }
    return word[0]
  }

  /// What can match one text or nothing.
  private var wordThatMayBe: [UInt8]? {
    switch self {
    case .optional(let node): node.word
    case .many(let set, 0...1, .greedy): PlainNode.set(set).word
    case .many, .set, .sequence, .alternatives, .group, .end, .unknown: nil
    }
  }

  /// With which bytes it can end; `nil` where it may be empty, and where nobody knows.
  private var endings: ByteSet? {
    switch self {
    case .set(let set): return set
    case .many(let set, let counts, _): return counts.lowerBound > 0 ? set : nil
    case .sequence(let nodes): return nodes.last?.endings
    case .alternatives(let nodes):
      var endings = ByteSet()
      for node in nodes {
        guard let some = node.endings else { return nil }
        endings.formUnion(some)
      }
      return endings
    case .group(_, let node): return node.endings
    case .optional, .end, .unknown: return nil
    }
  }
}
