import OxtailService

/// JSON whose characters no terminal takes for more than text.
enum PlainJSON {
  /// The value as JSON. What ``terminalSafe(_:allowingNewlines:)`` would change is written as `\uXXXX`: the same value for a
  /// program, nothing but text for a terminal.
  static func text(_ value: some Encodable, isPretty: Bool) throws -> String {
    escaped(try JSON.text(value, isPretty: isPretty))
  }

  /// Such characters stand inside strings only, where JSON allows the escape.
  static func escaped(_ json: String) -> String {
    guard json.utf8.contains(where: { $0 >= 0x7F }), json.unicodeScalars.contains(where: isUnsafe) else { return json }
    var result = ""
    for scalar in json.unicodeScalars {
      if isUnsafe(scalar) {
        for unit in String(scalar).utf16 { result += "\\u" + digits(unit) }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x7F else { return false }
    return terminalSafe(String(scalar), allowingNewlines: true) != String(scalar)
  }

  private static func digits(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
