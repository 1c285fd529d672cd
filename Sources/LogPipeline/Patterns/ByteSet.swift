/// A set of byte values; a look-up costs one shift.
package struct ByteSet: Equatable, Sendable, BitwiseCopyable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  package init() {}

  package init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  /// Every byte.
  package static let all = ByteSet(0...255)

  package mutating func insert(_ byte: UInt8) {
    let bit: UInt64 = 1 << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  package func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return word >> UInt64(byte & 63) & 1 == 1
  }

  package mutating func formUnion(_ other: ByteSet) {
    words.0 |= other.words.0
    words.1 |= other.words.1
    words.2 |= other.words.2
    words.3 |= other.words.3
  }

  package mutating func formIntersection(_ other: ByteSet) {
    words.0 &= other.words.0
    words.1 &= other.words.1
    words.2 &= other.words.2
    words.3 &= other.words.3
  }

  package func subtracting(_ other: ByteSet) -> ByteSet {
    var rest = self
    rest.words.0 &= ~other.words.0
    rest.words.1 &= ~other.words.1
    rest.words.2 &= ~other.words.2
    rest.words.3 &= ~other.words.3
    return rest
  }

  package func isDisjoint(with other: ByteSet) -> Bool {
    var both = self
    both.formIntersection(other)
    return both == ByteSet()
  }

  package static func == (left: ByteSet, right: ByteSet) -> Bool { left.words == right.words }
}
