/// What a wall clock shows, by the proleptic Gregorian calendar.
package struct WallTime: Sendable {
  package let year: Int
  package let month: Int
  package let day: Int
  package let hour: Int
  package let minute: Int
  package let second: Int
  package let millisecond: Int
  /// 0 is Sunday.
  package let weekday: Int

  package static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  package static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  /// - Parameters:
  ///   - ms: UTC milliseconds since 1970.
  ///   - offsetMinutes: How far the clock is ahead of UTC.
  package init(ms: Int64, offsetMinutes: Int = 0) {
    let local = ms + Int64(offsetMinutes) * 60_000
    let days = Int(local.floored(by: 86_400_000))
    let rest = Int(local - Int64(days) * 86_400_000)
    (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
    (second, millisecond) = (rest / 1000 % 60, rest % 1000)
    weekday = ((days + 4) % 7 + 7) % 7
    // Eras of 400 years that begin in March.
    let shifted = days + 719_468
    let era = Int(Int64(shifted).floored(by: 146_097))
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  package static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
  }

  /// `2021-12-19`
  package var date: String { "\(year)-\(Self.padded(month))-\(Self.padded(day))" }
  /// `13:58:02`
  package var time: String { "\(Self.padded(hour)):\(Self.padded(minute)):\(Self.padded(second))" }
  package var fraction: String { Self.padded(millisecond, 3) }

  /// `+0200`, or with a separator `+02:00`.
  package static func offset(_ minutes: Int, separator: String = "") -> String {
    "\(minutes < 0 ? "-" : "+")\(padded(abs(minutes) / 60))\(separator)\(padded(abs(minutes) % 60))"
  }

  /// `2021-12-19T13:58:02.439Z`
  package static func iso8601(_ ms: Int64) -> String {
    let wall = WallTime(ms: ms)
    return "\(wall.date)T\(wall.time).\(wall.fraction)Z"
  }
}

extension Int64 {
  fileprivate func floored(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((-self + divisor - 1) / divisor)
  }
}
