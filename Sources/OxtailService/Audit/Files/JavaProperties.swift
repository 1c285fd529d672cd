/// A `.properties` file as Java reads it: `key=value`, `key: value` or `key value`, escapes, lines continued by a backslash.
struct JavaProperties {
  struct Property {
    var key: String
    var value: String
    /// The line on which it begins.
    var line: Int
  }

  private(set) var properties: [Property] = []

  init(_ lines: [String]) {
    var index = 0
    while index < lines.count {
      let start = index
      var text = lines[index].leadingBlanksRemoved
      index += 1
      guard !text.isEmpty, !text.hasPrefix("#"), !text.hasPrefix("!") else { continue }
      while Self.isContinued(text), index < lines.count {
        text = String(text.dropLast()) + lines[index].leadingBlanksRemoved
        index += 1
      }
      let (key, value) = Self.parts(text)
      properties.append(Property(key: Self.unescaped(key), value: Self.unescaped(value), line: start + 1))
    }
  }

  func property(_ key: String) -> Property? { properties.last { $0.key == key } }

  /// An odd number of backslashes at the end.
  private static func isContinued(_ text: String) -> Bool {
    !text.reversed().prefix { $0 == "\\" }.count.isMultiple(of: 2)
  }

  private static func parts(_ text: String) -> (key: Substring, value: Substring) {
    var isEscaped = false
    var end = text.startIndex
    while end < text.endIndex {
      let character = text[end]
      if !isEscaped, "=: \t\u{c}".contains(character) { break }
      isEscaped = !isEscaped && character == "\\"
      end = text.index(after: end)
    }
    var value = text[end...].drop { " \t\u{c}".contains($0) }
    if value.first == "=" || value.first == ":" { value = value.dropFirst().drop { " \t\u{c}".contains($0) } }
    while value.last == "\r" || value.last == " " { value.removeLast() }
    return (text[..<end], value)
  }

  private static func unescaped(_ text: Substring) -> String {
    guard text.contains("\\") else { return String(text) }
    var result = ""
    var rest = text
    while let character = rest.popFirst() {
      guard character == "\\", let next = rest.popFirst() else {
        result.append(character)
        continue
      }
      switch next {
      case "t": result.append("\t")
      case "n": result.append("\n")
      case "r": result.append("\r")
      case "f": result.append("\u{c}")
      case "u":
        let digits = rest.prefix(4)
        if let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) {
          result.unicodeScalars.append(scalar)
          rest = rest.dropFirst(4)
        } else {
          result.append(next)
        }
      default: result.append(next)
      }
    }
    return result
  }
}

extension String {
  fileprivate var leadingBlanksRemoved: String { String(drop { $0 == " " || $0 == "\t" || $0 == "\u{c}" }) }
}
