/// Lines of a view, top to bottom.
struct Page {
  /// Lines that are kept where there is an outlet: many screens, some megabytes.
  private static let linesMax = 4096

  /// Where text begins beside its label.
  static let labelWidth = 10
  /// How far commands and addresses are indented.
  static let commandIndent = 2

  let width: Int
  private(set) var lines: [StyledText] = []
  /// Takes the first lines of a page that grows too long; `nil` where all stay.
  private var outlet: (([StyledText]) -> Void)?

  init(width: Int) { self.width = width }

  /// Writes a page while it is made, so that no more than some screens of it are in memory.
  static func write(width: Int, _ palette: Palette, _ make: (inout Page) -> Void, _ write: (String) -> Void) {
    withoutActuallyEscaping(write) { write in
      var page = Page(width: width)
      page.outlet = { write(text($0, palette)) }
      make(&page)
      write(page.text(palette))
      page.outlet = nil
    }
  }

  /// The columns beside a label.
  var fieldWidth: Int { width - Self.labelWidth }

  mutating func add(_ line: StyledText) { add([line]) }

  mutating func add(_ lines: [StyledText]) {
    self.lines += lines
    guard let outlet, self.lines.count > Self.linesMax, let last = self.lines.last else { return }
    outlet(self.lines.dropLast())
    // A gap depends on it.
    self.lines = [last]
  }

  /// An empty line, unless the page begins or has one there already.
  mutating func addGap() {
    if lines.last?.isEmpty == false { add(StyledText()) }
  }

  mutating func addRule() { add(SafeText(joining: String(repeating: "─", count: width)).styled(.quiet)) }

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

  /// Text behind a margin, which is blank on all lines but the first; wrapped where it does not fit.
  mutating func add(_ margin: SafeText, _ text: SafeText) {
    let room = width - margin.width
    for (index, line) in (text.width > room ? text.wrapped(to: room) : [text]).enumerated() {
      add(StyledText((index == 0 ? margin : "").padded(to: margin.width) + line))
    }
  }

  /// The whole page with a line feed after each line.
  func text(_ palette: Palette) -> String { Self.text(lines, palette) }

  static func text(_ lines: [StyledText], _ palette: Palette) -> String {
    var text: [UInt8] = []
    for line in lines {
      let start = text.count
      line.render(palette, to: &text)
      while text.count > start, text[text.count - 1] == UInt8(ascii: " ") { text.removeLast() }
      text.append(UInt8(ascii: "\n"))
    }
    return String(decoding: text, as: UTF8.self)
  }
}
