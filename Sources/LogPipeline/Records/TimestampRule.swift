/// How a layout writes its time, in the notation of `strptime`.
///
/// `%Y %m %d %H %M %S` are numbers (two-digit ones may come unpadded), `%f` a fraction of up to nine digits, `%z` an offset
/// such as `+0200`, `+02:00`, `Z` or `UTC`, `%b` a month's name (see ``MonthName``), `%p` AM or PM. A blank stands for blanks or a
/// `T`, a colon for a colon or the full stop of Italian clocks; everything else for itself.
///
/// One rule reads 12-hour clocks and 24-hour clocks that still carry AM or PM (Open-Xchange wrote both): PM and an hour
/// below 12 adds 12, AM and hour 12 is 0, every other hour stands as it is.
package struct TimestampRule: Equatable, Sendable {
  enum Step: Equatable, Sendable {
    case number(Part, digitsMax: Int)
    case fraction, offset, month, meridiem
    /// A month's number or its name.
    case anyMonth
    case blank
    case literal(UInt8)
  }

  enum Part: Sendable {
    case year, month, day, hour, minute, second
  }

  /// The readings that a rule collects on its way through a timestamp.
  struct Reading {
    var year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0, millisecond = 0
    var offsetMinutes: Int?
    var meridiem: UInt8?

    mutating func set(_ part: Part, to value: Int) {
      switch part {
      case .year: year = value
      case .month: month = value
      case .day: day = value
      case .hour: hour = value
      case .minute: minute = value
      case .second: second = value
      }
    }
  }

  private let steps: [Step]
  var fixed: FixedStamp?
  /// For stamps of which only the second is new.
  let seconds: StampSeconds?

  /// - Returns: `nil` if `format` holds an unknown directive.
  package init?(_ format: String) {
    var steps: [Step] = []
    var bytes = Array(format.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: " ") {
        steps.append(.blank)
      } else if byte != UInt8(ascii: "%") {
        steps.append(.literal(byte))
      } else if let directive = bytes.popFirst(), let step = Self.step(for: directive) {
        steps.append(step)
      } else {
        return nil
      }
    }
    self.steps = steps
    fixed = FixedStamp(steps)
    seconds = fixed?.seconds
  }

  private static func step(for directive: UInt8) -> Step? {
    switch directive {
    case UInt8(ascii: "Y"): .number(.year, digitsMax: 4)
    case UInt8(ascii: "m"): .number(.month, digitsMax: 2)
    case UInt8(ascii: "d"): .number(.day, digitsMax: 2)
    case UInt8(ascii: "H"): .number(.hour, digitsMax: 2)
    case UInt8(ascii: "M"): .number(.minute, digitsMax: 2)
    case UInt8(ascii: "S"): .number(.second, digitsMax: 2)
    case UInt8(ascii: "f"): .fraction
    case UInt8(ascii: "z"): .offset
    case UInt8(ascii: "b"): .month
    case UInt8(ascii: "p"): .meridiem
    default: nil
    }
  }

  /// Reads a timestamp.
  ///
  /// - Parameters:
  ///   - line: The line that holds it.
  ///   - stamp: The layout's `ts` capture; what follows the rule's last part is ignored.
  ///   - fraction, offset, meridiem, year, month, day: The layout's `frac`, `tz`, `mer`, `year`, `month` and `day` captures, where it
  ///     has them.
  package func read(
    _ line: RawSpan, stamp: Range<Int>, fraction: Range<Int>? = nil, offset: Range<Int>? = nil,
    meridiem: Range<Int>? = nil, year: Range<Int>? = nil, month: Range<Int>? = nil, day: Range<Int>? = nil
  ) -> CivilTime? {
    guard var reading = fixed?.read(line.extracting(stamp)) ?? stepwise(line.extracting(stamp)),
      Self.take(.fraction, line, fraction, &reading), Self.take(.offset, line, offset, &reading),
      Self.take(.meridiem, line, meridiem, &reading),
      Self.take(.number(.year, digitsMax: 4), line, year, &reading), Self.take(.anyMonth, line, month, &reading),
      Self.take(.number(.day, digitsMax: 2), line, day, &reading)
    else { return nil }
    switch reading.meridiem {
    case UInt8(ascii: "P") where reading.hour < 12: reading.hour += 12
    case UInt8(ascii: "A") where reading.hour == 12: reading.hour = 0
    default: break
    }
    return CivilTime(
      year: reading.year, month: reading.month, day: reading.day, hour: reading.hour, minute: reading.minute,
      second: reading.second, millisecond: reading.millisecond, offsetMinutes: reading.offsetMinutes)
  }

  /// The same, of a head in a log, of which `memory` knows the head before.
  ///
  /// - Parameter layout: The one whose rule this is.
  @inline(__always) func read(
    _ line: RawSpan, stamp: Range<Int>, fraction: Range<Int>? = nil, offset: Range<Int>? = nil,
    meridiem: Range<Int>? = nil, year: Range<Int>? = nil, month: Range<Int>? = nil, day: Range<Int>? = nil,
    layout: ObjectIdentifier, memory: inout StampMemory
  ) -> CivilTime? {
    let isWhole = offset == nil && meridiem == nil && year == nil && month == nil && day == nil
    guard isWhole, let seconds else {
      return read(
        line, stamp: stamp, fraction: fraction, offset: offset, meridiem: meridiem, year: year, month: month, day: day)
    }
    let bytes = line.extracting(stamp)
    let apart = line.extracting(fraction ?? 0..<0)
    if let time = memory.time(bytes, fraction: apart, seconds, layout: layout) { return time }
    let time = read(line, stamp: stamp, fraction: fraction)
    if let time, fixed?.read(bytes) != nil { memory.keep(time, bytes, fraction: apart, seconds, layout: layout) }
    return time
  }

  private func stepwise(_ stamp: RawSpan) -> Reading? {
    var reading = Reading()
    var cursor = ByteCursor()
    for step in steps {
      guard Self.take(step, from: stamp, at: &cursor, into: &reading) else { return nil }
    }
    return reading
  }

  /// Reads what stands apart from the stamp; what is not there is no fault.
  private static func take(_ step: Step, _ line: RawSpan, _ range: Range<Int>?, _ reading: inout Reading) -> Bool {
    guard let range, !range.isEmpty else { return true }
    var cursor = ByteCursor()
    return take(step, from: line.extracting(range), at: &cursor, into: &reading)
  }

  private static func take(
    _ step: Step, from bytes: RawSpan, at cursor: inout ByteCursor, into reading: inout Reading
  ) -> Bool {
    switch step {
    case .literal(let byte):
      return cursor.skip(byte, in: bytes) || byte == UInt8(ascii: ":") && cursor.skip(UInt8(ascii: "."), in: bytes)
    case .blank:
      return cursor.skipBlanks(in: bytes) || cursor.skip(UInt8(ascii: "T"), in: bytes)
    case .number(let part, let digitsMax):
      guard let value = cursor.number(digitsMax: digitsMax, in: bytes) else { return false }
      reading.set(part, to: value)
    case .fraction:
      guard let value = cursor.milliseconds(in: bytes) else { return false }
      reading.millisecond = value
    case .offset:
      guard let value = cursor.offsetMinutes(in: bytes) else { return false }
      reading.offsetMinutes = value
    case .month:
      guard let value = cursor.month(in: bytes) else { return false }
      reading.month = value
    case .anyMonth:
      let number = cursor.number(digitsMax: 2, in: bytes)
      guard let value = number ?? cursor.month(in: bytes) else { return false }
      reading.month = value
    case .meridiem:
      guard let value = cursor.meridiem(in: bytes) else { return false }
      reading.meridiem = value
    }
    return true
  }
}
