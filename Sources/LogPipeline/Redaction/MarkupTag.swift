/// The beginning of an XML tag as it stands in the text: bare, or with its brackets written as entities or in JSON.
struct MarkupTag {
  /// `<`, `&lt;`, `&amp;lt;`, `\u003c` …
  var opening: Range<Int>
  var isEnd: Bool
  /// The element's name with its prefix.
  var qualifiedName: Range<Int>
  /// The name without its prefix.
  var name: Range<Int>
}

extension MarkupTag {
  /// The tag whose local name is `name`; `nil` if `name` stands in no tag's beginning.
  @inline(__always) init?(in bytes: [UInt8], name: Range<Int>) {
    // Most words stand behind something else.
    guard name.lowerBound > 0, Self.endsBeforeName(bytes[name.lowerBound - 1]), let tag = Self.tag(of: name, in: bytes)
    else { return nil }
    self = tag
  }

  /// Whether a bracket, a slash or a prefix can end with this byte.
  private static func endsBeforeName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ";"), UInt8(ascii: "c"),
      UInt8(ascii: "C"):
      true
    default: false
    }
  }

  private static func tag(of name: Range<Int>, in bytes: [UInt8]) -> MarkupTag? {
    var start = name.lowerBound
    if bytes[start - 1] == UInt8(ascii: ":") {
      start -= 1
      while start > 0, bytes[start - 1].isWord, name.lowerBound - start < 64 {
        // `\u003cns1:password`
        if bytes.has("\\u003c", at: start - 6) || bytes.has("\\u003C", at: start - 6) { break }
        start -= 1
      }
    }
    let qualified = start..<name.upperBound
    var isEnd = false
    if start > 0, bytes[start - 1] == UInt8(ascii: "/") {
      isEnd = true
      start -= 1
      while start > 0, bytes[start - 1] == UInt8(ascii: "\\") { start -= 1 }
    }
    guard let length = openingLength(in: bytes, before: start) else { return nil }
    return MarkupTag(opening: start - length..<start, isEnd: isEnd, qualifiedName: qualified, name: name)
  }

  /// The tag that starts at `start`.
  init?(in bytes: [UInt8], startingAt start: Int) {
    guard let length = Self.openingLength(in: bytes, at: start) else { return nil }
    var position = start + length
    var isEnd = false
    if position < bytes.count, bytes[position] == UInt8(ascii: "\\") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "/") {
      isEnd = true
      position += 1
    }
    let qualifiedStart = position
    var nameStart = position
    while position < bytes.count, bytes[position].isWord || bytes[position] == UInt8(ascii: ":") {
      position += 1
      if bytes[position - 1] == UInt8(ascii: ":") { nameStart = position }
    }
    guard position > nameStart else { return nil }
    self.init(
      opening: start..<start + length, isEnd: isEnd, qualifiedName: qualifiedStart..<position,
      name: nameStart..<position)
  }

  /// The tag that starts at `end`, where a name ended: the `</` behind an element's text.
  init?(in bytes: [UInt8], endingAt end: Int) {
    self.init(in: bytes, startingAt: end)
  }

  /// Whether both tags' brackets are written alike: in `<a>&lt;b&gt;</a>` the second is text of the first.
  func isWritten(like other: MarkupTag, in bytes: [UInt8]) -> Bool {
    opening.count == other.opening.count && bytes[opening.lowerBound] == bytes[other.opening.lowerBound]
  }

  /// Where the tag is closed, searched in the next 4 KiB; `nil` if another tag begins before, or nothing closes it.
  func end(in bytes: [UInt8]) -> Int? {
    var position = name.upperBound
    while position < bytes.count, position - name.upperBound < 4096 {
      // Some escape `<` only.
      if let length = Self.closingLength(in: bytes, at: position), length == opening.count || length == 1 {
        return position + length
      }
      if Self.openingLength(in: bytes, at: position) == opening.count { return nil }
      position += 1
    }
    return nil
  }

  /// `<`, `&lt;`, `&#60;` with any number of `amp;`, `\u003c`.
  static func openingLength(in bytes: [UInt8], at position: Int) -> Int? {
    bracketLength(in: bytes, at: position, bare: UInt8(ascii: "<"), entities: ["lt;", "#60;", "#x3c;"], hex: "c")
  }

  static func closingLength(in bytes: [UInt8], at position: Int) -> Int? {
    bracketLength(in: bytes, at: position, bare: UInt8(ascii: ">"), entities: ["gt;", "#62;", "#x3e;"], hex: "e")
  }

  private static func bracketLength(
    in bytes: [UInt8], at position: Int, bare: UInt8, entities: [String], hex: String
  ) -> Int? {
    guard position >= 0, position < bytes.count else { return nil }
    switch bytes[position] {
    case bare: return 1
    case UInt8(ascii: "&"):
      var end = position + 1
      while bytes.has("amp;", at: end), end - position < 64 { end += 4 }
      guard let entity = bytes.matched(entities, at: end) else { return nil }
      return end + entity.utf8.count - position
    case UInt8(ascii: "\\"):
      var end = position + 1
      while end < bytes.count, bytes[end] == UInt8(ascii: "\\"), end - position < 16 { end += 1 }
      return bytes.hasCaseless("u003" + hex, at: end) ? end + 5 - position : nil
    default: return nil
    }
  }

  private static func openingLength(in bytes: [UInt8], before end: Int) -> Int? {
    guard end > 0 else { return nil }
    if bytes[end - 1] == UInt8(ascii: "<") { return 1 }
    if bytes[end - 1] == UInt8(ascii: ";") {
      for length in 4...64 where end >= length && bytes[end - length] == UInt8(ascii: "&") {
        return openingLength(in: bytes, at: end - length) == length ? length : nil
      }
      return nil
    }
    guard bytes[end - 1] | 0x20 == UInt8(ascii: "c"), openingLength(in: bytes, at: end - 6) == 6 else { return nil }
    var start = end - 6
    while start > 0, bytes[start - 1] == UInt8(ascii: "\\"), end - start < 16 { start -= 1 }
    return end - start
  }
}
