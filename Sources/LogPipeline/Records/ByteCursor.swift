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

  /// `Z`, `+0200`, `+02:00` or `+02`, as minutes ahead of UTC.
  mutating func offsetMinutes(in bytes: RawSpan) -> Int? {
    if skip(UInt8(ascii: "Z"), in: bytes) { return 0 }
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

  /// An English month name, whole or cut to three letters, with or without a full stop.
  mutating func englishMonth(in bytes: RawSpan) -> Int? {
    guard position + 3 <= bytes.byteCount else { return nil }
    let key = [bytes[position] | 0x20, bytes[position + 1] | 0x20, bytes[position + 2] | 0x20]
    guard let index = Self.months.firstIndex(of: key) else { return nil }
    while position < bytes.byteCount, bytes[position] | 0x20 >= UInt8(ascii: "a"),
      bytes[position] | 0x20 <= UInt8(ascii: "z")
    {
      position += 1
    }
    _ = skip(UInt8(ascii: "."), in: bytes)
    return index + 1
  }

  /// `A` or `P` of AM or PM.
  mutating func meridiem(in bytes: RawSpan) -> UInt8? {
    guard position + 2 <= bytes.byteCount else { return nil }
    let byte = bytes[position]
    guard byte == UInt8(ascii: "A") || byte == UInt8(ascii: "P") else { return nil }
    position += 2
    return byte
  }

  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }

  private static func digit(_ byte: UInt8) -> Int? {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int(byte - UInt8(ascii: "0")) : nil
  }
}
