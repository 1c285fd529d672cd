/// A place in a line of JSON, which is lent to each step. What is no JSON returns `nil` or `false`.
struct JSONScanner {
  private(set) var position = 0

  func isAtEnd(of bytes: RawSpan) -> Bool { position == bytes.byteCount }

  mutating func skipBlanks(_ bytes: RawSpan) {
    while position < bytes.byteCount, bytes[position].isBlankOrLineEnd { position += 1 }
  }

  private mutating func skip(_ byte: UInt8, _ bytes: RawSpan) -> Bool {
    guard position < bytes.byteCount, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// - Parameter depth: 1 for the outermost object.
  mutating func object(_ bytes: RawSpan, depth: Int) -> [JSONObject.Member]? {
    guard depth <= JSONObject.depthMax, skip(UInt8(ascii: "{"), bytes) else { return nil }
    var members: [JSONObject.Member] = []
    skipBlanks(bytes)
    if skip(UInt8(ascii: "}"), bytes) { return members }
    repeat {
      skipBlanks(bytes)
      guard let key = string(bytes) else { return nil }
      skipBlanks(bytes)
      guard skip(UInt8(ascii: ":"), bytes) else { return nil }
      skipBlanks(bytes)
      guard let (kind, value) = value(bytes, depth: depth) else { return nil }
      // Below the outermost object nobody asks for members.
      if depth == 1 { members.append(JSONObject.Member(key: key, value: value, kind: kind)) }
      skipBlanks(bytes)
    } while skip(UInt8(ascii: ","), bytes)
    return skip(UInt8(ascii: "}"), bytes) ? members : nil
  }

  private mutating func value(_ bytes: RawSpan, depth: Int) -> (JSONObject.Kind, Range<Int>)? {
    guard position < bytes.byteCount else { return nil }
    let start = position
    switch bytes[position] {
    case UInt8(ascii: "\""): return string(bytes).map { (.string, $0) }
    case UInt8(ascii: "{"): return object(bytes, depth: depth + 1).map { _ in (.nested, start..<position) }
    case UInt8(ascii: "["): return list(bytes, depth: depth + 1) ? (.nested, start..<position) : nil
    case UInt8(ascii: "t"): return word("true", bytes).map { (.bool, $0) }
    case UInt8(ascii: "f"): return word("false", bytes).map { (.bool, $0) }
    case UInt8(ascii: "n"): return word("null", bytes).map { (.null, $0) }
    default: return number(bytes).map { (.number, $0) }
    }
  }

  private mutating func list(_ bytes: RawSpan, depth: Int) -> Bool {
    guard depth <= JSONObject.depthMax, skip(UInt8(ascii: "["), bytes) else { return false }
    skipBlanks(bytes)
    if skip(UInt8(ascii: "]"), bytes) { return true }
    repeat {
      skipBlanks(bytes)
      guard value(bytes, depth: depth) != nil else { return false }
      skipBlanks(bytes)
    } while skip(UInt8(ascii: ","), bytes)
    return skip(UInt8(ascii: "]"), bytes)
  }

  /// A string's range without its quotes.
  private mutating func string(_ bytes: RawSpan) -> Range<Int>? {
    guard skip(UInt8(ascii: "\""), bytes) else { return nil }
    let start = position
    while position < bytes.byteCount {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<position - 1
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return nil
  }

  private mutating func word(_ word: StaticString, _ bytes: RawSpan) -> Range<Int>? {
    let start = position
    for byte in word.description.utf8 where !skip(byte, bytes) { return nil }
    return start..<position
  }

  /// A number's characters, in whatever order: nobody counts with them here.
  private mutating func number(_ bytes: RawSpan) -> Range<Int>? {
    let start = position
    while position < bytes.byteCount, Self.numberBytes.contains(bytes[position]) { position += 1 }
    return position > start ? start..<position : nil
  }

  private static let numberBytes = ByteSet("0123456789+-.eE".utf8)
}
