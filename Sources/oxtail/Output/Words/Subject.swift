import LogPipeline

/// Whom a failure concerns, in words, the most telling name first.
struct Subject: Hashable {
  private let parts: [SafeText]

  /// - Returns: `nil` where nothing names the subject.
  init?(_ fields: Fields) {
    var parts: [SafeText] = []
    let mailbox = fields.text(.mailbox)
    if let mailbox { parts.append(mailbox) }
    if let domain = fields.text(.domain), mailbox?.string.hasSuffix("@" + domain.string) != true {
      parts.append(domain)
    }
    if let name = fields.text(.contextName) { parts.append("context \(name)") }
    if let id = fields.text(.contextID) { parts.append("context id \(id)") }
    if let subscription = fields.text(.subscription) { parts.append("subscription \(subscription)") }
    if let subadmin = fields.text(.subadmin) { parts.append("subadmin \(subadmin)") }
    if parts.isEmpty, let address = fields.text(.address) { parts.append("unknown, called from \(address)") }
    guard !parts.isEmpty else { return nil }
    self.parts = parts
  }

  /// `rosenberg.example · context reseller7_141 · subadmin reseller7`
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
