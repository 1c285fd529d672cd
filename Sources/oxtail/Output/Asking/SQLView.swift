import IncidentStore

/// Rows of whatever somebody asked for.
struct SQLView {
  let columns: [String]
  let rows: [[SQLConsole.Value]]
  /// The names of the columns where each must be another: the second `a` is `a_2`, or `a_3` where a column is called that.
  private let keys: [String]

  init(columns: [String], rows: [[SQLConsole.Value]]) {
    self.columns = columns
    self.rows = rows
    keys = Self.keys(columns)
  }

  func write(_ options: ViewOptions) throws {
    switch options.output {
    case .table, .text:
      guard !rows.isEmpty else { return StandardOutput.writeError("oxtail: no row\n") }
      var page = Page(width: options.output == .text ? .max : Terminal.pageWidth())
      page.add(table.lines(width: page.width))
      try options.show(page)
    case .md: try StandardOutput.write(markdown)
    case .csv: try StandardOutput.write(CSVTable.text([keys] + rows.map { $0.map(\.text) }))
    case .json:
      let objects = try rows.map { "  " + (try object($0)) }.joined(separator: ",\n")
      try StandardOutput.write(rows.isEmpty ? "[]\n" : "[\n\(objects)\n]\n")
    case .jsonl: for row in rows { try StandardOutput.write(try object(row) + "\n") }
    }
  }

  static func keys(_ columns: [String]) -> [String] {
    var (taken, seen) = (Set(columns), Set<String>())
    return columns.map { name in
      if seen.insert(name).inserted { return name }
      var number = 2
      while !taken.insert("\(name)_\(number)").inserted { number += 1 }
      return "\(name)_\(number)"
    }
  }

  private var table: TextTable {
    var table = TextTable(
      columns.enumerated().map { index, name in
        TextTable.Column(title: SafeText(name.uppercased()), isNumber: rows.allSatisfy { $0[index].isNumber })
      })
    for row in rows { table.add(row.map { (SafeText($0.text), .plain) }) }
    return table
  }

  private var markdown: String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { Markdown.cell(SafeText($0)) }.joined(separator: " | ") + " |"
    }
    let rule = "|" + String(repeating: "---|", count: columns.count)
    return ([line(columns), rule] + rows.map { line($0.map(\.text)) }).joined(separator: "\n") + "\n"
  }

  /// In the order of the columns.
  private func object(_ row: [SQLConsole.Value]) throws -> String {
    let members = try zip(keys, row).map { name, value in
      try PlainJSON.text(name, isPretty: false) + ":" + value.json()
    }
    return "{" + members.joined(separator: ",") + "}"
  }
}

extension SQLConsole.Value {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real, .null: true
    case .text: false
    }
  }

  fileprivate var text: String {
    switch self {
    case .null: ""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    }
  }

  fileprivate func json() throws -> String {
    switch self {
    case .null: "null"
    case .integer(let number): "\(number)"
    case .real(let number): number.isFinite ? "\(number)" : "null"
    case .text(let text): try PlainJSON.text(text, isPretty: false)
    }
  }
}
