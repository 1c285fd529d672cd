import Foundation

/// Names, numbered as they come. Their bytes lie behind each other: hundreds of thousands of strings, with their places in a dictionary, take
/// three times the room and twice the time.
struct NameTable {
  private var bytes: [UInt8] = []
  /// Where each name ends in ``bytes``.
  private var ends: [Int] = []
  /// A power of two of them: a name's hash, and below it its number plus one; or 0 for none.
  private var slots = [UInt64](repeating: 0, count: 64)

  var count: Int { ends.count }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(number)] }

  /// The number of a name, which is the count of those before where it is new.
  ///
  /// - Parameter likely: The number of a name that it may well be: to compare two is quicker than to look for one.
  mutating func number(of name: UnsafeRawBufferPointer, likely: Int? = nil) -> Int {
    if let likely, unsafe isName(likely, name) { return likely }
    // Whoever writes a log chooses names: only a hash with a secret does.
    var hasher = Hasher()
    unsafe hasher.combine(bytes: name)
    let hash = UInt64(UInt32(truncatingIfNeeded: hasher.finalize()))
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot] & Self.numberMask) - 1
      if slots[slot] >> 32 == hash, unsafe isName(number, name) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    unsafe bytes.append(contentsOf: name)
    ends.append(bytes.count)
    slots[slot] = hash << 32 | UInt64(count)
    if 4 * count >= 3 * slots.count { grow() }
    return count - 1
  }

  private static let numberMask: UInt64 = 0xFFFF_FFFF

  private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  private func isName(_ number: Int, _ name: UnsafeRawBufferPointer) -> Bool {
    let range = range(number)
    guard range.count == name.count else { return false }
    return unsafe bytes.withUnsafeBytes { bytes in
      guard let ours = bytes.baseAddress, let theirs = name.baseAddress else { return unsafe name.isEmpty }
      return unsafe memcmp(ours + range.lowerBound, theirs, name.count) == 0
    }
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: 2 * old.count)
    for value in old where value != 0 {
      var slot = Int(value >> 32) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = value
    }
  }
}
