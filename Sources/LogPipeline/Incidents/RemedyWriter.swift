/// Fills the catalogue's remedies with what was captured. What is unknown stays visible as `{…}`; credentials are never filled in.
package struct RemedyWriter: Sendable {
  let catalogue: Catalogue

  package init(catalogue: Catalogue) {
    self.catalogue = catalogue
  }

  func remedy(for cause: CauseSpec, _ occurrences: [Occurrence], openXchangeHost: String?) -> Remedy {
    remedy(for: cause, IncidentTally(occurrences), openXchangeHost: openXchangeHost)
  }

  /// A value that differs from occurrence to occurrence would be wrong for most of them.
  func remedy(for cause: CauseSpec, _ tally: IncidentTally, openXchangeHost: String?) -> Remedy {
    var values: [String: String] = [:]
    for (field, common) in tally.fields { values[field.rawValue] = common.value }
    values["plesk_host"] = tally.pleskHost.value
    values["ox_host"] = openXchangeHost
    values["time"] = tally.firstSeen?.iso8601
    return remedy(for: cause, values: values, next: NextSteps.commands(cause, tally))
  }

  /// - Parameter fields: What was captured from a text without any log.
  package func remedy(for cause: CauseSpec, fields: Fields, next: [String] = []) -> Remedy {
    remedy(
      for: cause,
      values: Dictionary(fields.map { ($0.key.rawValue, $0.value.string) }, uniquingKeysWith: { first, _ in first }),
      next: next)
  }

  private func remedy(for cause: CauseSpec, values: [String: String], next: [String]) -> Remedy {
    var values = values
    values["master"] = catalogue.masterLogin
    values["password"] = nil
    return Remedy(
      explain: Self.filled(cause.explain, values, isCommand: false),
      check: cause.check.map { Self.filled($0, values, isCommand: true) },
      fix: cause.fix.map { Self.filled($0, values, isCommand: true) }, links: cause.links, next: next)
  }

  /// - Parameter isCommand: Somebody will paste it into a shell: only values that no shell could misread are filled in. A line that is a remark
  ///   as a whole may have blanks in them.
  package static func filled(_ text: String, _ values: [String: String], isCommand: Bool) -> String {
    let isRemark = isCommand && text.hasPrefix("#")
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}") else { break }
      // A brace of the shell's may stand before the placeholder's own.
      let inner = rest[..<close].lastIndex(of: "{") ?? open
      result += rest[..<inner]
      rest = rest[inner...]
      let name = String(rest[rest.index(after: inner)..<close])
      if let value = values[name], 1...valueLengthMax ~= value.utf8.count,
        isRemark ? isRemarkSafe(value) : !isCommand || isShellSafe(value)
      {
        result += value
      } else {
        result += rest[...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static let valueLengthMax = 200

  /// Letters and digits of any alphabet, and signs that mean nothing to a shell; no leading dash, which would be an option.
  package static func isShellSafe(_ value: String) -> Bool {
    guard let first = value.utf8.first, first != UInt8(ascii: "-"), value.utf8.count <= valueLengthMax else {
      return false
    }
    return value.unicodeScalars.allSatisfy(isPlain)
  }

  /// Not everything: zsh takes no remarks where somebody types.
  private static func isRemarkSafe(_ value: String) -> Bool {
    value.unicodeScalars.allSatisfy { $0 == " " || $0 == "," || isPlain($0) }
  }

  /// Scalar by scalar: what changes the one before it, cannot be seen or looks like a quote is none.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-", "@", ":", "+", "/": return true
    case "\u{2B0}"..."\u{2FF}": return false
    default: break
    }
    guard !scalar.isASCII, !scalar.properties.isDefaultIgnorableCodePoint else { return false }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber:
      return true
    default: return false
    }
  }
}
