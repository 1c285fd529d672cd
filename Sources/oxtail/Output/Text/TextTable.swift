/// Rows in columns; the last column takes what is left of the width.
struct TextTable {
  struct Column {
    var title: SafeText
    /// Numbers end where their column ends.
    var isNumber = false
  }

  static let gap = 2
  private static let gapText = SafeText.blanks(gap)

  let columns: [Column]
  private(set) var rows: [[(text: SafeText, style: Style)]] = []

  private var widths: [Int]

  init(_ columns: [Column]) {
    self.columns = columns
    widths = columns.map(\.title.width)
  }

  mutating func add(_ cells: [(text: SafeText, style: Style)]) {
    precondition(cells.count == columns.count, "a row has a cell for every column")
    rows.append(cells)
    for (index, cell) in cells.enumerated() { widths[index] = max(widths[index], cell.text.width) }
  }

  /// Puts a text behind each row's last cell, all in one line.
  mutating func extendLast(to width: Int, with texts: [SafeText]) {
    for (index, text) in texts.enumerated() {
      let last = columns.count - 1
      rows[index][last].text = rows[index][last].text.padded(to: width) + "  " + text
      widths[last] = max(widths[last], rows[index][last].text.width)
    }
  }

  /// How wide the last column can be in a table of `width` columns of the terminal.
  func lastWidth(of width: Int) -> Int {
    width - widths.dropLast().reduce(0) { $0 + $1 + Self.gap }
  }

  func lines(width: Int) -> [StyledText] {
    let head = columns.map { (text: $0.title, style: Style.quiet) }
    let lastRoom = max(1, lastWidth(of: width))
    return ([head] + rows).map { line($0, lastRoom) }
  }

  private func line(_ cells: [(text: SafeText, style: Style)], _ lastRoom: Int) -> StyledText {
    var line = StyledText()
    line.reserve(2 * cells.count)
    for (index, cell) in cells.dropLast().enumerated() {
      let room = widths[index]
      let padded = columns[index].isNumber ? cell.text.paddedAtStart(to: room) : cell.text.padded(to: room)
      line.append(padded, cell.style)
      line.append(Self.gapText)
    }
    guard let last = cells.last else { return line }
    line.append(last.text.cut(to: lastRoom), last.style)
    return line
  }
}
