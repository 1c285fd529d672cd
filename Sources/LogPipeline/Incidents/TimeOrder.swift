/// Numbers what comes in the order of time, by that time: when something older turns up, what is there already keeps its number, but for what
/// happened in the same millisecond.
struct TimeOrder {
  /// As many may happen in a millisecond before they borrow from the next one.
  private static let tieBits = 15
  /// Further from 1970 there is nothing to tell apart.
  private static let msMax: Int64 = 1 << 45

  private var last = Int.min

  /// - Parameter count: How many numbers to take; theirs follow the one returned.
  /// - Returns: A number above all before.
  mutating func next(_ time: Instant, count: Int = 1) -> Int {
    let own = Int(min(max(time.ms, -Self.msMax), Self.msMax)) << Self.tieBits
    let first = own > last ? own : last + 1
    last = first + count - 1
    return first
  }
}
