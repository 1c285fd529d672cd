/// The layouts that a source's lines are tried against, in a fixed order: two layouts may alternate in one file.
package struct LayoutSet: Sendable {
  package let layouts: [Layout]
  /// The bytes with which a line must begin to be worth an expression.
  private let firstBytes: ByteSet

  package init(_ layouts: [Layout]) {
    self.layouts = layouts
    var bytes = ByteSet()
    for layout in layouts { bytes.formUnion(layout.firstBytes) }
    firstBytes = bytes
  }

  package subscript(index: Int) -> Layout { layouts[index] }

  /// - Parameter family: Leaves only the layouts whose id is this or begins with it and a hyphen.
  package func restricted(to side: Side, family: String? = nil) -> LayoutSet {
    LayoutSet(
      layouts.filter { layout in
        layout.spec.side == side
          && (family.map { layout.spec.id == $0 || layout.spec.id.hasPrefix($0 + "-") } ?? true)
      })
  }

  /// The head that `line` is, or, for a head of two lines, begins.
  ///
  /// - Parameter line: Without its end.
  func head(firstLine line: RawSpan, scratch: inout MatchScratch) -> RecordHead? {
    guard line.byteCount > 0, firstBytes.contains(line[0]) else { return nil }
    for (index, layout) in layouts.enumerated() where layout.firstBytes.contains(line[0]) {
      if let head = layout.head(firstLine: line, index: index, scratch: &scratch) { return head }
    }
    return nil
  }
}
