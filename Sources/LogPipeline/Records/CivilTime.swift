/// A time as a log writes it: a reading of a wall clock, with or without its distance from UTC.
package struct CivilTime: Codable, Hashable, Sendable {
  /// Milliseconds from 1970-01-01T00:00:00 to the reading, both on the writer's wall clock.
  package var localMs: Int64
  /// Minutes that the writer's clock is ahead of UTC, if the log says so.
  package var offsetMinutes: Int?

  package init(localMs: Int64, offsetMinutes: Int? = nil) {
    self.localMs = localMs
    self.offsetMinutes = offsetMinutes
  }

  /// - Returns: `nil` for what is no date (month 13, 31 April, hour 25). A leap second counts as the second after.
  package init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0,
    offsetMinutes: Int? = nil
  ) {
    guard (1...12).contains(month), (1...Self.days(inMonth: month, year: year)).contains(day), (0...23).contains(hour),
      (0...59).contains(minute), (0...60).contains(second), (0...999).contains(millisecond), (0...9999).contains(year)
    else { return nil }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    self.init(localMs: Int64(seconds) * 1000 + Int64(millisecond), offsetMinutes: offsetMinutes)
  }

  static func days(inMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the Gregorian calendar.
  static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    // Years that begin in March put the leap day last, so that months have a closed form.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.quotientRoundedDown(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension BinaryInteger {
  @inline(__always)
  fileprivate func roundedDown(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

// Other modules would call a generic one through its witnesses, at ten times the price.

extension Int {
  /// Division that rounds towards minus infinity, also for negative numbers.
  package func quotientRoundedDown(by divisor: Int) -> Int { roundedDown(by: divisor) }
}

extension Int64 {
  /// Division that rounds towards minus infinity, also for negative numbers.
  package func quotientRoundedDown(by divisor: Int64) -> Int64 { roundedDown(by: divisor) }
}
