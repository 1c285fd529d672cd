/// Elements in their order, either in memory or fetched from rows page by page: an incident may have more occurrences than memory has
/// room for, and whoever prints them needs one at a time.
///
/// - Complexity: A pass is O(*n*); the ends are O(1) in memory, a page where it is rows.
package struct Listing<Element: Sendable>: Sequence, Sendable, ExpressibleByArrayLiteral {
  /// Elements beyond a key, or from the beginning (the end, backwards), each with its own key; empty where none is left.
  package typealias Pages = @Sendable (_ beyond: Int64?, _ isBackwards: Bool) -> [(key: Int64, element: Element)]

  private enum Storage: Sendable {
    case memory([Element])
    case rows(Pages)
  }

  private let storage: Storage
  package let count: Int
  private var isBackwards = false

  package init(_ elements: [Element]) {
    storage = .memory(elements)
    count = elements.count
  }

  package init(arrayLiteral elements: Element...) { self.init(elements) }

  package init(count: Int, _ pages: @escaping Pages) {
    storage = .rows(pages)
    self.count = count
  }

  package var isEmpty: Bool { count == 0 }
  package var underestimatedCount: Int { 0 }
  package var first: Element? { first { _ in true } }
  package var last: Element? { backwards.first }

  /// The same elements, the last one first.
  package var backwards: Listing {
    var other = self
    other.isBackwards.toggle()
    return other
  }

  package subscript(position: Int) -> Element {
    for (index, element) in enumerated() where index == position { return element }
    preconditionFailure("a listing of \(count) has no element \(position)")
  }

  package func makeIterator() -> AnyIterator<Element> {
    switch storage {
    case .memory(let elements):
      return isBackwards ? AnyIterator(elements.reversed().makeIterator()) : AnyIterator(elements.makeIterator())
    case .rows(let pages):
      var page: [(key: Int64, element: Element)] = []
      var next = 0
      var last: Int64?
      let isBackwards = isBackwards
      return AnyIterator {
        if next == page.count {
          page = pages(last, isBackwards)
          next = 0
          guard !page.isEmpty else { return nil }
        }
        defer { next += 1 }
        last = page[next].key
        return page[next].element
      }
    }
  }
}
