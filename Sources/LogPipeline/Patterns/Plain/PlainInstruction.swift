/// One step of a ``PlainExpression``. Sets are bits of the expression's table of bytes; targets are indices of instructions.
enum PlainInstruction {
  /// So many bytes, each of its own set; the first eight of them are checked at once by a ``PlainWord``, and so on.
  case fixed(sets: Int, count: Int, words: Int)
  /// As many of a set as there are: nothing behind it could take one of them.
  case all(UInt32, min: Int, max: Int)
  /// So many of a set as what follows allows, trying the longest or the shortest stretch first.
  case some(UInt32, min: Int, max: Int, isLazy: Bool, next: UInt32, canEnd: Bool)
  /// Notes an offset.
  case note(slot: Int)
  /// Goes on if the next byte is of the set, else at `other`. The groups are those of all ways: an earlier try may have set them.
  case branch(UInt32, other: Int, groups: Range<Int>)
  /// Goes on, and if that leads nowhere, at `other`.
  case attempt(other: Int, groups: Range<Int>)
  case jump(Int)
  case end
  case match
  case unknown
}

/// Eight places of a line, checked at once.
struct PlainWord {
  /// The bytes that have only one value, and that value.
  var literalMask: UInt64 = 0
  var literal: UInt64 = 0
  /// The bytes that are decimal digits.
  var digitMask: UInt64 = 0
  /// Whether there are others.
  var hasOthers = false

  func fits(_ word: UInt64) -> Bool {
    guard word & literalMask == literal else { return false }
    let digits = word & digitMask
    let high = 0xF0F0_F0F0_F0F0_F0F0 & digitMask
    let zeros = 0x3030_3030_3030_3030 & digitMask
    // A digit stays in its sixteen when six is added, and no carry leaves its byte.
    return digits & high == zeros && (digits &+ (0x0606_0606_0606_0606 & digitMask)) & high == zeros
  }
}
