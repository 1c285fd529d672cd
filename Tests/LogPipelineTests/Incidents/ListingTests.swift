import Synchronization
import Testing

@testable import LogPipeline

struct ListingTests {
  /// Elements with gaps between their keys, three a page.
  private static func rows(_ count: Int) -> Listing<Int> {
    let keys = (0..<count).map { Int64($0 * 10) }
    return Listing(count: count) { beyond, isBackwards, max in
      let rest =
        isBackwards
        ? keys.reversed().filter { key in beyond.map { key < $0 } ?? true }
        : keys.filter { key in beyond.map { key > $0 } ?? true }
      return rest.prefix(min(3, max)).map { ($0, Int($0 / 10)) }
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
      for max in [0, 1, 3, 5, 100] {
        #expect(listing.prefix(max) == Array((0..<count).prefix(max)))
        #expect(listing.backwards.prefix(max) == Array((0..<count).reversed().prefix(max)))
      }
    }
  }

  @Test func `who wants few elements has no others fetched`() {
    let asked = Mutex<[Int]>([])
    let listing = Listing<Int>(count: 1000) { beyond, _, max in
      asked.withLock { $0.append(max) }
      let start = beyond.map { $0 + 1 } ?? 0
      return (start..<start + Int64(max)).map { ($0, Int($0)) }
    }
    #expect(listing.first == 0)
    #expect(listing.prefix(10) == Array(0..<10))
    #expect(listing.prefix(100).count == 100)
    #expect(asked.withLock { $0 } == [1, 10, 64, 36])
  }
}
