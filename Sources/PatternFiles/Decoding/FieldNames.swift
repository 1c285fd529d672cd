import LogPipeline

/// Checks the names of captures and placeholders.
package enum FieldNames {
  /// Placeholders that every remedy may use: what the incident, the installation or the user knows.
  static let alwaysKnown: Set<String> = [
    "domain", "mailbox", "context_name", "context_id", "subscription", "subadmin", "address", "plesk_host", "ox_host",
    "master", "password", "time", "new_limit", "database_host",
  ]

  /// What is wrong with the name of a capture, if anything.
  static func fault(ofCapture name: String) -> String? {
    guard Field(rawValue: name) == nil else { return nil }
    let known = Field.allCases.map(\.rawValue)
    let hint = Suggestion.text(for: name, among: known)
    return "`\(name)` is no field\(hint.isEmpty ? "; expected one of \(known.joined(separator: ", "))" : hint)"
  }

  package static func errors(in rule: FieldRuleSpec) -> [PatternError] {
    groupNames(in: rule.regex).compactMap { name in
      fault(ofCapture: name).map {
        PatternError(file: rule.place.file, line: rule.place.line, id: rule.id, message: "the capture \($0)")
      }
    }
  }

  package static func errors(in cause: CauseSpec) -> [PatternError] {
    captureErrors(in: cause) + placeholderErrors(in: cause)
  }

  static func captureErrors(in cause: CauseSpec) -> [PatternError] {
    cause.texts.flatMap { text in
      groupNames(in: text.regex).compactMap { name in
        fault(ofCapture: name).map {
          PatternError(file: text.place.file, line: text.place.line, id: cause.id, message: "the capture \($0)")
        }
      }
    }
  }

  private static func placeholderErrors(in cause: CauseSpec) -> [PatternError] {
    var known = alwaysKnown
    for text in cause.texts { known.formUnion(groupNames(in: text.regex)) }
    for condition in cause.when { known.insert(condition.field.rawValue) }
    // A derived cause has no texts; the rule that finds it knows what it knows.
    if cause.isDerived { known.formUnion(Field.allCases.map(\.rawValue)) }
    let parts =
      [("explain", cause.explain)] + cause.check.map { ("check", $0) } + cause.fix.map { ("fix", $0) }
    return parts.flatMap { key, text in
      placeholderFaults(in: text, known: known).map {
        PatternError(file: cause.place.file, line: cause.place.line, id: cause.id, message: "`\(key)`: \($0)")
      }
    }
  }

  private static func placeholderFaults(in text: String, known: Set<String>) -> [String] {
    var faults: [String] = []
    // Bytes, because characters take ten times as long and every start of the program comes through here.
    var rest = text.utf8[...]
    while let brace = rest.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
      let tail = rest[rest.index(after: brace)...]
      let name = tail.prefix { $0 == UInt8(ascii: "_") || ($0 | 0x20).isLowercaseLetter || $0.isDigit }
      guard rest[brace] == UInt8(ascii: "{"), name.endIndex < tail.endIndex, tail[name.endIndex] == UInt8(ascii: "}")
      else {
        faults.append("a brace begins or ends a placeholder such as {domain} and may stand nowhere else")
        return faults
      }
      if let fault = fault(ofPlaceholder: String(Substring(name)), known: known) { faults.append(fault) }
      rest = tail[tail.index(after: name.endIndex)...]
    }
    return faults
  }

  private static func fault(ofPlaceholder name: String, known: Set<String>) -> String? {
    guard !known.contains(name) else { return nil }
    let hint = Suggestion.text(for: name, among: known)
    return "unknown placeholder {\(name)}\(hint.isEmpty ? "; no text of this cause captures it" : hint)"
  }

  /// The names of an expression's groups, in their order, read from its text: `(?<name>`, `(?P<name>`, `(?'name'`.
  static func groupNames(in regex: String) -> [String] {
    var names: [String] = []
    var bytes = Array(regex.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\\") { _ = bytes.popFirst() }
      guard byte == UInt8(ascii: "("), bytes.first == UInt8(ascii: "?") else { continue }
      bytes.removeFirst()
      if bytes.first == UInt8(ascii: "P") { bytes.removeFirst() }
      guard let opening = bytes.first, opening == UInt8(ascii: "<") || opening == UInt8(ascii: "'") else { continue }
      bytes.removeFirst()
      let name = bytes.prefix { $0 == UInt8(ascii: "_") || ($0 | 0x20).isLowercaseLetter || $0.isDigit }
      // `(?<=` and `(?<!` look behind.
      if !name.isEmpty { names.append(String(decoding: name, as: UTF8.self)) }
    }
    return names
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isLowercaseLetter: Bool { self >= UInt8(ascii: "a") && self <= UInt8(ascii: "z") }
}
