/// Where the groups of a plain match lie.
struct PlainSlots {
  /// Groups beyond are left to libpcre2.
  static let groupsMax = 32
  /// Start and end of each group; −1 where it took no part.
  private var offsets = InlineArray<64, Int>(repeating: -1)

  mutating func set(_ slot: Int, to offset: Int) { offsets[slot] = offset }

  mutating func clear(_ groups: Range<Int>) {
    for slot in 2 * groups.lowerBound..<2 * groups.upperBound { offsets[slot] = -1 }
  }

  func range(of group: Int) -> Range<Int>? {
    guard group < Self.groupsMax, offsets[2 * group] >= 0, offsets[2 * group + 1] >= offsets[2 * group] else {
      return nil
    }
    return offsets[2 * group]..<offsets[2 * group + 1]
  }
}
