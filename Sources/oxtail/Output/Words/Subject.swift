import LogPipeline

/// Whom a failure concerns, in words, the most telling name first. What imported lists know stands in the place of bare numbers.
struct Subject: Hashable {
  private let parts: [SafeText]

  /// - Returns: `nil` where nothing names the subject.
  init?(_ fields: Fields) { self.init(SubjectNames(fields)) }

  /// - Returns: `nil` where nothing names the subject.
  init?(_ names: SubjectNames) {
    var parts = Self.parts(names)
    if parts.isEmpty, let address = names.address { parts.append("unknown, called from \(address)") }
    guard !parts.isEmpty else { return nil }
    self.parts = parts
  }

  private static func parts(_ names: SubjectNames) -> [SafeText] {
    let (all, listed) = (names.completed, names.listed)
    func given(_ name: String?) -> SafeText? { name.flatMap { $0.isEmpty ? nil : SafeText($0) } }
    let mailbox = given(all.mailbox)
    let domain = given(all.domain).flatMap { domain in
      mailbox?.string.hasSuffix("@" + domain.string) == true ? nil : domain
    }
    // A number says little to whoever knows the name.
    let hidesID = names.contextName == nil && listed?.contextName != nil
    let hidesSubscription = names.domain == nil && listed?.domain != nil
    return [
      mailbox, domain, given(all.contextName).map { "context \($0)" },
      hidesID ? nil : given(names.contextID).map { "context id \($0)" },
      hidesSubscription ? nil : given(all.subscription).map { "subscription \($0)" },
      given(all.subadmin).map { "subadmin \($0)" }, given(all.customer).map { "customer \($0)" },
    ].compactMap { $0 }
  }

  /// `rosenberg.example · context reseller7_141 · subadmin reseller7 · customer Rosa`
  var text: SafeText { parts.joined(separator: " · ") }

  /// As many names as fit on one line.
  func text(width: Int) -> SafeText {
    var text = parts[0]
    for part in parts.dropFirst() {
      let longer: SafeText = "\(text) · \(part)"
      if longer.width > width { break }
      text = longer
    }
    return text.cut(to: width)
  }
}

extension KnownObject {
  /// What a list adds to a name that stands there already: `context reseller7_141 · subadmin reseller7 · customer Rosa`; `nil` where that
  /// is nothing.
  ///
  /// - Parameter shown: What the name is.
  func words(beside shown: String) -> SafeText? {
    let parts = [
      domain.map { SafeText($0) }, contextName.map { "context \($0)" }, subadmin.map { "subadmin \($0)" },
      customer.map { "customer \($0)" },
    ].compactMap { $0 as SafeText? }.filter {
      $0.string.lowercased() != shown.lowercased() && !shown.hasSuffix("@" + $0.string)
    }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }
}
