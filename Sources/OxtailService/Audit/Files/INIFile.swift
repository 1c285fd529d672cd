/// Sections of settings, as panel.ini has them.
struct INIFile {
  struct Setting {
    /// Lower-case; empty before the first section.
    var section: String
    var key: String
    /// Without quotes and remarks.
    var value: String
    var line: Int
  }

  private(set) var settings: [Setting] = []

  init(_ lines: [String]) {
    var section = ""
    for (index, line) in lines.enumerated() {
      let text = line.trimmingBlanks
      if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
        section = String(text[..<end].dropFirst()).trimmingBlanks.lowercased()
      } else if !text.hasPrefix(";"), !text.hasPrefix("#"), let sign = text.firstIndex(of: "=") {
        let key = String(text[..<sign]).trimmingBlanks
        settings.append(
          Setting(section: section, key: key, value: Self.value(text[text.index(after: sign)...]), line: index + 1))
      }
    }
  }

  func settings(_ key: String) -> [Setting] { settings.filter { $0.key.lowercased() == key } }

  private static func value(_ raw: Substring) -> String {
    let text = String(raw).trimmingBlanks
    if let quote = text.first, quote == "\"" || quote == "'", let end = text.dropFirst().firstIndex(of: quote) {
      return String(text[..<end].dropFirst())
    }
    return String(text.prefix { $0 != ";" }).trimmingBlanks
  }

  /// What Plesk takes for on.
  static func isOn(_ value: String) -> Bool { ["1", "on", "yes", "true"].contains(value.lowercased()) }
}

extension String {
  /// Without blanks, tabs and carriage returns around it.
  var trimmingBlanks: String {
    func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" || character == "\r" }
    var text = drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return String(text)
  }
}
