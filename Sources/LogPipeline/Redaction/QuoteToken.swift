/// An opening quote as it stands in the text: bare, as an entity, behind backslashes.
struct QuoteToken {
  /// `"` or `'`.
  var kind: UInt8
  /// Where the token's bytes lie.
  var range: Range<Int>
  /// How many backslashes the token begins with: none, one in JSON (`\"`), three in JSON in JSON (`\\\"`).
  var backslashCount = 0
}

extension QuoteToken {
  /// Most backslashes before a quote, and most bytes of a spelled one, that are still taken for a token.
  private static let bytesMax = 64

  @inline(__always) init?(in bytes: [UInt8], at start: Int) {
    guard start >= 0, start < bytes.count, Self.mayBegin(with: bytes[start]),
      let token = Self.token(in: bytes, at: start)
    else { return nil }
    self = token
  }

  private static func mayBegin(with byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "\\"): true
    default: false
    }
  }

  private static func token(in bytes: [UInt8], at start: Int) -> QuoteToken? {
    var symbol = start
    while symbol < bytes.count, bytes[symbol] == UInt8(ascii: "\\") { symbol += 1 }
    guard symbol < bytes.count, symbol - start <= bytesMax else { return nil }
    let backslashCount = symbol - start
    guard let (kind, length) = self.symbol(in: bytes, at: symbol, isEscaped: backslashCount > 0) else { return nil }
    return QuoteToken(kind: kind, range: start..<symbol + length, backslashCount: backslashCount)
  }

  private static let spelled: [(text: String, kind: UInt8)] = [
    ("quot;", 0x22), ("#34;", 0x22), ("#034;", 0x22), ("#x22;", 0x22),
    ("apos;", 0x27), ("#39;", 0x27), ("#039;", 0x27), ("#x27;", 0x27),
  ]

  /// A quote without the backslashes before it: bare, as an entity with any number of `amp;`, `%22`, `\u0022`.
  private static func symbol(
    in bytes: [UInt8], at start: Int, isEscaped: Bool
  ) -> (kind: UInt8, length: Int)? {
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return (bytes[start], 1)
    case UInt8(ascii: "&"):
      var name = start + 1
      while bytes.has("amp;", at: name), name - start < bytesMax { name += 4 }
      guard let entity = spelled.first(where: { bytes.has($0.text, at: name) }) else { return nil }
      return (entity.kind, name + entity.text.utf8.count - start)
    case UInt8(ascii: "%"):
      return bytes.has("%22", at: start) ? (0x22, 3) : bytes.has("%27", at: start) ? (0x27, 3) : nil
    case UInt8(ascii: "u") where isEscaped:
      return bytes.has("u0022", at: start) ? (0x22, 5) : bytes.has("u0027", at: start) ? (0x27, 5) : nil
    default:
      return nil
    }
  }

  /// The length of the token that closes this one at `position`; `nil` if none does.
  ///
  /// Behind a quote with *n* backslashes a text is escaped once for every level of nesting (n = 1: once, 3: twice), so
  /// the number of backslashes before a quote tells whether it closes, is part of the text, or closes an outer text.
  ///
  /// - Parameter position: Where a run of backslashes or a quote begins.
  func closingLength(in bytes: [UInt8], at position: Int) -> Int? {
    var symbol = position
    while symbol < bytes.count, bytes[symbol] == UInt8(ascii: "\\") { symbol += 1 }
    let opening = bytes[(range.lowerBound + backslashCount)..<range.upperBound]
    guard symbol + opening.count <= bytes.count,
      bytes[symbol..<symbol + opening.count].elementsEqual(opening)
    else { return nil }
    let length = symbol + opening.count - position
    var count = symbol - position
    // The backslash of `\u0022` belongs to the spelling.
    if opening.first == UInt8(ascii: "u") { return count == backslashCount ? length : nil }
    var levels = backslashCount
    while levels > 0 {
      // An unescaped quote on this level ends what surrounds the text.
      if count.isMultiple(of: 2) { return length }
      count = (count - 1) / 2
      levels = (levels - 1) / 2
    }
    return count.isMultiple(of: 2) ? length : nil
  }
}

extension [UInt8] {
  /// Whether `word` stands at `position`.
  func has(_ word: String, at position: Int) -> Bool {
    guard position >= 0, position + word.utf8.count <= count else { return false }
    var position = position
    for byte in word.utf8 {
      if self[position] != byte { return false }
      position += 1
    }
    return true
  }

  /// Whether `word`, given in lower case, stands at `position` in any case.
  func hasCaseless(_ word: String, at position: Int) -> Bool {
    guard position >= 0, position + word.utf8.count <= count else { return false }
    var position = position
    for byte in word.utf8 {
      let own = self[position]
      if (own >= 0x41 && own <= 0x5A ? own | 0x20 : own) != byte { return false }
      position += 1
    }
    return true
  }

  /// The first of `words` that stands at `position`.
  func matched(_ words: [String], at position: Int) -> String? {
    words.first { has($0, at: position) }
  }
}
