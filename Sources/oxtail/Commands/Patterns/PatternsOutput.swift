/// The one door through which `patterns` writes.
enum PatternsOutput {
  /// The width of everything that is laid out.
  static let width = 80

  /// - Throws: Code 74 if standard output cannot take the lines.
  static func emit(_ lines: [String]) throws(CommandError) {
    try StandardOutput.write(lines.map { $0 + "\n" }.joined())
  }

  static func complain(_ text: String) {
    StandardOutput.writeError(text + "\n")
  }

  /// Text from a file or a line, fit for a terminal and for one line of it.
  static func safe(_ text: String) -> String { terminalSafe(text, allowingNewlines: false) }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - displayWidth(text)))
  }

  static func cut(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : String(text.prefix(max(0, width - 1))) + "…"
  }

  /// Breaks a text at blanks; a word that is longer than the width stays whole, so that it can be copied.
  static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// A text on one line and a caret below one of its bytes; of a long text, the part around the caret.
  static func caret(in text: String, at offset: Int, label: String = "", indent: Int = 4) -> [String] {
    let room = width - indent
    var before = safe(String(decoding: text.utf8.prefix(offset), as: UTF8.self))
    let after = safe(String(decoding: text.utf8.dropFirst(offset), as: UTF8.self))
    let beforeMax = max(room * 3 / 4, room - after.count)
    if before.count > beforeMax { before = "…" + before.suffix(beforeMax - 1) }
    let margin = String(repeating: " ", count: indent)
    let column = displayWidth(before)
    // The label stands before the caret where there is room.
    let left = label.isEmpty || label.count >= column ? "" : label + " "
    let right = left.isEmpty && !label.isEmpty ? " " + label : ""
    let mark = margin + String(repeating: " ", count: column - left.count) + left + "^" + right
    return [margin + before + cut(after, room - before.count), mark]
  }
}
