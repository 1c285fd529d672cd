/// One step of a ``PlainExpression``. Sets are bits of the expression's table of bytes; targets are indices of instructions.
///
/// Flat and small, since some dozens of them are read for each head of a log.
struct PlainInstruction {
  enum Operation: UInt8 {
    /// `count` bytes, each of its own set from `sets` on; the first eight of them are checked at once by the ``PlainWord`` at `words`, and so on.
    case fixed
    /// One of `count` words from `words` on, none of which is another's beginning.
    case word
    /// As many of a set as there are: nothing behind it could take one of them.
    case all
    /// So many of a set as what follows allows, trying the longest stretch first.
    case greedy
    /// The same, trying the shortest stretch first.
    case lazy
    /// Notes an offset in `slot`.
    case note
    /// Goes on if the next byte is of the set, else at `target`. The groups are those of all ways: an earlier try may have set them.
    case branch
    /// Goes on, and if that leads nowhere, at `target`.
    case attempt
    case jump
    case end
    case match
    case unknown
  }

  var operation: Operation
  /// Whether a lazy or greedy stretch may be followed by nothing.
  var canEnd = false
  var set: UInt64 = 0
  /// What can follow a lazy or greedy stretch.
  var next: UInt64 = 0
  /// Which ``PlainStretch`` runs over the set, and, for a lazy one, over what of it cannot be followed yet.
  var stretch: Int32 = 0
  var low: Int32 = 0
  var high: Int32 = 0
  /// Where to go, or the first fixed set, or a slot.
  var target: Int32 = 0
  var words: Int32 = 0

  var count: Int { Int(low) }
  var groups: Range<Int> { Int(low)..<Int(high) }

  static func fixed(sets: Int, count: Int, words: Int) -> Self {
    Self(operation: .fixed, low: Int32(count), target: Int32(sets), words: Int32(words))
  }

  static func note(slot: Int) -> Self { Self(operation: .note, target: Int32(slot)) }

  static func choice(_ operation: Operation, set: UInt64 = 0, other: Int, groups: Range<Int>) -> Self {
    Self(
      operation: operation, set: set, low: Int32(groups.lowerBound), high: Int32(groups.upperBound),
      target: Int32(other))
  }

  static func jump(_ target: Int) -> Self { Self(operation: .jump, target: Int32(target)) }
  static let end = Self(operation: .end)
  static let match = Self(operation: .match)
  static let unknown = Self(operation: .unknown)
}

/// A word of up to eight bytes, the first one lowest.
struct PlainLiteral: BitwiseCopyable {
  var mask: UInt64
  var value: UInt64
  var count: Int
}

/// Eight places of a line, checked at once.
struct PlainWord {
  /// The bytes that have only one value, and that value.
  var literalMask: UInt64 = 0
  var literal: UInt64 = 0
  /// The bytes that are decimal digits.
  var digitMask: UInt64 = 0
  /// The places of others, one bit each.
  var others: UInt8 = 0
  /// All its places, one bit each; fewer than eight at the end of a run.
  var places: UInt8 = 0

  /// A place that has a byte, or, where that is a digit, any.
  mutating func add(_ byte: UInt8, at index: Int) {
    places |= 1 << UInt8(index)
    let shift = UInt64(8 * index)
    if byte &- UInt8(ascii: "0") < 10 {
      digitMask |= 0xFF << shift
    } else {
      literalMask |= 0xFF << shift
      literal |= UInt64(byte) << shift
    }
  }

  @inline(__always) func fits(_ word: UInt64) -> Bool {
    guard word & literalMask == literal else { return false }
    let digits = word & digitMask
    let high = 0xF0F0_F0F0_F0F0_F0F0 & digitMask
    let zeros = 0x3030_3030_3030_3030 & digitMask
    // A digit stays in its sixteen when six is added, and no carry leaves its byte.
    return digits & high == zeros && (digits &+ (0x0606_0606_0606_0606 & digitMask)) & high == zeros
  }
}
