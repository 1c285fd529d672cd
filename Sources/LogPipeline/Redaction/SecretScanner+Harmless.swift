// Values that are none, and sentences that only look like `name: value`.
extension SecretScanner {
  private static let emptyWords: Set<String> = [
    "yes", "no", "true", "false", "null", "nil", "none", "on", "off", "empty", "array", "undefined", "unset",
    "not", "(null)", "<null>", "n/a", "{}", "[]", "''", "\"\"",
  ]
  private static let mechanisms: Set<String> = [
    "plain", "login", "cram-md5", "digest-md5", "basic", "digest", "session", "required", "ok", "failed", "success",
    "failure", "sasl", "ldap", "imap", "database",
  ]

  func isHarmless(_ range: Range<Int>, key: CredentialKey) -> Bool {
    let range = trimmed(range)
    guard range.count <= 256 else { return false }
    let value = bytes[range]
    if value.allSatisfy({ $0 == UInt8(ascii: "*") }) { return true }
    let text = String(decoding: value, as: UTF8.self)
    if Self.emptyWords.contains(text.lowercased()) { return true }
    switch key {
    case .setting: return Self.isHarmlessSetting(text)
    case .group: return Self.mechanisms.contains(text.lowercased())
    case .secret, .authorization, .cookie: return false
    }
  }

  /// A short number, a locale, a domain, an address, an http address without user and query.
  private static func isHarmlessSetting(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    if bytes.count <= 5, bytes.allSatisfy(\.isDigit) { return true }
    if isLocale(bytes) || KnownValue.isDomain(bytes) || KnownValue.isMailAddress(bytes) { return true }
    if bytes.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }), bytes.filter({ $0 == UInt8(ascii: ".") }).count == 3
    {
      return true
    }
    return KnownValue.isPlainWebAddress(bytes)
  }

  /// `de`, `en_US`, `de_DE.UTF-8`.
  private static func isLocale(_ bytes: [UInt8]) -> Bool {
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: "_", omittingEmptySubsequences: false)
    guard let language = parts.first, language.utf8.count == 2,
      language.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A })
    else { return false }
    if parts.count == 1 { return true }
    guard parts.count == 2 else { return false }
    let region = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return region[0].utf8.count == 2 && region[0].utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A }
      && (region.count == 1 || region[1] == "UTF-8" || region[1] == "utf8")
  }

  /// `unexpected token: x`: a parser's word, no credential.
  func isSyntaxError(_ name: Range<Int>) -> Bool {
    guard bytes[name].elementsEqual("token".utf8) else { return false }
    let before = String(decoding: bytes[..<name.lowerBound].suffix(12), as: UTF8.self).lowercased()
    return before.hasSuffix("unexpected ") || before.hasSuffix("illegal ") || before.hasSuffix("unknown ")
  }

  private static let proseWords: Set<String> = [
    "for", "must", "is", "was", "not", "the", "a", "an", "has", "should", "does", "do", "did", "cannot", "could", "may",
    "of", "in", "to", "and", "or", "invalid", "incorrect", "wrong", "expired", "missing", "required", "mismatch",
    "failed", "failure", "too", "contains", "needs", "are", "at", "with", "from", "by", "no", "option", "argument",
    "parameter", "value", "unable", "error", "when", "if", "your", "this", "please", "can",
  ]

  /// Whether the words at `start` go on in a sentence, as in `password: must not be empty`.
  func isProse(_ start: Int) -> Bool {
    var end = start
    while let byte = byte(end), byte.isLetterOrDigit, end - start < 16 { end += 1 }
    guard byte(end) == UInt8(ascii: " "), let next = byte(end + 1), next.isLetterOrDigit else { return false }
    return Self.proseWords.contains(String(decoding: bytes[start..<end], as: UTF8.self).lowercased())
  }
}
