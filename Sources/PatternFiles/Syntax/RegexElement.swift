import LogPipeline

/// One element of an expression with its quantifier, as far as lint and near misses need to know it.
struct RegexElement {
  indirect enum Node {
    /// One character. All characters beyond ASCII count as the bytes 128 to 255.
    case character(ByteSet)
    case group([[RegexElement]])
    /// An anchor, a look-around, an option: takes no character.
    case assertion
    /// A back reference or a recursion: may be anything.
    case unknown
  }

  var node: Node
  /// Where it stands in the expression, with its quantifier, in bytes.
  var range: Range<Int>
  var countMin = 1
  /// `nil` if there is no bound.
  var countMax: Int? = 1
  /// What it took, it never gives back.
  var isPossessive = false

  var isUnbounded: Bool { countMax == nil && !isPossessive }

  /// The fewest bytes that it takes.
  var lengthMin: Int {
    switch node {
    case .character: countMin
    case .group(let alternatives): countMin * (alternatives.map(\.lengthMin).min() ?? 0)
    case .assertion, .unknown: 0
    }
  }

  /// The bytes that it can begin with, and whether it can take nothing.
  var start: (bytes: ByteSet, canBeEmpty: Bool) {
    switch node {
    case .character(let set): return (set, countMin == 0)
    case .group(let alternatives):
      var bytes = ByteSet()
      var canBeEmpty = countMin == 0
      for alternative in alternatives {
        let first = alternative.start
        bytes.formUnion(first.bytes)
        canBeEmpty = canBeEmpty || first.canBeEmpty
      }
      return (bytes, canBeEmpty)
    case .assertion: return (ByteSet(), true)
    case .unknown: return (.all, true)
    }
  }
}

extension [RegexElement] {
  /// The fewest bytes that the sequence takes.
  var lengthMin: Int { reduce(0) { $0 + $1.lengthMin } }

  /// The bytes that the sequence can begin with, and whether it can take nothing.
  var start: (bytes: ByteSet, canBeEmpty: Bool) { self[...].start }
}

extension ArraySlice<RegexElement> {
  var start: (bytes: ByteSet, canBeEmpty: Bool) {
    var bytes = ByteSet()
    for element in self {
      let first = element.start
      bytes.formUnion(first.bytes)
      if !first.canBeEmpty { return (bytes, false) }
    }
    return (bytes, true)
  }
}

extension ByteSet {
  func intersects(_ other: ByteSet) -> Bool {
    (UInt8.min...UInt8.max).contains { contains($0) && other.contains($0) }
  }

  var inverted: ByteSet { ByteSet((UInt8.min...UInt8.max).filter { !contains($0) }) }
}
