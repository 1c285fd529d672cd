import Foundation

/// Settings as a configuration file that says the same.
enum SettingYAML {
  static func text(_ settings: [Setting]) -> String {
    var text = ""
    var before: [Setting.Step] = []
    for setting in settings {
      let shared = zip(before, setting.path).prefix { $0 == $1 }.count
      for depth in shared..<setting.path.count {
        // What stands behind the dash of an item stands in its line.
        let isBehindDash = depth > shared && isItem(setting.path[depth - 1])
        if !isBehindDash { text += String(repeating: " ", count: indentation(setting.path, depth)) }
        let isLast = depth == setting.path.count - 1
        switch setting.path[depth] {
        case .key(let key): text += key + (isLast ? ": " : ":\n")
        case .item: text += "- "
        }
        if isLast { text += scalar(setting.value) + "\n" }
      }
      before = setting.path
    }
    return text
  }

  private static func isItem(_ step: Setting.Step) -> Bool { if case .item = step { true } else { false } }

  /// Two blanks for each list around: a list stands as far to the left as its key.
  private static func indentation(_ path: [Setting.Step], _ depth: Int) -> Int {
    path[..<depth].count(where: isItem) * 2
  }

  /// Quoted where YAML, or the terminal, would take it for something else.
  static func scalar(_ text: String) -> String {
    let isPlain = text.wholeMatch(of: /[A-Za-z0-9\/~._+@:-]+(?: [A-Za-z0-9\/~._+@:-]+)*/) != nil
    let looksElse =
      ["null", "~"].contains(text) || text.hasPrefix("-") || text.hasPrefix("@") || text.hasSuffix(":")
      || text.contains(": ") || text.hasPrefix(":")
    if isPlain, !looksElse { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case _ where terminalSafe(String(scalar), allowingNewlines: false) != String(scalar) || scalar == "\t":
        quoted += "\\U" + String(format: "%08X", scalar.value)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
