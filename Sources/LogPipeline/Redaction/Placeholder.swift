/// What stands in a redacted text where a secret was: `[redacted:XXXXXX]`.
///
/// The six Crockford base-32 characters are the first 30 bits of the secret's keyed hash: equal secrets can be told to
/// be equal, and nothing else can be told.
enum Placeholder {
  static let opening: [UInt8] = Array("[redacted:".utf8)
  static let folded = "[redacted]"
  static let digitCount = 6
  static let byteCount = opening.count + digitCount + 1
  /// Stands for the part of a record that could not be checked.
  static let withheld: [UInt8] = Array("[withheld: could not be checked for secrets]".utf8)

  private static let alphabet: [UInt8] = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  static func bytes(for secret: [UInt8], hash: KeyedHash) -> [UInt8] {
    let word = hash(secret).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let digits = (0..<digitCount).map { alphabet[Int(word >> UInt64(59 - 5 * $0) & 31)] }
    return opening + digits + [UInt8(ascii: "]")]
  }

  /// The length of the placeholder that starts at `start`, be it folded or not; `nil` if none does.
  static func length(in bytes: [UInt8], at start: Int) -> Int? {
    guard start >= 0, start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
    let rest = bytes[start...]
    if rest.starts(with: folded.utf8) { return folded.utf8.count }
    if rest.starts(with: withheld) { return withheld.count }
    guard rest.count >= byteCount, rest.starts(with: opening), rest[start + byteCount - 1] == UInt8(ascii: "]")
    else { return nil }
    let digits = rest[(start + opening.count)..<(start + byteCount - 1)]
    return digits.allSatisfy(alphabet.contains) ? byteCount : nil
  }

  /// Whether `range` holds one placeholder and nothing else.
  static func fills(_ range: Range<Int>, of bytes: [UInt8]) -> Bool {
    length(in: bytes, at: range.lowerBound) == range.count
  }

  /// Whether a placeholder ends right before `end`.
  static func ends(at end: Int, in bytes: [UInt8]) -> Bool {
    for count in [byteCount, folded.utf8.count, withheld.count] where end >= count {
      if length(in: bytes, at: end - count) == count { return true }
    }
    return false
  }
}
