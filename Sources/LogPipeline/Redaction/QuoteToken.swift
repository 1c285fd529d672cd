/// An opening quote as it stands in the text: bare, behind backslashes, as an entity.
struct QuoteToken {
  enum Writing: Equatable {
    /// `"`, `\"` (JSON), `\\\"` (JSON in JSON): how many backslashes.
    case plain(backslashes: Int)
    /// `&quot;`, `\u0022`, `%22`: closed by the same bytes.
    case spelled
  }

  /// `"` or `'`.
  var kind: UInt8
  var writing: Writing
  /// Where the token's bytes lie.
  var range: Range<Int>
}

extension QuoteToken {
  /// Most backslashes before a quote, and most bytes of a spelled one, that are still taken for a token.
  private static let bytesMax = 64

  init?(in bytes: [UInt8], at start: Int) {
    guard start >= 0, start < bytes.count else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      self.init(kind: bytes[start], writing: .plain(backslashes: 0), range: start..<start + 1)
    case UInt8(ascii: "\\"):
      self.init(escapedIn: bytes, at: start)
    case UInt8(ascii: "&"):
      self.init(entityIn: bytes, at: start)
    case UInt8(ascii: "%"):
      guard let code = bytes.matched(["%22", "%27"], at: start) else { return nil }
      self.init(kind: code == "%22" ? 0x22 : 0x27, writing: .spelled, range: start..<start + 3)
    default:
      return nil
    }
  }

  private init?(escapedIn bytes: [UInt8], at start: Int) {
    var position = start
    while position < bytes.count, bytes[position] == UInt8(ascii: "\\") { position += 1 }
    let count = position - start
    guard count <= Self.bytesMax, position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'") {
      self.init(kind: bytes[position], writing: .plain(backslashes: count), range: start..<position + 1)
    } else if let code = bytes.matched(["u0022", "u0027"], at: position) {
      self.init(kind: code == "u0022" ? 0x22 : 0x27, writing: .spelled, range: start..<position + 5)
    } else {
      return nil
    }
  }

  private init?(entityIn bytes: [UInt8], at start: Int) {
    var position = start + 1
    while bytes.has("amp;", at: position), position - start < Self.bytesMax { position += 4 }
    let doubles = ["quot;", "#34;", "#034;", "#x22;"]
    let singles = ["apos;", "#39;", "#039;", "#x27;"]
    if let name = bytes.matched(doubles, at: position) {
      self.init(kind: 0x22, writing: .spelled, range: start..<position + name.utf8.count)
    } else if let name = bytes.matched(singles, at: position) {
      self.init(kind: 0x27, writing: .spelled, range: start..<position + name.utf8.count)
    } else {
      return nil
    }
  }

  /// The length of the token that closes this one at `position`; `nil` if none does.
  ///
  /// Behind a quote with *n* backslashes a text is escaped once for every level of nesting (n = 1: once, 3: twice), so
  /// the number of backslashes before a quote tells whether it closes, is part of the text, or closes an outer text.
  func closingLength(in bytes: [UInt8], at position: Int) -> Int? {
    switch writing {
    case .spelled:
      return bytes[range].elementsEqual(bytes[position...].prefix(range.count)) ? range.count : nil
    case .plain(let opening):
      var quote = position
      while quote < bytes.count, bytes[quote] == UInt8(ascii: "\\") { quote += 1 }
      guard quote < bytes.count, bytes[quote] == kind else { return nil }
      var count = quote - position
      var levels = opening
      while levels > 0 {
        // An unescaped quote on this level ends what surrounds the text.
        if count.isMultiple(of: 2) { return quote - position + 1 }
        count = (count - 1) / 2
        levels = (levels - 1) / 2
      }
      return count.isMultiple(of: 2) ? quote - position + 1 : nil
    }
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
