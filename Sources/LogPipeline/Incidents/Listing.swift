/// Elements in their order, either in memory or fetched from rows page by page: an incident may have more occurrences than memory has
/// room for, and whoever prints them needs one at a time.
///
/// - Complexity: A pass is O(*n*); the ends are O(1) in memory, a page where it is rows.
package struct Listing<Element: Sendable>: Sequence, Sendable, ExpressibleByArrayLiteral {
  /// Elements beyond a key, or from the beginning (the end, backwards), each with its own key, `max` at most; empty where none is left.
  package typealias Pages =
    @Sendable (_ beyond: Int64?, _ isBackwards: Bool, _ max: Int) -> [(key: Int64, element: Element)]

  private enum Storage: Sendable {
    case memory([Element])
    case rows(Pages)
  }

  /// How many are fetched in one go by whoever does not say how many are wanted.
  private static var pageMax: Int { 64 }

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
  package var first: Element? { prefix(1).first }
  package var last: Element? { backwards.first }

  /// The same elements, the last one first.
  package var backwards: Listing {
    var other = self
    other.isBackwards.toggle()
    return other
  }

  /// The first `max` elements: no others are fetched.
  package func prefix(_ max: Int) -> [Element] {
    switch storage {
    case .memory(let elements): return isBackwards ? elements.suffix(max).reversed() : Array(elements.prefix(max))
    case .rows(let pages):
      var found: [Element] = []
      var last: Int64?
      while found.count < max {
        let page = pages(last, isBackwards, Swift.min(max - found.count, Self.pageMax))
        guard let end = page.last else { break }
        found += page.map(\.element)
        last = end.key
      }
      return found
    }
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
          page = pages(last, isBackwards, Self.pageMax)
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
