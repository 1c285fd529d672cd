import Testing

@testable import LogPipeline

struct ListingTests {
  /// Elements with gaps between their keys, three a page.
  private static func rows(_ count: Int) -> Listing<Int> {
    let keys = (0..<count).map { Int64($0 * 10) }
    return Listing(count: count) { beyond, isBackwards in
      let rest =
        isBackwards
        ? keys.reversed().filter { key in beyond.map { key < $0 } ?? true }
        : keys.filter { key in beyond.map { key > $0 } ?? true }
      return rest.prefix(3).map { ($0, Int($0 / 10)) }
    }
  }

  @Test(arguments: [0, 1, 2, 3, 4, 6, 7, 20])
  func `rows read like memory, from both ends`(count: Int) {
    let (memory, rows) = (Listing(Array(0..<count)), Self.rows(count))
    for listing in [memory, rows] {
      #expect(listing.count == count)
      #expect(listing.isEmpty == (count == 0))
      #expect(Array(listing) == Array(0..<count))
      #expect(Array(listing.backwards) == (0..<count).reversed())
      #expect(Array(listing.backwards.backwards) == Array(0..<count))
      #expect(listing.first == (0..<count).first)
      #expect(listing.last == (0..<count).last)
      #expect((0..<count).map { listing[$0] } == Array(0..<count))
    }
  }
}
