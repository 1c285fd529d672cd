/// Whom a section of Apache's configuration lets in.
struct AccessList {
  enum Verdict { case allowed, refused, unknown }

  /// The section with its conditions resolved.
  let section: ApacheSection
  let file: String

  private static let oldWords = ["order", "allow", "deny"]
  /// `Require` that speaks of where a call comes from; others speak of who logs in.
  private static let places = ["all", "ip", "host", "forward-dns", "local", "env", "expr", "not"]

  /// The first line in the words of Apache 2.2.
  var oldLine: Int? { section.directives.first { Self.oldWords.contains($0.name) }?.line }

  /// The first line in the words of Apache 2.4.
  var newLine: Int? {
    Self.requires(in: section).first { Self.places.contains($0.argument(0).lowercased()) }?.line
  }

  /// A login that Apache asks for itself.
  var loginLine: Int? {
    section.directives.first { $0.name == "authtype" }?.line
      ?? Self.requires(in: section).first {
        ["valid-user", "user", "group", "ldap-group", "ldap-user"].contains($0.argument(0).lowercased())
      }?.line
  }

  var hasRules: Bool { oldLine != nil || newLine != nil }

  /// The last line that speaks of access, below which others are added.
  var lastLine: Int {
    let lines =
      section.directives.filter { Self.oldWords.contains($0.name) }.map(\.line)
      + Self.requires(in: section).map(\.line)
    return lines.max() ?? section.line
  }

  static func requires(in section: ApacheSection) -> [ApacheSection.Directive] {
    section.directives.filter { $0.name == "require" } + section.sections.flatMap { requires(in: $0) }
  }

  /// Where both syntaxes stand, both must allow, as in Apache 2.4.
  func verdict(_ caller: Caller) -> Verdict {
    let verdicts = [
      oldLine.map { _ in oldVerdict(caller) }, newLine.map { _ in newVerdict(section, caller) ?? .allowed },
    ]
    .compactMap { $0 }
    if verdicts.contains(.refused) { return .refused }
    return verdicts.contains(.unknown) ? .unknown : .allowed
  }

  // MARK: Order, Allow, Deny

  private func oldVerdict(_ caller: Caller) -> Verdict {
    func words(_ name: String) -> [String] {
      section.directives.filter { $0.name == name }.flatMap { directive in
        directive.arguments.drop { $0.lowercased() == "from" }
      }
    }
    let order = section.directives.last { $0.name == "order" }?.arguments.joined().lowercased()
    let (isAllowed, isDenied) = (caller.fitsAny(words("allow")), caller.fitsAny(words("deny")))
    if order == "allow,deny" || order == "mutual-failure" {
      if isDenied == true || isAllowed == false { return .refused }
      return isDenied == nil || isAllowed == nil ? .unknown : .allowed
    }
    if isAllowed == true || isDenied == false { return .allowed }
    return isDenied == nil || isAllowed == nil ? .unknown : .refused
  }

  // MARK: Require

  /// - Returns: `nil` where the section says nothing that could let somebody in.
  private func newVerdict(_ section: ApacheSection, _ caller: Caller) -> Verdict? {
    let answers =
      section.directives.filter { $0.name == "require" }.map { answer($0, caller) }
      + section.sections.filter { ["requireall", "requireany", "requirenone"].contains($0.name) }.map {
        newVerdict($0, caller)
      }
    let verdicts = answers.compactMap { $0 }
    guard !verdicts.isEmpty else { return answers.isEmpty ? nil : .allowed }
    switch section.name {
    case "requireall":
      return verdicts.contains(.refused) ? .refused : verdicts.contains(.unknown) ? .unknown : .allowed
    case "requirenone":
      // It can refuse, never let in.
      return verdicts.contains(.allowed) ? .refused : verdicts.contains(.unknown) ? .unknown : nil
    default:
      return verdicts.contains(.allowed) ? .allowed : verdicts.contains(.unknown) ? .unknown : .refused
    }
  }

  /// - Returns: `nil` for a `not` that does not refuse: it lets nobody in either.
  private func answer(_ directive: ApacheSection.Directive, _ caller: Caller) -> Verdict? {
    var words = directive.arguments.map { $0.lowercased() }
    let isNegated = words.first == "not"
    if isNegated { words.removeFirst() }
    let fits = Self.fits(words, caller)
    if isNegated { return fits == true ? .refused : fits == nil ? .unknown : nil }
    return fits == true ? .allowed : fits == nil ? .unknown : .refused
  }

  private static func fits(_ words: [String], _ caller: Caller) -> Bool? {
    let values = Array(words.dropFirst())
    switch words.first {
    case "all": return values.first == "granted"
    case "ip", "host", "forward-dns": return caller.fitsAny(values)
    case "local": return false
    default: return nil
    }
  }

  // MARK: Lines to add

  /// The lines that let callers in.
  static func lines(_ addresses: [String], isModern: Bool) -> [String] {
    addresses.map { isModern ? "Require ip \($0)" : "Allow from \($0)" }
  }

  /// A whole list that lets nobody else in.
  static func wholeList(_ addresses: [String], isModern: Bool) -> [String] {
    let addresses = addresses.isEmpty ? ["{address}"] : addresses
    return (isModern ? [] : ["Order Deny,Allow", "Deny from all"]) + lines(addresses, isModern: isModern)
  }
}
