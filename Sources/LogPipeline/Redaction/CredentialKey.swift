/// What the name of a value says about the value.
enum CredentialKey: Equatable {
  /// The value is a secret: `password`, `api_key`, `DB_main_LOGIN`.
  case secret
  /// An APS setting: secret unless its value is plainly harmless.
  case setting
  /// `auth`, `credentials`: an object with a login (kept) and a password, or a secret itself.
  case group
  /// `Authorization`: a scheme (kept) and a secret.
  case authorization
  /// `Cookie`, `Set-Cookie`: the whole line is secret.
  case cookie

  /// Longest name that is looked at; of a longer one the end counts.
  private static let nameBytesMax = 128

  /// - Parameter name: Letters, digits, `_`, `-`, `.` in any case.
  /// - Complexity: O(*n*), without an allocation for the many names that hold no telling letters.
  init?(_ name: ArraySlice<UInt8>) {
    let name = name.suffix(Self.nameBytesMax)
    guard Self.mayTell(name.span) else { return nil }
    // The shell's working directory, in any dump of an environment.
    if name.elementsEqual("PWD".utf8) || name.elementsEqual("OLDPWD".utf8) { return nil }
    // A file's name, as in a Java frame `Credentials.java:12`.
    if name.ends(with: ".java") { return nil }
    let lower = name.map(\.lowercased)
    let lastStart = lower.lastIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? 0
    let last = lower[lastStart...]
    if lastStart > 0, Self.fileEndings.contains(where: last.elementsEqual) { return nil }
    if lower.has("settings_", at: 0) {
      self = Self.telling(last.dropFirst(9)) == nil ? .setting : .secret
      return
    }
    if lower.has("db_", at: 0), ["_login", "_user", "_username"].contains(where: last.ends) {
      self = .secret
      return
    }
    if let key = Self.telling(last) {
      self = key
      return
    }
    // `com.openexchange.password.admin=…`
    guard lastStart > 0, !Self.harmlessEndings.contains(where: last.ends) else { return nil }
    let parts = lower[..<lastStart].split(separator: UInt8(ascii: "."))
    guard parts.contains(where: { part in Self.exactSecrets.contains(where: part.elementsEqual) }) else { return nil }
    self = .secret
  }

  /// Whether the beginning of a telling word stands in the name: of most names this is all that is asked.
  ///
  /// What `_` and `-` divide is read as one word, so that where a name holds them two or three letters of a word are enough.
  static func mayTell(_ name: Span<UInt8>) -> Bool {
    // In lower case, where it is a letter.
    func letter(_ index: Int) -> UInt8 { index < name.count ? name[index] | 0x20 : 0 }
    var mayBeDivided = false
    for index in name.indices {
      switch letter(index) {
      case UInt8(ascii: "p"):
        switch letter(index + 1) {
        case UInt8(ascii: "a"): if letter(index + 2) == UInt8(ascii: "s") { return true }
        case UInt8(ascii: "w"): return true
        case UInt8(ascii: "s"):
          if letter(index + 2) == UInt8(ascii: "w") { return true }
          mayBeDivided = true
        default: break
        }
      case UInt8(ascii: "k") where letter(index + 1) == UInt8(ascii: "e"):
        let third = letter(index + 2)
        if third == UInt8(ascii: "y") || third == UInt8(ascii: "n") { return true }
        mayBeDivided = true
      case UInt8(ascii: "s") where letter(index + 1) == UInt8(ascii: "e"):
        let third = letter(index + 2)
        if third == UInt8(ascii: "c") || third == UInt8(ascii: "s") { return true }
        // `settings_`
        if third == UInt8(ascii: "t") { mayBeDivided = true }
      case UInt8(ascii: "t") where letter(index + 1) == UInt8(ascii: "o"):
        if letter(index + 2) == UInt8(ascii: "k") { return true }
      case UInt8(ascii: "c") where letter(index + 1) == UInt8(ascii: "r") && letter(index + 2) == UInt8(ascii: "e"):
        if letter(index + 3) == UInt8(ascii: "d") { return true }
        mayBeDivided = true
      case UInt8(ascii: "a") where letter(index + 1) == UInt8(ascii: "u") && letter(index + 2) == UInt8(ascii: "t"):
        if letter(index + 3) == UInt8(ascii: "h") { return true }
        mayBeDivided = true
      case UInt8(ascii: "c") where letter(index + 1) == UInt8(ascii: "o") && letter(index + 2) == UInt8(ascii: "o"):
        if letter(index + 3) == UInt8(ascii: "k") { return true }
        mayBeDivided = true
      case UInt8(ascii: "d") where letter(index + 1) == UInt8(ascii: "b"):
        if index + 2 < name.count, name[index + 2] == UInt8(ascii: "_") { return true }
      default: break
      }
    }
    return mayBeDivided && name.indices.contains { name[$0] == UInt8(ascii: "_") || name[$0] == UInt8(ascii: "-") }
  }

  /// What the last part of a name tells.
  ///
  /// - Parameter name: Lower case.
  private static func telling(_ name: ArraySlice<UInt8>) -> CredentialKey? {
    let flat = name.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }[...]
    // Few names come as far as the long list.
    guard let key = smell(of: flat), !harmlessEndings.contains(where: flat.ends) else { return nil }
    return key
  }

  private static func smell(of flat: ArraySlice<UInt8>) -> CredentialKey? {
    if flat.ends(with: "authorization") { return .authorization }
    if ["cookie", "setcookie", "httpcookie"].contains(where: { flat.elementsEqual($0.utf8) }) { return .cookie }
    if flat.elementsEqual("auth".utf8) || flat.ends(with: "credentials") || flat.ends(with: "credential") {
      return .group
    }
    if secretEndings.contains(where: flat.ends), !innocentWords.contains(where: flat.ends) { return .secret }
    if secretWords.contains(where: flat.holds), !flat.holds("secretar") { return .secret }
    return nil
  }

  private static let fileEndings: [[UInt8]] = [
    "java", "php", "js", "kt", "scala", "class", "xml", "properties", "yaml", "yml", "conf", "log", "py", "pl", "sh",
  ].map { Array($0.utf8) }
  private static let exactSecrets: [[UInt8]] = ["password", "passwd", "secret", "token", "credentials"]
    .map { Array($0.utf8) }
  private static let secretWords = [
    "password", "passwd", "passwort", "passphrase", "kennwort", "secret", "apikey", "privatekey", "accesskey",
    "authkey", "masterkey", "encryptionkey", "signingkey", "sharedkey", "adminpass", "sessid", "jsessionid", "passw0rd",
  ]
  private static let secretEndings = [
    "pass", "pwd", "pw", "passw", "token", "tokens", "tokenid", "tokenvalue", "creds", "pswd", "psw",
  ]
  private static let innocentWords = ["bypass", "compass", "trespass", "surpass", "encompass"]
  /// Names that hold a telling word and no secret: classes, policies, places.
  private static let harmlessEndings = [
    "mech", "mechanism", "expired", "expires", "expiry", "length", "policy", "type", "error", "errors", "count",
    "changed", "strength", "field", "url", "uri", "required", "source", "file", "path", "dir", "exception", "service",
    "provider", "manager", "handler", "impl", "interceptor", "storage", "generator", "checker", "validator", "encoder",
    "event", "servlet", "factory", "activator", "request", "response", "fault", "exceptioncodes", "change", "util",
    "interface", "enabled", "disabled", "pattern", "encoding", "lifetime", "timeout",
  ]
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with word: String) -> Bool {
    let word = word.utf8
    guard count >= word.count else { return false }
    var index = endIndex - word.count
    for byte in word {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }

  fileprivate func holds(_ word: String) -> Bool {
    let word = word.utf8
    guard let first = word.first, count >= word.count else { return false }
    for start in startIndex...(endIndex - word.count) where self[start] == first {
      if self[start...].starts(with: word) { return true }
    }
    return false
  }
}

extension UInt8 {
  /// The letter in lower case; other bytes as they are.
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension String {
  /// Whether `word` stands anywhere in the text.
  func holds(_ word: String) -> Bool {
    let text = utf8
    let word = word.utf8
    guard let first = word.first, text.count >= word.count else { return false }
    var rest = text[...]
    while let start = rest.firstIndex(of: first) {
      if rest[start...].starts(with: word) { return true }
      rest = rest[text.index(after: start)...]
    }
    return false
  }
}
