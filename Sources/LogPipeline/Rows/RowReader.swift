/// Reads what ``RowText`` wrote. What is damaged reads as empty and is told at the end.
struct RowReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// Whether something was not as it was written.
  private(set) var isDamaged = false
  private let words: ArraySlice<UInt8>

  /// Whether it was read to its end, and all was as it was written.
  var isWhole: Bool { !isDamaged && position == bytes.endIndex }

  /// - Parameter words: What it was written besides.
  init(_ bytes: ArraySlice<UInt8>, besides words: ArraySlice<UInt8> = []) {
    self.bytes = bytes
    position = bytes.startIndex
    self.words = words
  }

  init(_ text: String) { self.init(Array(text.utf8)[...]) }

  /// Up to `end`, which is passed.
  private mutating func number(to end: UInt8) -> Int {
    var value = 0
    let isNegative = position < bytes.endIndex && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    while position < bytes.endIndex, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") {
      value = value &* 10 &+ Int(bytes[position] - UInt8(ascii: "0"))
      position += 1
    }
    guard position < bytes.endIndex, bytes[position] == end else {
      isDamaged = true
      position = bytes.endIndex
      return 0
    }
    position += 1
    return isNegative ? 0 &- value : value
  }

  mutating func number() -> Int { number(to: UInt8(ascii: ",")) }

  mutating func flag() -> Bool { number() != 0 }

  mutating func string() -> String {
    if position < bytes.endIndex, bytes[position] == UInt8(ascii: "@") { return sharedString() }
    let length = number(to: UInt8(ascii: ":"))
    guard length >= 0, length <= bytes.endIndex - position else {
      isDamaged = true
      return ""
    }
    defer { position += length }
    return String(decoding: bytes[position..<position + length], as: UTF8.self)
  }

  private mutating func sharedString() -> String {
    position += 1
    let (start, length) = (number(), number())
    guard start >= 0, length >= 0, start <= words.count, length <= words.count - start else {
      isDamaged = true
      return ""
    }
    let place = words.startIndex + start
    return String(decoding: words[place..<place + length], as: UTF8.self)
  }

  /// Passes a text.
  mutating func skip() { _ = string() }

  mutating func text() -> RedactedText { RedactedText(stored: string()) }

  /// - Returns: `nil` for what is absent.
  mutating func optional<Value>(_ read: (inout RowReader) -> Value) -> Value? {
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "~") || bytes[position] == UInt8(ascii: "+") else {
      isDamaged = true
      return nil
    }
    position += 1
    return bytes[position - 1] == UInt8(ascii: "+") ? read(&self) : nil
  }

  mutating func list<Value>(_ read: (inout RowReader) -> Value) -> [Value] {
    let count = number()
    // Each element takes two bytes at the least.
    guard count >= 0, count <= bytes.count else {
      isDamaged = true
      return []
    }
    return (0..<count).map { _ in read(&self) }
  }

  /// One of an enumeration's cases.
  mutating func name<Value: RawRepresentable>(_ fallback: Value) -> Value where Value.RawValue == String {
    if let value = Value(rawValue: string()) { return value }
    isDamaged = true
    return fallback
  }
}
