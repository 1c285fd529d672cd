import Yams

/// Where something stands in a file, as editors count.
package struct TextPosition: Hashable, Comparable, Sendable {
  /// 1-based.
  package var line: Int
  /// 1-based, in characters.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static let start = TextPosition(line: 1, column: 1)

  init?(_ node: Node) {
    guard let mark = node.mark else { return nil }
    self.init(line: mark.line, column: mark.column)
  }

  package static func < (left: TextPosition, right: TextPosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
