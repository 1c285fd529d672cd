import Testing

@testable import OxtailService

struct TimeLengthTests {
  @Test(
    arguments: [
      ("90s", 90_000), ("2 hours", 7_200_000), ("1d 12h", 129_600_000), (" 15MIN ", 900_000),
      ("52000w", 31_449_600_000_000),
    ] as [(String, Int64)])
  func `numbers with units are added up`(text: String, ms: Int64) {
    #expect(TimeLength(text)?.ms == ms)
  }

  @Test(arguments: [
    "", "90", "h", "2 parsecs", "1d 12", "99999w", String(repeating: "999999999w", count: 16),
  ])
  func `what is no length, or longer than anything that can be asked for, is none`(text: String) {
    #expect(TimeLength(text) == nil)
  }
}
