/// A point in time: milliseconds since 1970-01-01T00:00:00 UTC.
package struct Instant: Codable, Hashable, Comparable, Sendable {
  package var ms: Int64

  package init(ms: Int64) { self.ms = ms }

  package static func < (left: Instant, right: Instant) -> Bool { left.ms < right.ms }
  /// The distance in milliseconds.
  package static func - (left: Instant, right: Instant) -> Int64 { left.ms - right.ms }
  package static func + (left: Instant, ms: Int64) -> Instant { Instant(ms: left.ms + ms) }

  /// `2015-10-15T07:52:33.000Z`
  package var iso8601: String { "\(date)T\(timeOfDay).\(Self.padded(Int(subsecondMs), 3))Z" }

  /// `2015-10-15`
  package var date: String {
    let (year, month, day) = Self.civilDate(daysSinceEpoch: Int(ms.quotientRoundedDown(by: 86_400_000)))
    return Self.padded(year, 4) + "-" + Self.pairs[month] + "-" + Self.pairs[day]
  }

  /// `07:52:33`
  package var timeOfDay: String {
    let seconds = Int(ms.quotientRoundedDown(by: 1000) - ms.quotientRoundedDown(by: 86_400_000) * 86_400)
    return Self.pairs[seconds / 3600] + ":" + Self.pairs[seconds / 60 % 60] + ":" + Self.pairs[seconds % 60]
  }

  private var subsecondMs: Int64 { ms - ms.quotientRoundedDown(by: 1000) * 1000 }

  /// `00` to `99`. Dates and times made of them are short enough to lie in a String itself: a list of thousands asks for no memory.
  private static let pairs = (0..<100).map { padded($0, 2) }

  private static func padded(_ number: Int, _ width: Int) -> String {
    if width == 4, (0..<10_000).contains(number) { return pairs[number / 100] + pairs[number % 100] }
    let digits = String(number.magnitude)
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The inverse of ``CivilTime/daysSinceEpoch(year:month:day:)``.
  static func civilDate(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = shifted.quotientRoundedDown(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }
}
