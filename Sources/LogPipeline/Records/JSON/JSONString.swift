/// What the inside of a JSON string means.
enum JSONString {
  /// Appends the string that lies, still escaped, in `range`.
  ///
  /// Half of a surrogate pair, and `\u` without four digits, become U+FFFD; a backslash before anything else is dropped.
  ///
  /// - Parameters:
  ///   - isOneLine: Whether control characters become blanks, as Open-Xchange writes them in properties.
  ///   - bytesMax: Where the text is cut, at a character's boundary.
  static func append(
    _ range: Range<Int>, of bytes: RawSpan, to text: inout [UInt8], isOneLine: Bool = false, bytesMax: Int = .max
  ) {
    let start = text.count
    var index = range.lowerBound
    while index < range.upperBound, text.count - start < bytesMax {
      let first = text.count
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < range.upperBound {
        index = unescape(index, range.upperBound, bytes, &text)
      } else {
        text.append(bytes[index])
        index += 1
      }
      guard isOneLine else { continue }
      for place in first..<text.count where text[place] < 0x20 || text[place] == 0x7F { text[place] = 0x20 }
    }
    cut(&text, to: start, bytesMax)
  }

  /// Never inside a character: a piece of one would be no text.
  private static func cut(_ text: inout [UInt8], to start: Int, _ bytesMax: Int) {
    guard text.count - start >= bytesMax else { return }
    var end = start + bytesMax
    while end > start, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
    // The last character may have begun but not ended.
    var lead = end
    while lead > start, end - lead < 4, text[lead - 1] & 0xC0 == 0x80 { lead -= 1 }
    if lead > start, text[lead - 1] >= 0xC0 {
      let length = text[lead - 1] >= 0xF0 ? 4 : text[lead - 1] >= 0xE0 ? 3 : 2
      if end - lead + 1 < length { end = lead - 1 }
    }
    text.removeSubrange(end...)
  }

  /// - Returns: Where the escape at `index` ends.
  private static func unescape(_ index: Int, _ end: Int, _ bytes: RawSpan, _ text: inout [UInt8]) -> Int {
    switch bytes[index + 1] {
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): return unicode(index, end, bytes, &text)
    default: text.append(bytes[index + 1])
    }
    return index + 2
  }

  /// `\u00e4`, or a pair of surrogates.
  private static func unicode(_ index: Int, _ end: Int, _ bytes: RawSpan, _ text: inout [UInt8]) -> Int {
    guard let unit = hexadecimal(index + 2, end, bytes) else {
      append(nil, to: &text)
      return index + 2
    }
    let next = index + 6
    guard unit & 0xFC00 == 0xD800 else {
      append(Unicode.Scalar(unit), to: &text)
      return next
    }
    guard next + 1 < end, bytes[next] == UInt8(ascii: "\\"), bytes[next + 1] == UInt8(ascii: "u"),
      let low = hexadecimal(next + 2, end, bytes), low & 0xFC00 == 0xDC00
    else {
      append(nil, to: &text)
      return next
    }
    append(Unicode.Scalar(0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF), to: &text)
    return next + 6
  }

  private static func append(_ scalar: Unicode.Scalar?, to text: inout [UInt8]) {
    text += String(scalar ?? "\u{FFFD}").utf8
  }

  private static func hexadecimal(_ start: Int, _ end: Int, _ bytes: RawSpan) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var value: UInt32 = 0
    for index in start..<start + 4 {
      switch bytes[index] {
      case 0x30...0x39: value = value << 4 | UInt32(bytes[index] - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32(bytes[index] & 0x0F + 9)
      default: return nil
      }
    }
    return value
  }
}
