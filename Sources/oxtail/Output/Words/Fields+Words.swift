import LogPipeline

extension Fields {
  /// Whom a failure concerns, the most telling name first: `rosenberg.example · context reseller7_141 · subadmin reseller7`.
  var subject: SafeText? {
    var parts: [SafeText] = []
    let mailbox = text(.mailbox)
    if let mailbox { parts.append(mailbox) }
    if let domain = text(.domain), mailbox?.string.hasSuffix("@" + domain.string) != true { parts.append(domain) }
    if let name = text(.contextName) { parts.append("context \(name)") }
    if let id = text(.contextID) { parts.append("context id \(id)") }
    if let subscription = text(.subscription) { parts.append("subscription \(subscription)") }
    if let subadmin = text(.subadmin) { parts.append("subadmin \(subadmin)") }
    return parts.isEmpty ? nil : parts.joined(separator: " · ")
  }

  /// All that was captured: `limit 100 · subadmin reseller7`.
  var all: [SafeText] {
    Field.allCases.compactMap { field in
      text(field).map { "\(field.rawValue.replacing("_", with: " ")) \($0)" }
    }
  }

  func text(_ field: Field) -> SafeText? {
    self[field].flatMap { $0.isEmpty ? nil : SafeText($0.string) }
  }
}
