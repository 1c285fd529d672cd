/// Values that tell what they are: no password looks like them by accident.
enum KnownValue {
  private static let topLevels: Set<String> = [
    "com", "net", "org", "info", "biz", "name", "eu", "example", "test", "invalid", "localhost", "local", "localdomain",
    "lan", "internal", "intern", "corp", "home", "cloud", "online", "shop", "site", "dev", "app", "mail", "email",
    "host", "hosting", "berlin", "gmbh", "pro", "mobi", "edu", "gov", "mil", "int", "arpa", "xyz", "tech", "store",
  ]

  /// Lower case, at least two labels, the last one two letters or one of the common ones.
  static func isDomain(_ bytes: some Collection<UInt8>) -> Bool {
    guard bytes.count <= 253 else { return false }
    let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, let last = labels.last else { return false }
    for label in labels {
      guard !label.isEmpty, label.count <= 63, label.first != UInt8(ascii: "-"), label.allSatisfy(isHostByte)
      else { return false }
    }
    let top = String(decoding: last, as: UTF8.self)
    let isCountry = last.count == 2 && last.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
    return isCountry || topLevels.contains(top) || top.hasPrefix("xn--")
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    byte.isDigit || byte == UInt8(ascii: "-") || (byte >= 0x61 && byte <= 0x7A)
  }

  private static func isLocalPart(_ byte: UInt8) -> Bool {
    byte.isLetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+")
  }

  static func isMailAddress(_ bytes: some Collection<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].allSatisfy(isLocalPart) else { return false }
    return isDomain(parts[1])
  }

  /// The beginning of an address that was cut: strict, because a password may hold an `@` too.
  static func isCutMailAddress(_ bytes: some Collection<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].count >= 3, parts[0].allSatisfy({ isLocalPart($0) && $0 != UInt8(ascii: "+") })
    else { return false }
    let letters = bytes.filter(\.isLetterOrDigit)
    return letters.allSatisfy { $0 >= 0x61 && $0 <= 0x7A }
      && parts[1].allSatisfy { isHostByte($0) || $0 == UInt8(ascii: ".") }
  }

  /// `pleskcustomer1_24`: a context's name in Reseller Mode, `<subadmin>_<n>`.
  static func isContextName(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
    let digits = bytes.reversed().prefix(while: \.isDigit).count
    let word = bytes.dropLast(digits)
    guard digits >= 1, digits <= 9, word.last == UInt8(ascii: "_"), word.count >= 2 else { return false }
    guard let first = word.first, first >= 0x61, first <= 0x7A else { return false }
    let text = String(decoding: word, as: UTF8.self)
    return word.allSatisfy { $0.isDigit || ($0 >= 0x61 && $0 <= 0x7A) || $0 == UInt8(ascii: "_") }
      && !text.holds("pass") && !text.holds("secret")
  }

  /// The beginning of such a name, cut behind its only `_` or inside the number.
  static func isCutContextName(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
    guard bytes.count >= 8, bytes.filter({ $0 == UInt8(ascii: "_") }).count == 1 else { return false }
    return isContextName(Array(bytes) + [UInt8(ascii: "0")])
  }

  /// `19`, a context's or an instance's number; a password is longer.
  static func isShortNumber(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.count <= 3 && bytes.allSatisfy(\.isDigit)
  }

  private static let roots = [
    "/usr/", "/var/", "/opt/", "/etc/", "/tmp/", "/home/", "/root/", "/srv/", "/run/", "/proc/", "/webservices/",
    "/servlet/", "/httpdocs/",
  ]

  static func isPath(_ bytes: [UInt8]) -> Bool {
    guard bytes.first == UInt8(ascii: "/") else { return false }
    guard bytes.allSatisfy({ $0.isLetterOrDigit || $0 == 0x2F || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D })
    else { return false }
    return roots.contains { bytes.has($0, at: 0) }
  }

  /// `http(s)://host[:port][/path]` without user, query and fragment.
  static func isPlainWebAddress(_ bytes: [UInt8], isCut: Bool = false) -> Bool {
    guard let start = bytes.has("https://", at: 0) ? 8 : bytes.has("http://", at: 0) ? 7 : nil else { return false }
    let rest = bytes[start...]
    let authority = rest.prefix { $0 != UInt8(ascii: "/") }
    let path = rest.dropFirst(authority.count)
    let host = authority.prefix { $0 != UInt8(ascii: ":") }
    let port = authority.dropFirst(host.count).dropFirst()
    // A cut `http://user:123…` looks like a host and a port.
    if isCut, authority.count > host.count, path.isEmpty { return false }
    return host.allSatisfy { $0.isLetterOrDigit || $0 == 0x2E || $0 == 0x2D } && port.count <= 5
      && port.allSatisfy(\.isDigit)
      && path.allSatisfy { $0.isLetterOrDigit || [0x2F, 0x2E, 0x2D, 0x5F, 0x7E].contains($0) }
  }

  /// What PHP functions of the APS package and of Plesk take as words.
  private static let verbs: Set<String> = [
    "install", "upgrade", "configure", "remove", "enable", "disable", "create", "delete", "change", "list", "get",
    "set", "add", "update", "exists", "getData", "listAll", "listByName", "verify", "check", "init", "start", "stop",
    "move", "export", "import", "POST", "GET", "true", "false", "null", "ERR", "INFO", "DEBUG", "WARN", "UTF-8",
    "query", "execute", "prepare",
    // The logins that OX's own guides give to the master and to a context's administrator.
    "oxadminmaster", "oxadmin",
  ]

  static func isVerb(_ bytes: some Collection<UInt8>) -> Bool {
    bytes.count <= 16 && verbs.contains(String(decoding: bytes, as: UTF8.self))
  }

  /// A method's name: a lower-case letter, then letters and perhaps digits.
  static func isOperation(_ bytes: some Collection<UInt8>) -> Bool {
    guard let first = bytes.first, first >= 0x61, first <= 0x7A, bytes.count <= 64 else { return false }
    return bytes.allSatisfy(\.isLetterOrDigit)
  }
}
