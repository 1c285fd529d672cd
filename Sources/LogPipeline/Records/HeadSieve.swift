/// Tells by a line's first bytes which layouts it can be a head of: most lines are none's, and need no expression.
///
/// For each place at the beginning of a line it knows the bytes that a layout's expression can have there. It lets through more
/// than the expressions do, never less.
struct HeadSieve: Sendable {
  /// Beyond this a layout's places are too loose to tell anything.
  static let places = ByteSearch.headPlaces
  /// One bit for each layout; the last bit stands for all layouts from there on.
  static let lastBit = 63

  /// For each place and byte the layouts that can have it there.
  let table: [UInt64]
  /// All layouts.
  private let all: UInt64

  init(_ layouts: [Layout]) {
    all = layouts.count > Self.lastBit ? .max : (1 << UInt64(layouts.count)) - 1
    var table = [UInt64](repeating: 0, count: Self.places * 256)
    for (index, layout) in layouts.enumerated() {
      let possible = layout.possibleBytes(places: Self.places)
      for (place, bytes) in possible.enumerated() {
        for byte in 0...255 where bytes.contains(UInt8(byte)) {
          table[place << 8 | byte] |= 1 << UInt64(min(index, Self.lastBit))
        }
      }
    }
    self.table = table
  }

  /// Whether a head may begin with a byte.
  @inline(__always) func mayBegin(with byte: UInt8) -> Bool { table[Int(byte)] != 0 }

  /// Whether a line may be a head of one layout, by its first byte.
  @inline(__always) func mayBegin(_ line: RawSpan, _ layout: Int) -> Bool {
    !line.isEmpty && table[Int(line[0])] >> UInt64(min(layout, Self.lastBit)) & 1 == 1
  }

  /// - Parameter range: The line, without its end.
  /// - Returns: The layouts whose head the line may be, one bit each; none for an empty line.
  func candidates(_ bytes: RawSpan, _ range: Range<Int>) -> UInt64 {
    var left = range.isEmpty ? 0 : all
    var place = 0
    let end = min(range.count, Self.places)
    while place < end, left != 0 {
      let byte = bytes[range.lowerBound + place]
      left &= table[place << 8 | Int(byte)]
      // Where a character is of several bytes, the places behind it are others.
      if byte >= 0x80 { break }
      place += 1
    }
    return left
  }
}
