/// Reads one character, escape or class of an expression as the set of the ASCII bytes that it matches.
enum PlainClass {
  private struct NotPlain: Error {}

  static func set(_ bytes: [UInt8], _ position: inout Int) throws -> ByteSet {
    guard position < bytes.count else { throw NotPlain() }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\\"): return try escape(bytes, &position).set
    case UInt8(ascii: "["): return try bracketed(bytes, &position)
    case UInt8(ascii: "."): return inverted(ByteSet("\n".utf8))
    case 0x80...0xFF: throw NotPlain()
    case _ where Array("^$|()?*+{".utf8).contains(byte): throw NotPlain()
    default: return ByteSet([byte])
    }
  }

  private static func bracketed(_ bytes: [UInt8], _ position: inout Int) throws -> ByteSet {
    var set = ByteSet()
    let isNegated = position < bytes.count && bytes[position] == UInt8(ascii: "^")
    if isNegated { position += 1 }
    var isFirst = true
    while position < bytes.count {
      var byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "]"), !isFirst { return isNegated ? inverted(set) : set }
      isFirst = false
      if byte == UInt8(ascii: "[") && position < bytes.count && Array(":.=".utf8).contains(bytes[position])
        || byte >= 0x80
      {
        throw NotPlain()
      }
      if byte == UInt8(ascii: "\\") {
        let (escaped, character) = try escape(bytes, &position)
        guard let character else {
          set.formUnion(escaped)
          // `[\w-x]` is for libpcre2 to read, `[\w-]` is not.
          if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "-"),
            bytes[position + 1] != UInt8(ascii: "]")
          {
            throw NotPlain()
          }
          continue
        }
        byte = character
      }
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "-"),
        bytes[position + 1] != UInt8(ascii: "]")
      else {
        set.insert(byte)
        continue
      }
      let end = bytes[position + 1]
      guard end >= byte, end < 0x80, end != UInt8(ascii: "\\"), end != UInt8(ascii: "[") else { throw NotPlain() }
      position += 2
      for byte in byte...end { set.insert(byte) }
    }
    throw NotPlain()
  }

  /// - Returns: The set, and the character if it is a single one.
  private static func escape(_ bytes: [UInt8], _ position: inout Int) throws -> (set: ByteSet, character: UInt8?) {
    guard position < bytes.count else { throw NotPlain() }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "d"): return (digits, nil)
    case UInt8(ascii: "w"): return (words, nil)
    case UInt8(ascii: "s"): return (blanks, nil)
    case UInt8(ascii: "h"): return (ByteSet(" \t".utf8), nil)
    case UInt8(ascii: "D"): return (inverted(digits), nil)
    case UInt8(ascii: "W"): return (inverted(words), nil)
    case UInt8(ascii: "S"): return (inverted(blanks), nil)
    case UInt8(ascii: "t"): return (ByteSet([9]), 9)
    case UInt8(ascii: "n"): return (ByteSet([10]), 10)
    case UInt8(ascii: "r"): return (ByteSet([13]), 13)
    case UInt8(ascii: "p"):
      for (name, set) in properties where bytes[position...].starts(with: name.utf8) {
        position += name.utf8.count
        return (set, nil)
      }
      throw NotPlain()
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...0xFF:
      throw NotPlain()
    default: return (ByteSet([byte]), byte)
    }
  }

  private static func inverted(_ set: ByteSet) -> ByteSet {
    ByteSet((0..<0x80).filter { !set.contains($0) })
  }

  private static let digits = ByteSet("0123456789".utf8)
  private static let upper = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  private static let lower = ByteSet("abcdefghijklmnopqrstuvwxyz".utf8)
  private static let letters = union(upper, lower)
  private static let words = union(union(letters, digits), ByteSet("_".utf8))
  private static let blanks = ByteSet(" \t\n\u{0B}\u{0C}\r".utf8)
  private static let properties = [("{L}", letters), ("{Lu}", upper), ("{Ll}", lower)]

  private static func union(_ left: ByteSet, _ right: ByteSet) -> ByteSet {
    var both = left
    both.formUnion(right)
    return both
  }
}
