/// Fills the catalogue's remedies with what was captured. What is unknown stays visible as `{…}`; credentials are never filled in.
package struct RemedyWriter: Sendable {
  let catalogue: Catalogue

  package init(catalogue: Catalogue) {
    self.catalogue = catalogue
  }

  func remedy(for cause: CauseSpec, _ occurrences: [Occurrence], openXchangeHost: String?) -> Remedy {
    var values = common(occurrences.map(\.fields))
    values["plesk_host"] = single(occurrences.filter { $0.partner != nil }.map(\.host))
    values["ox_host"] = openXchangeHost
    values["time"] = occurrences.first?.time.iso8601
    return remedy(for: cause, values: values, next: NextSteps.commands(cause, occurrences))
  }

  /// - Parameter fields: What was captured from a text without any log.
  package func remedy(for cause: CauseSpec, fields: Fields, next: [String] = []) -> Remedy {
    remedy(for: cause, values: common([fields]), next: next)
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

  /// A value that differs from occurrence to occurrence would be wrong for most of them.
  private func common(_ all: [Fields]) -> [String: String] {
    var values: [String: String] = [:]
    for field in Field.allCases {
      if let value = single(all.compactMap { $0[field]?.string }) { values[field.rawValue] = value }
    }
    return values
  }

  private func single(_ values: [String]) -> String? {
    guard let first = values.first, values.allSatisfy({ $0 == first }) else { return nil }
    return first
  }

  /// - Parameter isCommand: Somebody will paste it into a shell: only values that no shell could misread are filled in.
  static func filled(_ text: String, _ values: [String: String], isCommand: Bool) -> String {
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
      if let value = values[name], isCommand ? isShellSafe(value) : 1...valueLengthMax ~= value.utf8.count {
        result += value
      } else {
        result += rest[...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static let valueLengthMax = 200

  /// Letters, digits and signs that mean nothing to a shell; no leading dash, which would be an option.
  static func isShellSafe(_ value: String) -> Bool {
    guard let first = value.utf8.first, first != UInt8(ascii: "-"), value.utf8.count <= valueLengthMax else {
      return false
    }
    return value.utf8.allSatisfy { byte in
      (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
        || [
          UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: ":"),
          UInt8(ascii: "+"), UInt8(ascii: "/"),
        ]
        .contains(byte)
    }
  }
}
