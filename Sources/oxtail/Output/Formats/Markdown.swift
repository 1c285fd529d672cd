import LogPipeline

/// Pieces of Markdown that text from anywhere cannot break out of.
enum Markdown {
  /// Text between other text: everything that Markdown or HTML could read as markup is escaped.
  static func inline(_ text: SafeText) -> String {
    text.string.escaping { sign in
      switch sign {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "#", "!", "|", "~": "\\\(sign)"
      default: nil
      }
    }
  }

  /// Words in a fixed font on one line, with as many backticks around them as they need.
  static func code(_ text: SafeText) -> String {
    let fence = String(repeating: "`", count: longestFence(in: text.string) + 1)
    let needsBlanks = text.string.utf8.first == backtick || text.string.utf8.last == backtick
    return needsBlanks ? "\(fence) \(text.string) \(fence)" : fence + text.string + fence
  }

  /// Lines in a block whose fence is longer than any in them.
  static func block(_ lines: [SafeText], language: String = "text") -> String {
    let longest = lines.map { longestFence(in: $0.string) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return ([fence + language] + lines.map(\.string) + [fence]).joined(separator: "\n")
  }

  /// A cell of a table: `|` ends it even inside of code.
  static func cell(_ text: SafeText) -> String { inline(text) }

  private static let backtick = UInt8(ascii: "`")

  /// How many backticks stand side by side.
  private static func longestFence(in text: String) -> Int {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == backtick ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
