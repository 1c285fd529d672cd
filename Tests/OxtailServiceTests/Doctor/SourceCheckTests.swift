import Testing

@testable import OxtailService

struct SourceCheckTests {
  private static let hour: Int64 = 3_600_000

  /// A file is written when its last record says, unless the zone is wrong; how old a copy is says nothing.
  @Test(
    arguments: [
      (0, nil), (1_500, nil), (-1_000, nil), (90_000, nil), (hour, 4), (2 * hour + 3_000, 8), (-2 * hour - 500, -8),
      (hour / 4, 1), (5 * hour + hour / 2, 22), (hour + 400_000, nil), (15 * hour, nil), (hour + 21_000, nil),
      (hour - 20_000, 4), (hour - 21_000, nil),
    ] as [(Int64, Int64?)])
  func `whole quarters of an hour between a record and its writing are a wrong zone`(
    distanceMs: Int64, quarters: Int64?
  ) {
    #expect(SourceCheck.wrongQuarters(distanceMs) == quarters)
  }
}
