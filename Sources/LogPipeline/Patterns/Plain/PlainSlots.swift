/// Where the groups of a plain match lie.
///
/// Lies apart in memory, since a copy of it would cost more than many a match.
@safe struct PlainSlots: ~Copyable {
  /// Groups beyond are left to libpcre2.
  static let groupsMax = 32
  /// Start and end of each group; −1 where it took no part.
  private let offsets: UnsafeMutablePointer<Int>
  /// Of a line that does not match, how many of its first bytes decided that, whatever its digits are; ``wholeLine`` where more did, or where
  /// nobody counted.
  var reach = 0

  static let wholeLine = Int.max

  init() {
    unsafe offsets = .allocate(capacity: 2 * Self.groupsMax)
    unsafe offsets.initialize(repeating: -1, count: 2 * Self.groupsMax)
  }

  deinit { unsafe offsets.deallocate() }

  /// - Parameter slot: Below `2 * groupsMax`: the compiler of expressions gives up on more.
  @inline(__always) mutating func set(_ slot: Int, to offset: Int) { unsafe offsets[slot] = offset }

  @inline(__always) mutating func clear(_ groups: Range<Int>) {
    for slot in 2 * groups.lowerBound..<2 * groups.upperBound { unsafe offsets[slot] = -1 }
  }

  func range(of group: Int) -> Range<Int>? {
    guard group < Self.groupsMax else { return nil }
    let (start, end) = unsafe (offsets[2 * group], offsets[2 * group + 1])
    return start >= 0 && end >= start ? start..<end : nil
  }
}
