/// Making text fit columns of a terminal. Complexity: O(*n*) each.
extension SafeText {
  static let ellipsis: SafeText = "…"

  /// The text's beginning, with `…` where it was cut; nothing where there is no room even for that.
  func cut(to width: Int) -> SafeText {
    guard self.width > width else { return self }
    return width > 0 ? prefix(columns: width - 1) + Self.ellipsis : ""
  }

  /// The text's end, with `…` where it was cut; nothing where there is no room even for that.
  func cutAtStart(to width: Int) -> SafeText {
    guard self.width > width else { return self }
    guard width > 0 else { return "" }
    let reversed = SafeText(joining: String(string.reversed())).prefix(columns: width - 1)
    return Self.ellipsis + SafeText(joining: String(reversed.string.reversed()))
  }

  /// A path's first part and as many of its last ones as there is room for: `SampleLogs/…/plesk-06a/panel.log:73`.
  func shortenedPath(to width: Int) -> SafeText {
    guard self.width > width else { return self }
    let parts = string.split(separator: "/", omittingEmptySubsequences: false)
    // An absolute path begins with an empty part.
    let headCount = parts.first?.isEmpty == true ? 2 : 1
    for start in parts.indices.dropFirst(headCount + 1) {
      let tail = parts[start...].joined(separator: "/")
      for head in [parts[..<headCount].joined(separator: "/") + "/…/", "…/"] {
        let candidate = SafeText(joining: head + tail)
        if candidate.width <= width { return candidate }
      }
    }
    return cutAtStart(to: width)
  }

  func padded(to width: Int) -> SafeText {
    let missing = width - self.width
    return missing > 0 ? self + .blanks(missing) : self
  }

  func paddedAtStart(to width: Int) -> SafeText {
    let missing = width - self.width
    return missing > 0 ? .blanks(missing) + self : self
  }

  static func blanks(_ count: Int) -> SafeText {
    count < fewBlanks.count ? fewBlanks[count] : SafeText(joining: String(repeating: " ", count: count))
  }

  /// A long table asks for hundreds of thousands.
  private static let fewBlanks = (0..<64).map { SafeText(joining: String(repeating: " ", count: $0)) }

  /// Lines of at most `width` columns, broken at blanks; a word that is too long for a line is broken behind a slash, else where it must be.
  func wrapped(to width: Int) -> [SafeText] {
    var lines: [SafeText] = []
    var line = ""
    var lineWidth = 0
    for word in string.split(separator: " ").flatMap({ SafeText(joining: String($0)).pieces(of: width) }) {
      let wordWidth = word.width
      if lineWidth > 0, lineWidth + 1 + wordWidth > width {
        lines.append(SafeText(joining: line))
        line = ""
        lineWidth = 0
      }
      if lineWidth > 0 { line += " " }
      line += word.string
      lineWidth = (lineWidth > 0 ? lineWidth + 1 : 0) + wordWidth
    }
    return line.isEmpty ? lines : lines + [SafeText(joining: line)]
  }

  private func pieces(of width: Int) -> [SafeText] {
    guard self.width > width else { return [self] }
    var pieces: [SafeText] = []
    var rest = self
    while !rest.isEmpty {
      var piece = rest.prefix(columns: width)
      // Not even one character fits: it stands alone.
      if piece.isEmpty { piece = SafeText(joining: String(rest.string.prefix(1))) }
      if piece.string.count < rest.string.count, let slash = piece.string.lastIndex(of: "/"),
        slash > piece.string.startIndex
      {
        piece = SafeText(joining: String(piece.string[...slash]))
      }
      pieces.append(piece)
      rest = SafeText(joining: String(rest.string.dropFirst(piece.string.count)))
    }
    return pieces
  }

  private func prefix(columns: Int) -> SafeText {
    if isASCII(string) { return SafeText(joining: String(decoding: string.utf8.prefix(columns), as: UTF8.self)) }
    var result = ""
    var used = 0
    for character in string {
      used += displayWidth(String(character))
      if used > columns { break }
      result.append(character)
    }
    return SafeText(joining: result)
  }
}
