// Small questions about the bytes at a place.
extension SecretScanner {
  /// The byte at `position`, or `nil` beyond the record.
  func byte(_ position: Int) -> UInt8? {
    position >= 0 && position < bytes.count ? bytes[position] : nil
  }

  /// `range` without blanks and line ends around it, be they escaped or not.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, bytes[start].isBlankOrLineEnd { start += 1 }
    while end > start, bytes[end - 1].isBlankOrLineEnd { end -= 1 }
    return start..<end
  }

  func skippingBlanks(_ position: Int) -> Int {
    var position = position
    while position < bytes.count, bytes[position].isBlank { position += 1 }
    return position
  }

  /// Skips blanks and line ends, also those written as `\n`.
  func skippingSpace(_ position: Int) -> Int {
    var position = position
    while position < bytes.count {
      if bytes[position].isBlankOrLineEnd {
        position += 1
      } else if let length = escapedLineEndLength(position) {
        position += length
      } else {
        break
      }
    }
    return position
  }

  /// The length of a line end written as backslash and letter (`\n`, `\r\n`, `\\n`), also `\t`; `nil` if there is none.
  func escapedLineEndLength(_ position: Int) -> Int? {
    guard byte(position) == UInt8(ascii: "\\") else { return nil }
    var letter = position
    while letter < bytes.count, bytes[letter] == UInt8(ascii: "\\") { letter += 1 }
    guard letter < bytes.count, letter - position <= 8 else { return nil }
    switch bytes[letter] {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return letter + 1 - position
    default: return nil
    }
  }

  /// Whether a line ends at `position`. A backslash and an `n` may as well be part of a password, so they count only in
  /// JSON records and before what begins a line of a dump.
  func isLineEnd(_ position: Int) -> Bool {
    guard let byte = byte(position) else { return true }
    if byte.isLineEnd { return true }
    guard byte == UInt8(ascii: "\\"), let length = escapedLineEndLength(position) else { return false }
    if isJSONRecord { return true }
    let next = position + length
    guard let following = self.byte(next) else { return true }
    switch following {
    case UInt8(ascii: "#"), UInt8(ascii: "\\"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ")"),
      UInt8(ascii: "}"),
      UInt8(ascii: "<"), UInt8(ascii: " "), UInt8(ascii: "\t"):
      return true
    default:
      return nameIsGivenValue(at: next)
    }
  }

  /// Whether a name and `=`, `:` or `>` stand at `position`, perhaps in quotes.
  func nameIsGivenValue(at position: Int) -> Bool {
    var position = position
    let quote = QuoteToken(in: bytes, at: position)
    if let quote { position = quote.range.upperBound }
    let start = position
    while position < bytes.count, bytes[position].isWord, position - start < 64 { position += 1 }
    guard position > start else { return false }
    if let quote, let length = quote.closingLength(in: bytes, at: position) { position += length }
    position = skippingBlanks(position)
    return byte(position) == UInt8(ascii: "=") || byte(position) == UInt8(ascii: ":")
  }

  /// The line that `position` lies in, or at most `reach` bytes of it to each side.
  func line(around position: Int, reach: Int = 8 * 1024) -> Range<Int> {
    var start = position
    while start > 0, position - start < reach, !bytes[start - 1].isLineEnd { start -= 1 }
    var end = position
    while end < bytes.count, end - position < reach, !bytes[end].isLineEnd { end += 1 }
    return start..<end
  }

  /// Whether only blanks stand between the start of the line, or of a quoted text, and `position`; or an `export `.
  func startsLine(_ position: Int) -> Bool {
    var start = position
    if bytes.has("export ", at: start - 7) { return true }
    while start > 0, bytes[start - 1].isBlank { start -= 1 }
    if start == 0 || bytes[start - 1].isLineEnd { return true }
    if start == position {
      if bytes[start - 1] == UInt8(ascii: "'") || bytes[start - 1] == UInt8(ascii: "\"") { return true }
    }
    guard let letter = byte(start - 1), letter == UInt8(ascii: "n") || letter == UInt8(ascii: "t") else { return false }
    return byte(start - 2) == UInt8(ascii: "\\") && isLineEnd(start - 2)
  }

  /// The first place at or after `start` where `word` stands; its cost is counted.
  mutating func firstIndex(of word: [UInt8], from start: Int, before end: Int? = nil) -> Int? {
    let end = end ?? bytes.count
    guard let first = word.first, end - start >= word.count else { return nil }
    var position = start
    while position + word.count <= end {
      if bytes[position] == first, bytes[position...].starts(with: word) {
        work += position - start
        return position
      }
      position += 1
    }
    work += end - start
    return nil
  }

  /// What a secret reads without entities and backslash escapes, so that it has one placeholder however it is written.
  static func unescaped(_ secret: ArraySlice<UInt8>) -> [UInt8] {
    let entities: [(String, UInt8)] = [
      ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&#34;", 0x22), ("&#034;", 0x22), ("&apos;", 0x27),
      ("&#39;", 0x27), ("&#039;", 0x27), ("\\\"", 0x22), ("\\'", 0x27), ("\\/", 0x2F), ("\\\\", 0x5C),
      ("\\u003c", 0x3C), ("\\u003e", 0x3E), ("\\u0026", 0x26), ("\\u0022", 0x22), ("\\u0027", 0x27),
    ]
    let bytes = Array(secret)
    var plain: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "&") || bytes[position] == UInt8(ascii: "\\"),
        let entity = entities.first(where: { bytes.has($0.0, at: position) })
      {
        plain.append(entity.1)
        position += entity.0.utf8.count
      } else if bytes.has("&amp;", at: position) {
        plain.append(UInt8(ascii: "&"))
        position += 5
      } else {
        plain.append(bytes[position])
        position += 1
      }
    }
    // Each level of nesting was escaped once more.
    return plain.count < bytes.count ? unescaped(plain[...]) : plain
  }
}
