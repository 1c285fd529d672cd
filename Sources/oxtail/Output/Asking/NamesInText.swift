import LogPipeline

/// What in a log's words looks like a mail address, a domain, a context's name or an address of the network, whether or not a field rule has read
/// it.
///
/// A log says whom it concerns in more places than rules know. A name too many costs a reader a little, one too few cannot be taken back. What
/// names nobody stays as it is: classes and packages, files, versions, and the public hosts of namespaces and documentation.
enum NamesInText {
  /// In the order in which they stand.
  static func names(in text: String) -> [(kind: Pseudonyms.Kind, name: String)] {
    var found: [(Pseudonyms.Kind, String)] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: isPart) {
      let word = rest[start...].prefix(while: isPart)
      rest = rest[word.endIndex...]
      found += names(in: word, isCall: rest.first == "(")
    }
    return found
  }

  /// - Parameter isCall: Whether a bracket follows, as behind a method.
  private static func names(in word: Substring, isCall: Bool) -> [(Pseudonyms.Kind, String)] {
    if let at = word.lastIndex(of: "@"), at > word.startIndex {
      let (local, host) = (word[..<at], trimmed(word[word.index(after: at)...]))
      if isMailHost(host, of: local) {
        let names = [(Pseudonyms.Kind.user, "\(local)@\(host)")]
        return host.contains(".") ? names + [(.domain, String(host))] : names
      }
    }
    let whole = trimmed(word)
    let names: [(Pseudonyms.Kind, String)] = isContext(whole) ? [(.context, String(whole))] : []
    return names
      + word.split(whereSeparator: { "@_+%".contains($0) }).map(trimmed).compactMap { piece in
        if isAddress(piece) { return (.address, String(piece)) }
        return !isCall && isDomain(piece) ? (.domain, String(piece)) : nil
      }
  }

  /// `reseller1_24`: a subadmin's name in any alphabet and the number of a subscription.
  private static func isContext(_ word: Substring) -> Bool {
    guard let sign = word.lastIndex(of: "_"), word.first?.isLetter == true else { return false }
    let number = word[word.index(after: sign)...]
    return 1...9 ~= number.count && number.allSatisfy(\.isNumber) && !word.hasSuffix("x86_64")
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || ".-@_+%".contains(character)
  }

  /// A sentence's point and a dash belong to no name.
  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { !$0.isLetter && !$0.isNumber }
    while let last = text.last, !last.isLetter, !last.isNumber { text.removeLast() }
    return text
  }

  /// PHP cuts addresses, so that a host may be a part of its first label. Java writes an object as its class and a hash.
  private static func isMailHost(_ host: Substring, of local: Substring) -> Bool {
    let isHash = !host.contains(".") && local.contains(".") && host.allSatisfy(\.isHexDigit)
    return !host.isEmpty && !isHash && local.contains { $0.isLetter || $0.isNumber }
  }

  private static func isAddress(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts.allSatisfy({ $0.utf8.count <= 3 && UInt8($0) != nil }) else { return false }
    return !["0", "127"].contains(parts[0])
  }

  private static func isDomain(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let first = labels.first, let last = labels.last,
      labels.allSatisfy({ !$0.isEmpty && $0.first != "-" && $0.last != "-" }), isTopLevel(last)
    else { return false }
    let isVersion = labels.count > 2 && labels.dropLast().allSatisfy { $0.allSatisfy(\.isNumber) }
    let isCode = packageRoots.contains(String(first)) || labels.contains(where: isCamelCase)
    return !isVersion && !isCode && !fileEndings.contains(last.lowercased()) && !isPublic(text.lowercased())
  }

  /// Letters of one case, or what an international domain's end is in ASCII.
  private static func isTopLevel(_ label: Substring) -> Bool {
    if label.lowercased().hasPrefix("xn--") { return true }
    guard label.count > 1, label.allSatisfy(\.isLetter) else { return false }
    return !label.contains(where: \.isUppercase) || !label.contains(where: \.isLowercase)
  }

  /// `OXContext`, `requestURI`: how code writes several words.
  private static func isCamelCase(_ label: Substring) -> Bool {
    label.contains(where: \.isLowercase) && label.dropFirst().contains(where: \.isUppercase)
  }

  private static func isPublic(_ name: String) -> Bool {
    publicHosts.contains { name == $0 || name.hasSuffix("." + $0) }
  }

  /// Beginnings of Java's packages; no host's first label is a top-level domain of these.
  private static let packageRoots: Set<String> = [
    "com", "jakarta", "java", "javax", "jdk", "liquibase", "org", "osgi", "sun",
  ]
  /// Those that are top-level domains too, such as `sh` and `md`, are not among them.
  private static let fileEndings: Set<String> = [
    "bak", "cfg", "class", "cnf", "conf", "crt", "csv", "db", "err", "gz", "htm", "html", "inc", "ini", "jar", "java",
    "js", "json", "jsonl", "key", "lock", "log", "out", "pem", "php", "phtml", "pid", "properties", "service", "sock",
    "sql", "tar", "tgz", "tmp", "txt", "wsdl", "xml", "xsd", "yaml", "yml",
  ]
  /// Of namespaces, of manuals and of who makes the software; and the one that every machine is to itself.
  private static let publicHosts = [
    "apache.org", "localhost.localdomain", "mysql.com", "open-xchange.com", "openexchange.com", "oracle.com",
    "oxpedia.org", "parallels.com",
    "php.net", "plesk.com", "sun.com", "w3.org", "xmlsoap.org",
  ]
}
