/// A section of Apache's configuration, or a whole file: its directives and the sections inside it.
struct ApacheSection {
  struct Directive {
    /// Lower-case: Apache does not care.
    var name: String
    var arguments: [String]
    var line: Int

    func argument(_ index: Int) -> String { arguments.indices.contains(index) ? arguments[index] : "" }
  }

  /// Lower-case; empty for a file.
  var name = ""
  var arguments: [String] = []
  /// 1-based line of its head.
  var line = 0
  var directives: [Directive] = []
  var sections: [ApacheSection] = []

  /// A file. What closes nothing, and what is not closed, is taken as well as it goes.
  init(_ lines: [String]) {
    var open = [ApacheSection(name: "", arguments: [], line: 0)]
    func close() {
      let section = open.removeLast()
      open[open.count - 1].sections.append(section)
    }
    for (text, number) in Self.joined(lines) {
      if text.hasPrefix("</") {
        let name = text.dropFirst(2).prefix { $0 != ">" }.lowercased()
        guard let index = open.lastIndex(where: { $0.name == name }), index > 0 else { continue }
        while open.count > index { close() }
      } else if text.hasPrefix("<") {
        // `<IfVersion >= 2.4>` holds one too.
        let words = Self.words(text.dropFirst().dropLast(text.hasSuffix(">") ? 1 : 0))
        open.append(
          ApacheSection(name: words.first?.lowercased() ?? "", arguments: Array(words.dropFirst()), line: number))
      } else {
        let words = Self.words(text[...])
        guard let name = words.first else { continue }
        open[open.count - 1].directives.append(
          Directive(name: name.lowercased(), arguments: Array(words.dropFirst()), line: number))
      }
    }
    while open.count > 1 { close() }
    self = open[0]
  }

  private init(name: String, arguments: [String], line: Int) {
    self.name = name
    self.arguments = arguments
    self.line = line
  }

  /// Lines without remarks, those that end in a backslash together with the next.
  private static func joined(_ lines: [String]) -> [(text: String, line: Int)] {
    var result: [(String, Int)] = []
    var index = 0
    while index < lines.count {
      let start = index
      var text = lines[index].trimmingBlanks
      index += 1
      while text.hasSuffix("\\"), index < lines.count {
        text = String(text.dropLast()) + " " + lines[index].trimmingBlanks
        index += 1
      }
      if !text.isEmpty, !text.hasPrefix("#") { result.append((text, start + 1)) }
    }
    return result
  }

  /// Words at blanks; quotes hold one together.
  private static func words(_ text: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    var isOpen = false
    for character in text {
      if let current = quote {
        if character == current { quote = nil } else { word.append(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        isOpen = true
      } else if character == " " || character == "\t" {
        if !word.isEmpty || isOpen { words.append(word) }
        (word, isOpen) = ("", false)
      } else {
        word.append(character)
      }
    }
    return !word.isEmpty || isOpen ? words + [word] : words
  }

  /// Itself and all sections inside it.
  var all: [ApacheSection] { [self] + sections.flatMap(\.all) }

  /// Its directives without the sections that hold only under other circumstances.
  ///
  /// - Parameter isModern: Whether Apache is 2.4 or newer.
  func resolved(isModern: Bool) -> ApacheSection {
    var result = self
    result.sections = []
    for section in sections {
      let inner = section.resolved(isModern: isModern)
      switch section.holds(isModern: isModern) {
      case nil: result.sections.append(inner)
      case false?: break
      case true?:
        result.directives += inner.directives
        result.sections += inner.sections
      }
    }
    return result
  }

  /// Whether a condition holds; `nil` for a section that is none.
  private func holds(isModern: Bool) -> Bool? {
    switch name {
    case "ifmodule":
      let isNegated = arguments.first?.hasPrefix("!") == true
      let module = (arguments.first ?? "").replacing("!", with: "").lowercased()
      let isThere =
        switch module {
        case "mod_authz_core.c", "authz_core_module": isModern
        // Without it the old words are not understood, and nobody would write a condition for nothing.
        case "mod_access_compat.c", "access_compat_module": isModern
        default: true
        }
      return isThere != isNegated
    case "ifversion":
      let text = arguments.joined(separator: " ")
      guard let match = text.wholeMatch(of: /(!?)([<>])=?\s*(\d[\d.]*)/), let version = VersionNumber(match.3) else {
        return true
      }
      let isNewerAsked = match.2 == ">"
      let isThere =
        isNewerAsked ? isModern || version < VersionNumber(2, 4) : !isModern || version > VersionNumber(2, 4)
      return isThere != !match.1.isEmpty
    case "ifdefine": return true
    default: return nil
    }
  }
}
