/// An expression as far as it is plain: made of ASCII characters, classes, their repetitions, groups, alternatives and the end.
///
/// Sets hold ASCII only. Whoever meets another byte leaves the question to libpcre2, so that nothing here needs to know of UTF-8.
indirect enum PlainNode: Equatable, Sendable {
  case set(ByteSet)
  case many(ByteSet, ClosedRange<Int>, Greed)
  case sequence([PlainNode])
  case alternatives([PlainNode])
  /// Tried first, left out second.
  case optional(PlainNode)
  case group(Int, PlainNode)
  /// The subject's end.
  case end
  /// From here on only libpcre2 knows.
  case unknown

  enum Greed: Sendable { case greedy, lazy, possessive }

  /// What can come next: the bytes, and whether a match is possible where there is none.
  struct Next: Equatable {
    var bytes: ByteSet
    var canEnd: Bool

    /// Where a match is complete, and where nothing is known.
    static let anything = Next(bytes: .all, canEnd: true)

    mutating func formUnion(_ other: Next) {
      bytes.formUnion(other.bytes)
      canEnd = canEnd || other.canEnd
    }
  }

  /// What can come where this begins.
  ///
  /// - Parameter next: What can come behind it.
  func first(before next: Next) -> Next {
    switch self {
    case .set(let set): return Next(bytes: set, canEnd: false)
    case .many(let set, let counts, _):
      var first = counts.lowerBound > 0 ? Next(bytes: ByteSet(), canEnd: false) : next
      if counts.upperBound > 0 { first.bytes.formUnion(set) }
      return first
    case .sequence(let nodes): return nodes.reversed().reduce(next) { $1.first(before: $0) }
    case .alternatives(let nodes):
      var first = Next(bytes: ByteSet(), canEnd: false)
      for node in nodes { first.formUnion(node.first(before: next)) }
      return first
    case .optional(let node):
      var first = node.first(before: next)
      first.formUnion(next)
      return first
    case .group(_, let node): return node.first(before: next)
    case .end: return Next(bytes: ByteSet(), canEnd: true)
    case .unknown: return .anything
    }
  }

  /// The bytes of what can match one text only, which is ASCII.
  var word: [UInt8]? {
    switch self {
    case .set(let set):
      let bytes = (0..<0x80 as Range<UInt8>).filter(set.contains)
      return bytes.count == 1 ? bytes : nil
    case .sequence(let nodes):
      let words = nodes.compactMap(\.word)
      return words.count == nodes.count ? words.flatMap { $0 } : nil
    default: return nil
    }
  }

  /// The numbers of the groups inside.
  var groups: [Int] {
    switch self {
    case .set, .many, .end, .unknown: []
    case .sequence(let nodes), .alternatives(let nodes): nodes.flatMap(\.groups)
    case .optional(let node): node.groups
    case .group(let number, let node): [number] + node.groups
    }
  }

  /// Notes in `possible` which bytes can stand at each place of a match.
  ///
  /// - Parameter places: Where this can begin, one bit a place; those beyond the bits are not followed.
  /// - Returns: Where it can end.
  func note(in possible: inout [ByteSet], from places: UInt64) -> UInt64 {
    switch self {
    case .set(let set):
      for place in possible.indices where places >> UInt64(place) & 1 == 1 { possible[place].formUnion(set) }
      return places << 1
    case .many(let set, let counts, _):
      var ends: UInt64 = counts.lowerBound == 0 ? places : 0
      var current = places
      for count in 1...max(1, min(counts.upperBound, UInt64.bitWidth)) where counts.upperBound > 0 {
        current = PlainNode.set(set).note(in: &possible, from: current)
        if count >= counts.lowerBound { ends |= current }
      }
      return ends
    case .sequence(let nodes): return nodes.reduce(places) { $1.note(in: &possible, from: $0) }
    case .alternatives(let nodes): return nodes.reduce(0) { $0 | $1.note(in: &possible, from: places) }
    case .optional(let node): return places | node.note(in: &possible, from: places)
    case .group(_, let node): return node.note(in: &possible, from: places)
    case .end: return places
    case .unknown:
      guard places != 0 else { return 0 }
      for place in possible.indices where place >= places.trailingZeroBitCount { possible[place] = .all }
      return places
    }
  }
}
