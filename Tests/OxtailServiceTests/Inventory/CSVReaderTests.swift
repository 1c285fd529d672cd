import Testing

@testable import OxtailService

struct CSVReaderTests {
  private func rows(_ text: String) -> [CSVReader.Row] {
    var reader = CSVReader(Array(text.utf8))
    var rows: [CSVReader.Row] = []
    while let row = reader.next() { rows.append(row) }
    return rows
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("\u{FEFF}a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\n1\t\n", [["a", "b"], ["1", ""]]),
    ("a,b\n\"x,\"\"y\"\"\",\"two\nlines\"\n\n3,\n", [["a", "b"], ["x,\"y\"", "two\nlines"], ["3", ""]]),
    ("a\n\"\"\n", [["a"]]),
    ("", []),
  ])
  func `cells are read as they are written`(text: String, expected: [[String]]) {
    #expect(rows(text).map(\.cells) == expected)
    #expect(rows(text).allSatisfy { $0.problem == nil })
  }

  @Test func `a row has the line on which it began`() {
    #expect(rows("a,b\n\"x\ny\",2\n3,4\n").map(\.line) == [1, 2, 4])
  }

  @Test(arguments: [
    ("a,b\n\"x\" y,2\n3,4\n", "text behind a closing quote"), ("a,b\n\"x,2\n3,4\n", "a quote is not closed"),
    ("a,b\nx\"y,2\n3,4\n", "a quote inside a cell that does not begin with one"),
  ])
  func `what breaks the rules costs its own row`(text: String, problem: String) {
    let rows = rows(text)
    #expect(rows.map(\.problem) == [nil, problem, nil])
    #expect(rows[2] == CSVReader.Row(line: 3, cells: ["3", "4"]))
  }
}
