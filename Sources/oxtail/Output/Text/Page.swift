/// Lines of a view, top to bottom.
struct Page: Sendable {
  /// Where text begins beside its label.
  static let labelWidth = 10
  /// How far commands and addresses are indented.
  static let commandIndent = 2

  let width: Int
  private(set) var lines: [StyledText] = []

  init(width: Int) { self.width = width }

  /// The columns beside a label.
  var fieldWidth: Int { width - Self.labelWidth }

  mutating func add(_ line: StyledText) { lines.append(line) }

  mutating func add(_ lines: [StyledText]) { self.lines += lines }

  /// An empty line, unless the page begins or has one there already.
  mutating func addGap() {
    if lines.last?.isEmpty == false { lines.append(StyledText()) }
  }

  mutating func addRule() { lines.append(SafeText(joining: String(repeating: "─", count: width)).styled(.quiet)) }

  /// Lines beside a label; nothing where there are none.
  mutating func field(_ label: SafeText, _ lines: [StyledText]) {
    for (index, line) in lines.enumerated() {
      let margin = (index == 0 ? label : "").padded(to: Self.labelWidth)
      add(margin.styled(.quiet) + line)
    }
  }

  /// Wrapped text beside a label.
  mutating func field(_ label: SafeText, _ text: SafeText, _ style: Style = .plain) {
    field(label, text.wrapped(to: fieldWidth).map { style == .plain ? $0.withGapsMarked : $0.styled(style) })
  }

  /// Wrapped text beside a label, with a sign in front.
  mutating func item(_ label: SafeText, _ sign: SafeText, _ text: SafeText) {
    let indent = sign.width + 1
    let lines = text.wrapped(to: fieldWidth - indent).enumerated().map { index, line in
      (index == 0 ? sign : "").padded(to: indent).styled(.quiet) + StyledText(line)
    }
    field(label, lines)
  }

  /// The whole page with a line feed after each line.
  func text(_ palette: Palette) -> String {
    var text = ""
    for line in lines {
      var rendered = line.rendered(palette)
      while rendered.last == " " { rendered.removeLast() }
      text += rendered + "\n"
    }
    return text
  }
}
