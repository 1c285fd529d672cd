/// A place in a timestamp, and the small things that can be read from there. A read that fails returns `nil` or `false`.
struct ByteCursor {
  private(set) var position = 0

  mutating func skip(_ byte: UInt8, in bytes: RawSpan) -> Bool {
    guard position < bytes.byteCount, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// One blank or more: days are padded with them.
  mutating func skipBlanks(in bytes: RawSpan) -> Bool {
    guard skip(UInt8(ascii: " "), in: bytes) else { return false }
    while skip(UInt8(ascii: " "), in: bytes) {}
    return true
  }

  mutating func number(digitsMax: Int, in bytes: RawSpan) -> Int? {
    let start = position
    var value = 0
    while position < bytes.byteCount, position - start < digitsMax, let digit = Self.digit(bytes[position]) {
      value = value * 10 + digit
      position += 1
    }
    return position > start ? value : nil
  }

  /// A fraction of a second of up to nine digits, cut to milliseconds.
  mutating func milliseconds(in bytes: RawSpan) -> Int? {
    let start = position
    var value = 0
    while position < bytes.byteCount, position - start < 9, let digit = Self.digit(bytes[position]) {
      if position - start < 3 { value = value * 10 + digit }
      position += 1
    }
    guard position > start else { return nil }
    for _ in min(3, position - start)..<3 { value *= 10 }
    return value
  }

  /// `Z`, `UTC`, `GMT`, `+0200`, `+02:00` or `+02`, as minutes ahead of UTC.
  mutating func offsetMinutes(in bytes: RawSpan) -> Int? {
    if skip(UInt8(ascii: "Z"), in: bytes) { return 0 }
    if bytes.starts(with: Self.utc, at: position) || bytes.starts(with: Self.gmt, at: position) {
      position += 3
      return 0
    }
    let sign: Int
    if skip(UInt8(ascii: "+"), in: bytes) {
      sign = 1
    } else if skip(UInt8(ascii: "-"), in: bytes) {
      sign = -1
    } else {
      return nil
    }
    guard let hours = number(digitsMax: 2, in: bytes) else { return nil }
    _ = skip(UInt8(ascii: ":"), in: bytes)
    let minutes = number(digitsMax: 2, in: bytes) ?? 0
    guard hours <= 18, minutes <= 59 else { return nil }
    return sign * (hours * 60 + minutes)
  }

  /// A month's name, whole or cut, with or without a full stop, in one of the languages of ``MonthName``.
  mutating func month(in bytes: RawSpan) -> Int? {
    var name = MonthName()
    while let letter = MonthName.letter(in: bytes, at: position) {
      name.append(letter.folded)
      position += letter.byteCount
    }
    _ = skip(UInt8(ascii: "."), in: bytes)
    return name.number
  }

  /// AM or PM: `A` or `P`. Written `PM`, `p. m.`, or in German `NACHM.`; the rest of it is left.
  mutating func meridiem(in bytes: RawSpan) -> UInt8? {
    guard position + 2 <= bytes.byteCount else { return nil }
    let meridiem: UInt8
    switch bytes[position] & 0xDF {
    case UInt8(ascii: "A"), UInt8(ascii: "V"): meridiem = UInt8(ascii: "A")
    case UInt8(ascii: "P"), UInt8(ascii: "N"): meridiem = UInt8(ascii: "P")
    default: return nil
    }
    position += 2
    return meridiem
  }

  private static let utc = Array("UTC".utf8)
  private static let gmt = Array("GMT".utf8)

  static func digit(_ byte: UInt8) -> Int? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
  }
}
