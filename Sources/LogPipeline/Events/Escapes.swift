/// Undoes what a wrapper may have done to a script's output: `\n` written as two characters, quotes with a backslash, HTML
/// entities. How Plesk wraps the text is not known for certain, so both forms are looked at.
enum Escapes {
  private static let entities: [(name: [UInt8], byte: UInt8)] = [
    ("&quot;", UInt8(ascii: "\"")), ("&#34;", UInt8(ascii: "\"")), ("&#034;", UInt8(ascii: "\"")),
    ("&#39;", UInt8(ascii: "'")), ("&#039;", UInt8(ascii: "'")), ("&apos;", UInt8(ascii: "'")),
    ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&amp;", UInt8(ascii: "&")),
  ].map { (Array($0.0.utf8), $0.1) }

  /// - Returns: `nil` where nothing is escaped.
  static func undone(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&") }) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if let (byte, length) = escape(in: bytes, at: index) {
        result.append(byte)
        index += length
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result.count == bytes.count ? nil : result
  }

  private static func escape(in bytes: [UInt8], at index: Int) -> (UInt8, Int)? {
    switch bytes[index] {
    case UInt8(ascii: "\\"):
      guard index + 1 < bytes.count else { return nil }
      switch bytes[index + 1] {
      case UInt8(ascii: "n"): return (UInt8(ascii: "\n"), 2)
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "/"): return (bytes[index + 1], 2)
      default: return nil
      }
    case UInt8(ascii: "&"):
      for (name, byte) in entities where bytes[index...].starts(with: name) { return (byte, name.count) }
      return nil
    default:
      return nil
    }
  }
}
