/// Numbers, each with a place, which is the count of those before where it is new. A dictionary takes four times the room and the time.
struct NumberTable {
  private var numbers: [UInt64] = []
  /// A power of two of them: a number's place plus one, or 0 for none.
  private var slots = [UInt32](repeating: 0, count: 64)
  /// By chance, as who writes a log may have a say in numbers.
  private let factor = UInt64.random(in: 0...UInt64.max) | 1

  var count: Int { numbers.count }

  mutating func place(of number: UInt64) -> Int {
    var slot = firstSlot(number)
    while slots[slot] != 0 {
      let place = Int(slots[slot]) - 1
      if numbers[place] == number { return place }
      slot = (slot + 1) & (slots.count - 1)
    }
    numbers.append(number)
    slots[slot] = UInt32(count)
    if 4 * count >= 3 * slots.count { grow() }
    return count - 1
  }

  /// - Returns: Whether it was not there.
  mutating func insert(_ number: UInt64) -> Bool {
    let before = count
    return place(of: number) == before
  }

  /// The highest bits of the product are those that all bits of the number have a part in.
  private func firstSlot(_ number: UInt64) -> Int {
    Int(truncatingIfNeeded: (number &* factor) >> UInt64(64 - slots.count.trailingZeroBitCount))
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 2 * slots.count)
    for (place, number) in numbers.enumerated() {
      var slot = firstSlot(number)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(place + 1)
    }
  }
}
