import LogPipeline

/// Rows of cells as RFC 4180 has them, with line feeds for line ends.
enum CSVTable {
  static func row(_ cells: [String]) -> String { cells.map(cell).joined(separator: ",") + "\n" }

  static func text(_ rows: [[String]]) -> String { rows.map(row).joined() }

  /// A cell that begins like a formula gets a quote in front, or a spreadsheet would run it.
  static func cell(_ raw: String) -> String {
    var text = SafeText(raw).string
    if let first = text.unicodeScalars.first(where: { $0 != " " }), formulaSigns.contains(first) {
      text = "'" + text
    }
    let scalars = text.unicodeScalars
    guard scalars.contains(where: { $0 == "," || $0 == "\"" }) || scalars.first == " " || scalars.last == " " else {
      return text
    }
    return "\"" + text.escaping { $0 == "\"" ? "\"\"" : nil } + "\""
  }

  /// Spreadsheets take the fullwidth forms for the same signs.
  private static let formulaSigns: Set<Unicode.Scalar> = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
}
