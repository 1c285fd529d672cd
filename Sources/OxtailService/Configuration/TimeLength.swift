/// A length of time as people write it: `90s`, `2 hours`, `1d 12h`.
package struct TimeLength: Equatable, Sendable {
  /// As it was written.
  package var text: String
  package var ms: Int64

  /// A thousand years: what is added to a moment or taken from it stays one.
  private static let msMax: Int64 = 1000 * 366 * 86_400_000

  /// - Returns: `nil` where it is no list of numbers with units, or longer than a thousand years.
  package init?(_ text: String) {
    var rest = text.lowercased()[...].drop(while: \.isWhitespace)
    guard !rest.isEmpty else { return nil }
    var sum: Int64 = 0
    while !rest.isEmpty {
      guard let match = rest.prefixMatch(of: /([0-9]{1,9})\s*([a-z]+)\s*/), let number = Int64(match.output.1),
        let unit = Self.unitMs(match.output.2)
      else { return nil }
      sum += number * unit
      guard sum <= Self.msMax else { return nil }
      rest = rest[match.range.upperBound...]
    }
    self.text = text
    ms = sum
  }

  private static func unitMs(_ word: Substring) -> Int64? {
    switch word {
    case "s", "sec", "secs", "second", "seconds": 1000
    case "m", "min", "mins", "minute", "minutes": 60_000
    case "h", "hr", "hour", "hours": 3_600_000
    case "d", "day", "days": 86_400_000
    case "w", "week", "weeks": 7 * 86_400_000
    default: nil
    }
  }
}
