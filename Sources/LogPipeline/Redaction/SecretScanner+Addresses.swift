// `https://user:password@host`
extension SecretScanner {
  /// Longest user part with a password that is told from the rest of an address.
  private static let addressBytesMax = 2048

  /// Judges the address whose `:` stands at ``position``; tells whether there was one.
  mutating func scanAddress() -> Bool {
    var start = position + 1
    for slashes in ["//", "\\/\\/", "\\\\/\\\\/"] where bytes.has(slashes, at: start) {
      start += slashes.utf8.count
      if let password = password(inAddressFrom: start) { redact(password) }
      position = max(position, start)
      return true
    }
    return false
  }

  /// The password lies between the first colon and the last `@` of the authority; a password may hold a slash, so where
  /// no port explains the colon the `@` may stand behind a slash.
  func password(inAddressFrom start: Int) -> Range<Int>? {
    var colon: Int?
    var at: Int?
    var slash: Int?
    var end = start
    while end < bytes.count, end - start < Self.addressBytesMax, !endsAddress(end) {
      if let length = Placeholder.length(in: bytes, at: end) {
        end += length
        continue
      }
      switch bytes[end] {
      case UInt8(ascii: ":"): if colon == nil, slash == nil { colon = end }
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): if slash == nil { slash = end }
      case UInt8(ascii: "@"): if slash == nil || colonIsNoPort(colon, slash) { at = end }
      default: break
      }
      end += 1
    }
    guard let colon, let at, colon < at else { return nil }
    return colon + 1..<at
  }

  private func colonIsNoPort(_ colon: Int?, _ slash: Int?) -> Bool {
    guard let colon, let slash else { return false }
    return !bytes[(colon + 1)..<slash].allSatisfy { $0.isDigit || $0 == UInt8(ascii: "\\") }
  }

  private func endsAddress(_ position: Int) -> Bool {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0x00...0x20: return true
    case UInt8(ascii: "\\"): return !bytes.has("\\/", at: position) && !bytes.has("\\\\/", at: position)
    case UInt8(ascii: "&"): return QuoteToken(in: bytes, at: position) != nil
    default: return false
    }
  }
}
