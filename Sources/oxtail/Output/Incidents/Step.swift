/// One line of a remedy: a command for a shell with an optional remark, or a remark alone.
struct Step: Equatable {
  var command: SafeText?
  var remark: SafeText?

  /// - Parameter text: `command    # remark`, `command` or `# remark`.
  init(_ text: String) {
    if text.hasPrefix("#") {
      remark = SafeText(text.drop { $0 == "#" || $0 == " " })
    } else if let mark = text.firstRange(of: "  # ") {
      command = SafeText(String(text[..<mark.lowerBound].reversed().drop { $0 == " " }.reversed()))
      remark = SafeText(text[mark.upperBound...])
    } else {
      command = SafeText(text)
    }
  }

  /// The step as lines to be pasted into a shell: remarks are comments, a command is never broken.
  ///
  /// - Parameter width: For the remarks.
  func lines(width: Int) -> [Line] {
    guard let command else { return remarkLines(width) }
    if let remark, command.width + 4 + remark.width + 2 <= width {
      return [Line(text: Self.styled(command) + StyledText("    # \(remark)", .quiet), isTooLong: false)]
    }
    return remarkLines(width) + [Line(text: Self.styled(command), isTooLong: command.width > width)]
  }

  struct Line {
    var text: StyledText
    /// It needs a line of its own.
    var isTooLong: Bool
  }

  private func remarkLines(_ width: Int) -> [Line] {
    let style: Style = command == nil ? .plain : .quiet
    return (remark?.wrapped(to: width - 2) ?? []).map { Line(text: ("# " + $0).styled(style), isTooLong: false) }
  }

  /// What the user has to fill in stands out.
  private static func styled(_ command: SafeText) -> StyledText {
    var result = StyledText()
    var rest = command.string[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let end = rest.index(after: close)
      let name = rest[rest.index(after: open)..<close]
      let isGap = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") }
      result += StyledText(SafeText(joining: String(rest[..<open])))
      result += SafeText(joining: String(rest[open..<end])).styled(isGap ? .caution : .plain)
      rest = rest[end...]
    }
    return result + StyledText(SafeText(joining: String(rest)))
  }
}

extension Page {
  /// Steps beside a label; a command that is too long for the column is put on a line of its own, indented by two, whole.
  mutating func steps(_ label: SafeText, _ texts: [String]) {
    var label = label
    for line in texts.flatMap({ Step($0).lines(width: fieldWidth) }) {
      if !line.isTooLong {
        field(label, [line.text])
      } else {
        if !label.isEmpty { add(label.styled(.quiet)) }
        add(.blanks(Self.commandIndent) + line.text)
      }
      label = ""
    }
  }
}
