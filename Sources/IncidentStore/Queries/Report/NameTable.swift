/// Names, numbered as they come. Their bytes lie behind each other: hundreds of thousands of strings, with their places in a dictionary, take
/// three times the room and twice the time.
struct NameTable {
  private var bytes: [UInt8] = []
  /// Where each name ends in ``bytes``.
  private var ends: [Int] = []
  private var hashes: [UInt32] = []
  /// A power of two of them: a name's number plus one, or 0 for none.
  private var slots = [UInt32](repeating: 0, count: 64)

  var count: Int { ends.count }

  subscript(number: Int) -> ArraySlice<UInt8> { bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]] }

  /// The number of a name, which is the count of those before where it is new.
  mutating func number(of name: UnsafeRawBufferPointer) -> Int {
    // Whoever writes a log chooses names: only a hash with a secret does.
    var hasher = Hasher()
    unsafe hasher.combine(bytes: name)
    let hash = UInt32(truncatingIfNeeded: hasher.finalize())
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, unsafe self[number].elementsEqual(name) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    unsafe bytes.append(contentsOf: name)
    ends.append(bytes.count)
    hashes.append(hash)
    slots[slot] = UInt32(count)
    if 4 * count >= 3 * slots.count { grow() }
    return count - 1
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 2 * slots.count)
    for (number, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
