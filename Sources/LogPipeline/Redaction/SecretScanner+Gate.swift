// A quick look that dismisses most records.
extension SecretScanner {
  /// Whether the record holds the beginning of any form that ``secrets()`` knows. Wrong only in saying yes; tests hold it
  /// against the whole scan.
  ///
  /// - Complexity: O(*n*), about three nanoseconds a byte.
  var mayHoldSecrets: Bool {
    if bytes.count > checkedEnd { return true }
    let span = bytes.span
    for index in span.indices where Self.triggers.contains(span[index]) {
      if isTrigger(index) { return true }
    }
    return false
  }

  /// The first bytes of what ``isTrigger(_:)`` knows: letters in the rarer place of each word, and punctuation.
  private static let triggers = ByteSet("PpWwKkCcBbVvYyUuGgDd:-(".utf8)

  private func isTrigger(_ index: Int) -> Bool {
    // A neighbour rules most of them out before a word is compared.
    let before = index > 0 ? bytes[index - 1].lowercased : 0
    let next = index + 1 < bytes.count ? bytes[index + 1].lowercased : 0
    switch bytes[index] {
    case UInt8(ascii: "P"), UInt8(ascii: "p"):
      guard next == UInt8(ascii: "a") || next == UInt8(ascii: "s") || next == UInt8(ascii: "r") else { return false }
      return bytes.hasCaseless("pass", at: index) || bytes.hasCaseless("psw", at: index)
        || bytes.hasCaseless("private", at: index)
    case UInt8(ascii: "W"), UInt8(ascii: "w"): return before == UInt8(ascii: "p")
    case UInt8(ascii: "K"), UInt8(ascii: "k"):
      guard before == UInt8(ascii: "o") || next == UInt8(ascii: "e") else { return false }
      return bytes.hasCaseless("token", at: index - 2) || bytes.hasCaseless("kennwort", at: index)
        || bytes.hasCaseless("cookie", at: index - 3)
    case UInt8(ascii: "C"), UInt8(ascii: "c"):
      guard next == UInt8(ascii: "r") else { return false }
      return bytes.hasCaseless("secret", at: index - 2) || bytes.hasCaseless("cred", at: index)
    case UInt8(ascii: "B"), UInt8(ascii: "b"): return before == UInt8(ascii: "d") && next == UInt8(ascii: "_")
    case UInt8(ascii: "G"), UInt8(ascii: "g"):
      return before == UInt8(ascii: "n") && bytes.hasCaseless("settings_", at: index - 6)
    case UInt8(ascii: "D"), UInt8(ascii: "d"):
      guard before == UInt8(ascii: "i") else { return false }
      return bytes.hasCaseless("sessid", at: index - 5) || bytes.hasCaseless("jsessionid", at: index - 9)
        || bytes.hasCaseless("identified", at: index - 1)
    case UInt8(ascii: "V"), UInt8(ascii: "v"):
      return before == UInt8(ascii: "n") && bytes.hasCaseless("envelope", at: index - 2)
    case UInt8(ascii: "Y"), UInt8(ascii: "y"): return before == UInt8(ascii: "e") && isKey(index)
    case UInt8(ascii: "U"), UInt8(ascii: "u"): return before == UInt8(ascii: "a") && isAuth(index)
    case UInt8(ascii: ":"): return holdsAuthority(index)
    case UInt8(ascii: "-"): return isOption(index)
    case UInt8(ascii: "("): return caller(before: index) != nil
    default: return false
    }
  }

  /// `api_key`, `accessKey`, but neither `key` nor `monkey business`.
  private func isKey(_ index: Int) -> Bool {
    guard bytes.hasCaseless("key", at: index - 2), let before = byte(index - 3) else { return false }
    return before.isWord
  }

  /// `auth`, `authorization`, `authkey`, but no `authentication`.
  private func isAuth(_ index: Int) -> Bool {
    guard bytes.hasCaseless("auth", at: index - 1) else { return false }
    guard let next = byte(index + 3) else { return true }
    return !next.isLetterOrDigit || next.lowercased == UInt8(ascii: "o") || next.lowercased == UInt8(ascii: "k")
  }

  /// An address whose authority may hold a password.
  private func holdsAuthority(_ index: Int) -> Bool {
    guard var end = addressStart(index) else { return false }
    while let byte = byte(end), byte > 0x20, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "@") { return true }
      end += 1
    }
    return false
  }

  private func isOption(_ index: Int) -> Bool {
    guard let letter = byte(index + 1), letter.lowercased == UInt8(ascii: "p") else { return false }
    guard let before = byte(index - 1) else { return true }
    return !before.isWord
  }
}
