/// One line of a remedy: a command for a shell with an optional remark, or a remark alone.
struct Step: Equatable {
  var command: SafeText?
  var remark: SafeText?

  /// - Parameter text: `command    # remark`, `command` or `# remark`.
  init(_ text: String) {
    if text.hasPrefix("#") {
      remark = SafeText(text.drop { $0 == "#" || $0 == " " })
    } else if let mark = text.firstRange(of: "  # ") {
      var before = text[..<mark.lowerBound]
      while before.last == " " { before.removeLast() }
      command = SafeText(before)
      remark = SafeText(text[mark.upperBound...])
    } else {
      command = SafeText(text)
    }
  }

  /// The step as lines to be pasted into a shell: remarks are comments, a command is never broken.
  ///
  /// - Parameter width: For the remarks.
  func lines(width: Int) -> [StyledText] {
    guard let command else { return remarkLines(width) }
    if let remark, command.width + 4 + remark.width + 2 <= width {
      return [command.withGapsMarked + StyledText("    # \(remark)", .quiet)]
    }
    return remarkLines(width) + [command.withGapsMarked]
  }

  private func remarkLines(_ width: Int) -> [StyledText] {
    let style: Style = command == nil ? .plain : .quiet
    return (remark?.wrapped(to: width - 2) ?? []).map { ("# " + $0).styled(style) }
  }
}

extension SafeText {
  /// The text with each `{name}`, which the user has to fill in, standing out.
  var withGapsMarked: StyledText {
    var result = StyledText()
    var rest = string[...]
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
  /// Steps below their label, all with the same small indent, so that a long command has room and can be copied whole.
  mutating func steps(_ label: SafeText, _ texts: [String]) {
    guard !texts.isEmpty else { return }
    add(label.styled(.quiet))
    for line in texts.flatMap({ Step($0).lines(width: width - Self.commandIndent) }) {
      add(.blanks(Self.commandIndent) + line)
    }
  }

  /// Addresses below their label, each whole on its line.
  mutating func links(_ links: [String]) {
    guard !links.isEmpty else { return }
    add(SafeText("LINKS").styled(.quiet))
    for link in links { add(.blanks(Self.commandIndent) + StyledText(SafeText(link))) }
  }
}
