/// Reads rows of cells as RFC 4180 has them, strictly: what breaks the rules is a problem of its row, and the next row is read.
///
/// Cells may be quoted, a quoted cell may hold line ends and doubled quotes. The separator is the one that the header has more of.
struct CSVReader {
  struct Row: Equatable {
    /// 1-based line on which it began.
    var line: Int
    var cells: [String]
    /// Why it cannot be used.
    var problem: String?
  }

  /// More is a mistake in the quotes, not a cell.
  static let cellBytesMax = 64 * 1024

  private let bytes: [UInt8]
  private let separator: UInt8
  private var position = 0
  private var line = 1

  init(_ bytes: [UInt8]) {
    // Spreadsheets write a mark of the byte order in front.
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    let header = self.bytes.prefix { $0 != Self.newline }
    let count = { (sign: UInt8) in header.count { $0 == sign } }
    separator =
      [Self.semicolon, Self.tab].max { count($0) < count($1) }.flatMap { count($0) > count(Self.comma) ? $0 : nil }
      ?? Self.comma
  }

  private static let newline = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")
  private static let comma = UInt8(ascii: ",")
  private static let semicolon = UInt8(ascii: ";")
  private static let tab = UInt8(ascii: "\t")

  /// The next row that is not empty.
  mutating func next() -> Row? {
    while position < bytes.count {
      var row = Row(line: line, cells: [])
      readRow(&row)
      if row.cells != [""] || row.problem != nil { return row }
    }
    return nil
  }

  private mutating func readRow(_ row: inout Row) {
    while true {
      let cell = readCell(&row)
      row.cells.append(cell)
      guard position < bytes.count else { return }
      let byte = bytes[position]
      position += 1
      if byte == Self.newline {
        line += 1
        return
      }
    }
  }

  /// Reads up to a separator, a line's end or the end.
  private mutating func readCell(_ row: inout Row) -> String {
    guard position < bytes.count, bytes[position] == Self.quote else { return readPlainCell(&row) }
    let (start, startLine) = (position, line)
    position += 1
    var cell: [UInt8] = []
    while position < bytes.count, cell.count <= Self.cellBytesMax {
      let byte = bytes[position]
      position += 1
      if byte == Self.newline { line += 1 }
      guard byte == Self.quote else {
        cell.append(byte)
        continue
      }
      if position < bytes.count, bytes[position] == Self.quote {
        cell.append(byte)
        position += 1
        continue
      }
      let rest = readPlainCell(&row)
      if !rest.isEmpty { row.problem = row.problem ?? "text behind a closing quote" }
      return String(decoding: cell, as: UTF8.self)
    }
    // The quote that is missing may be this one's: only this line is lost.
    row.problem = "a quote is not closed"
    (position, line) = (start + 1, startLine)
    return readPlainCell(&row)
  }

  private mutating func readPlainCell(_ row: inout Row) -> String {
    let start = position
    while position < bytes.count, bytes[position] != separator, bytes[position] != Self.newline { position += 1 }
    var cell = bytes[start..<position]
    if cell.last == UInt8(ascii: "\r") { cell.removeLast() }
    if cell.contains(Self.quote) { row.problem = row.problem ?? "a quote inside a cell that does not begin with one" }
    return String(decoding: cell, as: UTF8.self)
  }
}
