import Testing

@testable import LogPipeline

struct TimeOrderTests {
  private func numbers(_ times: [Int64]) -> [Int] {
    var order = TimeOrder()
    return times.map { order.next(Instant(ms: $0)) }
  }

  @Test func `a number is that of its time, whatever came before it`() {
    let all = numbers([-5, 1_000, 2_000, 2_000, 3_000])
    #expect(all == all.sorted() && Set(all).count == all.count)
    #expect(numbers([2_000, 2_000, 3_000]) == Array(all[2...]))
  }

  @Test func `what comes out of order, or at the end of all days, has a number of its own all the same`() {
    let times: [Int64] = [5_000, 4_000, 5_000, 253_402_300_799_999, .max, .max, .min]
    let all = numbers(times)
    #expect(zip(all, all.dropFirst()).allSatisfy(<))
  }

  @Test func `many in one millisecond borrow from the next one`() {
    let all = numbers([Int64](repeating: 7, count: 40_000) + [8, 9])
    #expect(zip(all, all.dropFirst()).allSatisfy(<))
    #expect(all.last == numbers([9])[0])
  }

  @Test func `several at once have numbers behind each other`() {
    var order = TimeOrder()
    let first = order.next(Instant(ms: 1), count: 3)
    #expect(order.next(Instant(ms: 1)) == first + 3)
  }
}
