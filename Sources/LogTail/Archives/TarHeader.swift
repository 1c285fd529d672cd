/// A block of 512 bytes that begins an entry of a tar archive: v7, ustar and GNU.
struct TarHeader {
  static let blockBytes = 512

  var name: String
  /// Saturated: an entry may claim any size, and an archive ends somewhere.
  var size: Int
  var type: UInt8

  /// - Parameter block: 512 bytes; fewer are no head.
  /// - Returns: `nil` for a block whose check sum is wrong or whose size is no number.
  init?(_ block: [UInt8]) {
    guard block.count == Self.blockBytes, block[0] != 0, Self.isIntact(block),
      let size = Self.number(block[124..<136])
    else { return nil }
    self.size = size
    type = block[156]
    let name = Self.text(block[0..<100])
    // The prefix of POSIX; GNU puts times there.
    let isPOSIX = block[257..<265].elementsEqual(Array("ustar".utf8) + [0, 0x30, 0x30])
    let prefix = isPOSIX ? Self.text(block[345..<500]) : ""
    self.name = prefix.isEmpty ? name : prefix + "/" + name
  }

  /// Whether the sum is that of the block; old writers added signed bytes.
  private static func isIntact(_ block: [UInt8]) -> Bool {
    let field = 148..<156
    guard let claimed = number(block[field]) else { return false }
    var unsigned = 0
    var signed = 0
    for index in block.indices {
      let byte = field.contains(index) ? UInt8(ascii: " ") : block[index]
      unsigned += Int(byte)
      signed += Int(Int8(bitPattern: byte))
    }
    return claimed == unsigned || claimed == signed
  }

  /// Octal digits between blanks and NULs, or GNU's binary form for what needs more than eleven of them.
  static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 { return binary(field) }
    let digits = field.drop { $0 == UInt8(ascii: " ") }.prefix { $0 != 0 && $0 != UInt8(ascii: " ") }
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit) else { return nil }
      value = value << 3 | Int(digit - UInt8(ascii: "0"))
    }
    return value
  }

  private static func binary(_ field: ArraySlice<UInt8>) -> Int? {
    // The second bit is the sign: a size below nothing is none.
    guard let first = field.first, first & 0x40 == 0 else { return nil }
    var value = Int(first & 0x3F)
    for byte in field.dropFirst() {
      guard value < sizeMax >> 8 else { return sizeMax }
      value = value << 8 | Int(byte)
    }
    return value
  }

  /// Far beyond every archive, and small enough to add to.
  static let sizeMax = Int.max >> 2

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }
}
