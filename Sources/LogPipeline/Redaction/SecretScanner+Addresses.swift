// `https://user:password@host`
extension SecretScanner {
  /// Longest user part with a password that is told from the rest of an address.
  private static let addressBytesMax = 2048

  /// Judges the address whose `:` stands at ``position``; tells whether there was one.
  mutating func scanAddress() -> Bool {
    guard let start = addressStart(position) else { return false }
    let password = password(inAddressFrom: start)
    if let password { redact(password) }
    position = max(position, start)
    return true
  }

  /// Where the authority of an address starts whose scheme's colon stands at `colon`.
  func addressStart(_ colon: Int) -> Int? {
    guard let first = slashEnd(colon + 1) else { return nil }
    return slashEnd(first)
  }

  /// Behind a slash, which JSON may write with a backslash, and JSON in JSON with more.
  private func slashEnd(_ position: Int) -> Int? {
    var position = position
    while byte(position) == UInt8(ascii: "\\") { position += 1 }
    return byte(position) == UInt8(ascii: "/") ? position + 1 : nil
  }

  /// The password lies between the first colon and the last `@` of the authority; a password may hold a slash, so where
  /// no port explains the colon the `@` may stand behind a slash.
  mutating func password(inAddressFrom start: Int) -> Range<Int>? {
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
    work += end - start
    guard let colon else { return nil }
    if let at, colon < at { return colon + 1..<at }
    // Cut before the `@`, or the `@` is lost: what is no port is the beginning of a password.
    var portEnd = colon + 1
    while let digit = byte(portEnd), digit.isDigit { portEnd += 1 }
    let isPort = portEnd - colon <= 6 && (portEnd > colon + 1 || !isWordByte(portEnd))
    if isPort, !isWordByte(portEnd) || byte(portEnd) == UInt8(ascii: ".") { return nil }
    return colon + 1..<withoutPunctuation(colon + 1..<min(end, slash ?? end))
  }

  private func isWordByte(_ position: Int) -> Bool {
    byte(position).map { $0.isWord } ?? false
  }

  private func colonIsNoPort(_ colon: Int?, _ slash: Int?) -> Bool {
    guard let colon, let slash else { return false }
    return !bytes[(colon + 1)..<slash].allSatisfy { $0.isDigit || $0 == UInt8(ascii: "\\") }
  }

  private func endsAddress(_ position: Int) -> Bool {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"), 0x00...0x20: return true
    case UInt8(ascii: "\\"): return slashEnd(position) == nil
    case UInt8(ascii: "&"): return QuoteToken(in: bytes, at: position) != nil
    default: return false
    }
  }
}
