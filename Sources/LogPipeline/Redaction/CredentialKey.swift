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
  init?(_ name: ArraySlice<UInt8>) {
    let name = name.suffix(Self.nameBytesMax)
    guard Self.mayTell(name) else { return nil }
    // The shell's working directory, in any dump of an environment.
    if name.elementsEqual("PWD".utf8) || name.elementsEqual("OLDPWD".utf8) { return nil }
    let lower = String(decoding: name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
    let parts = lower.split(separator: ".")
    guard let last = parts.last else { return nil }
    // A file's name, as in a Java frame `Credentials.java:12`.
    if parts.count > 1, Self.fileEndings.contains(String(last)) { return nil }
    if lower.hasPrefix("settings_") {
      self = Self.smells(Self.flattened(last.dropFirst("settings_".utf8.count))) == nil ? .setting : .secret
      return
    }
    if lower.hasPrefix("db_"), last.hasSuffix("_login") || last.hasSuffix("_user") || last.hasSuffix("_username") {
      self = .secret
      return
    }
    if let key = Self.smells(Self.flattened(last)) {
      self = key
      return
    }
    // `com.openexchange.password.admin=…`
    guard parts.dropLast().contains(where: { Self.exactSecrets.contains(String($0)) }),
      !Self.harmlessEndings.contains(where: last.hasSuffix)
    else { return nil }
    self = .secret
  }

  /// Whether a telling word may stand in the name: most names are dismissed here, without a string.
  private static func mayTell(_ name: ArraySlice<UInt8>) -> Bool {
    var index = name.startIndex
    while index + 1 < name.endIndex {
      switch (name[index] | 0x20, name[index + 1] | 0x20) {
      case (UInt8(ascii: "p"), UInt8(ascii: "a")), (UInt8(ascii: "p"), UInt8(ascii: "w")),
        (UInt8(ascii: "p"), UInt8(ascii: "s")), (UInt8(ascii: "k"), UInt8(ascii: "e")),
        (UInt8(ascii: "s"), UInt8(ascii: "e")), (UInt8(ascii: "t"), UInt8(ascii: "o")),
        (UInt8(ascii: "c"), UInt8(ascii: "r")), (UInt8(ascii: "a"), UInt8(ascii: "u")),
        (UInt8(ascii: "c"), UInt8(ascii: "o")), (UInt8(ascii: "d"), UInt8(ascii: "b")):
        return true
      default:
        index += 1
      }
    }
    return false
  }

  private static func flattened(_ name: Substring) -> String {
    String(decoding: name.utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }, as: UTF8.self)
  }

  /// - Parameter name: Lower case, without `_` and `-`.
  private static func smells(_ name: String) -> CredentialKey? {
    if harmlessEndings.contains(where: name.hasSuffix) { return nil }
    if name.hasSuffix("authorization") { return .authorization }
    if name == "cookie" || name == "setcookie" || name == "httpcookie" { return .cookie }
    if name == "auth" || name.hasSuffix("credentials") || name.hasSuffix("credential") { return .group }
    if secretEndings.contains(where: name.hasSuffix), !innocentWords.contains(where: name.hasSuffix) { return .secret }
    if secretWords.contains(where: { name.holds($0) }), !name.holds("secretar") { return .secret }
    return nil
  }

  private static let fileEndings: Set<String> = [
    "java", "php", "js", "kt", "scala", "class", "xml", "properties", "yaml", "yml", "conf", "log", "py", "pl", "sh",
  ]
  private static let exactSecrets: Set<String> = ["password", "passwd", "secret", "token", "credentials"]
  private static let secretWords = [
    "password", "passwd", "passwort", "passphrase", "kennwort", "secret", "apikey", "privatekey", "accesskey",
    "secretkey", "authkey", "masterkey", "encryptionkey", "signingkey", "sharedkey", "adminpass", "sessid",
    "jsessionid", "passw0rd",
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
