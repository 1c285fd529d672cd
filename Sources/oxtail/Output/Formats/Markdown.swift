/// Pieces of Markdown that text from anywhere cannot break out of.
enum Markdown {
  /// Text between other text: everything that Markdown or HTML could read as markup is escaped.
  static func inline(_ text: SafeText) -> String {
    var result = ""
    for character in text.string {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "!", "|", "~": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  /// Words in a fixed font on one line, with as many backticks around them as they need.
  static func code(_ text: SafeText) -> String {
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text.string) + 1)
    let needsBlanks = text.string.hasPrefix("`") || text.string.hasSuffix("`")
    return needsBlanks ? "\(fence) \(text.string) \(fence)" : fence + text.string + fence
  }

  /// Lines in a block whose fence is longer than any in them.
  static func block(_ lines: [SafeText], language: String = "text") -> String {
    let longest = lines.map { longestRun(of: "`", in: $0.string) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return ([fence + language] + lines.map(\.string) + [fence]).joined(separator: "\n")
  }

  /// A cell of a table: `|` ends it even inside of code.
  static func cell(_ text: SafeText) -> String { inline(text) }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for current in text {
      run = current == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
