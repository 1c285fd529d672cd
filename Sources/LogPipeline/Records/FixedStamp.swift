/// Reads a timestamp in which every number has its full width, at fixed places: what almost every head of a log carries.
///
/// It gives what the rule's steps would give one by one, or says that it does not know.
struct FixedStamp: Equatable, Sendable {
  /// Where each part begins; −1 for one that the stamp does not have.
  private var year = -1, month = -1, day = -1, hour = -1, minute = -1, second = -1, fraction = -1, offset = -1
  private var checks: [Check] = []
  private var byteCount = 0

  private struct Check: Equatable, Sendable {
    var place: Int
    var first: UInt8
    var second: UInt8
  }

  /// - Returns: `nil` for a rule with parts that have no width, such as a month's name.
  init?(_ steps: [TimestampRule.Step]) {
    for step in steps {
      switch step {
      case .literal(let byte):
        checks.append(
          Check(place: byteCount, first: byte, second: byte == UInt8(ascii: ":") ? UInt8(ascii: ".") : byte))
        byteCount += 1
      case .blank:
        checks.append(Check(place: byteCount, first: UInt8(ascii: " "), second: UInt8(ascii: "T")))
        byteCount += 1
      case .number(let part, let digits):
        note(part)
        byteCount += digits
      case .fraction:
        fraction = byteCount
        byteCount += 3
      case .offset:
        offset = byteCount
        byteCount += 5
      case .month, .anyMonth, .meridiem: return nil
      }
    }
  }

  /// `nil` where the second has no place of its own.
  var seconds: StampSeconds? { StampSeconds(byteCount: byteCount, second: second, fraction: fraction) }

  private mutating func note(_ part: TimestampRule.Part) {
    switch part {
    case .year: year = byteCount
    case .month: month = byteCount
    case .day: day = byteCount
    case .hour: hour = byteCount
    case .minute: minute = byteCount
    case .second: second = byteCount
    }
  }

  /// - Returns: `nil` where the steps must be asked.
  func read(_ stamp: RawSpan) -> TimestampRule.Reading? {
    guard stamp.byteCount == byteCount else { return nil }
    for check in checks {
      let byte = stamp[check.place]
      guard byte == check.first || byte == check.second else { return nil }
    }
    var reading = TimestampRule.Reading()
    // Digits above nine in any place make this negative.
    var sure = 0
    if year >= 0 { reading.year = Self.two(stamp, year, &sure) * 100 + Self.two(stamp, year + 2, &sure) }
    if month >= 0 { reading.month = Self.two(stamp, month, &sure) }
    if day >= 0 { reading.day = Self.two(stamp, day, &sure) }
    if hour >= 0 { reading.hour = Self.two(stamp, hour, &sure) }
    if minute >= 0 { reading.minute = Self.two(stamp, minute, &sure) }
    if second >= 0 { reading.second = Self.two(stamp, second, &sure) }
    if fraction >= 0 {
      reading.millisecond = Self.two(stamp, fraction, &sure) * 10 + Self.digit(stamp, fraction + 2, &sure)
    }
    if offset >= 0 {
      let sign = stamp[offset]
      guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
      let (hours, minutes) = (Self.two(stamp, offset + 1, &sure), Self.two(stamp, offset + 3, &sure))
      guard hours <= 18, minutes <= 59 else { return nil }
      reading.offsetMinutes = (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }
    return sure >= 0 ? reading : nil
  }

  @inline(__always) static func two(_ stamp: RawSpan, _ place: Int, _ sure: inout Int) -> Int {
    digit(stamp, place, &sure) * 10 + digit(stamp, place + 1, &sure)
  }

  @inline(__always) static func digit(_ stamp: RawSpan, _ place: Int, _ sure: inout Int) -> Int {
    let value = Int(stamp[place]) - 0x30
    sure |= value | (9 - value)
    return value
  }
}
