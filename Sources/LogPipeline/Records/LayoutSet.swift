/// The layouts that a source's lines are tried against, in a fixed order: two layouts may alternate in one file.
package struct LayoutSet: Sendable {
  package let layouts: [Layout]
  /// What tells most lines from heads before an expression is asked.
  private let sieve: HeadSieve
  /// Whether a layout's head is one line.
  private let areWhole: [Bool]

  package init(_ layouts: [Layout]) {
    self.layouts = layouts
    sieve = HeadSieve(layouts)
    areWhole = layouts.map { $0.second == nil }
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

  /// The head that a line is, or, for a head of two lines, begins.
  ///
  /// - Parameter range: Where the line lies in `bytes`, without its end.
  func head(firstLine bytes: RawSpan, _ range: Range<Int>, scratch: inout MatchScratch) -> RecordHead? {
    var candidates = sieve.candidates(bytes, range)
    while candidates != 0 {
      let index = candidates.trailingZeroBitCount
      candidates &= candidates - 1
      let last = index == HeadSieve.lastBit ? layouts.count - 1 : index
      for index in index...last {
        if let head = layouts[index].head(firstLine: bytes.extracting(range), index: index, scratch: &scratch) {
          return head
        }
      }
    }
    return nil
  }

  /// Whether the head needs no second line.
  func isWhole(_ head: RecordHead) -> Bool { areWhole[head.layout] }
}
