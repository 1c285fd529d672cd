// What is a value, and where it ends.
extension SecretScanner {
  /// Judges the value behind `separator` and moves ``position`` behind it.
  mutating func scanValue(of key: CredentialKey, _ separator: ValueSeparator, name: Range<Int>) {
    let start = separator.valueStart
    guard start < bytes.count else { return }
    if let length = Placeholder.length(in: bytes, at: start) {
      position = start + length
      return
    }
    if let quote = QuoteToken(in: bytes, at: start) {
      return scanQuoted(quote, key: key)
    }
    if let quote = argumentOfCall(start) {
      return scanQuoted(quote, key: .secret)
    }
    switch key {
    case .authorization: return scanAuthorization(from: start, name: name)
    case .cookie: return redact(start..<lineEnd(from: start, name: name))
    case .secret, .setting, .group: break
    }
    if separator.nameIsBracketed { return scanDumped(from: separator.end, key: key) }
    if let opening = byte(start), opening == UInt8(ascii: "{") || opening == UInt8(ascii: "["), separator.nameIsQuoted {
      if key != .group { redact(start..<containerEnd(from: start)) }
      return
    }
    if key == .group, holdsObject(start) || nameIsGivenValue(at: start) { return }
    scanBare(from: start, separator, key: key, name: name)
  }

  /// `PASSWORD('x')`, `md5("x")` as a value: the quote behind the bracket.
  private func argumentOfCall(_ start: Int) -> QuoteToken? {
    var position = start
    while let byte = byte(position), byte.isLetterOrDigit || byte == UInt8(ascii: "_") { position += 1 }
    guard position > start, byte(position) == UInt8(ascii: "(") else { return nil }
    return QuoteToken(in: bytes, at: position + 1)
  }

  /// Notes `range` as secret and goes on behind it.
  mutating func redact(_ range: Range<Int>) {
    add(range)
    work += range.count
    position = max(position, range.upperBound)
  }

  /// Judges a quoted value. Without a closing quote all up to the record's end is secret.
  mutating func scanQuoted(_ quote: QuoteToken, key: CredentialKey) {
    let start = quote.range.upperBound
    let end = quotedEnd(quote) { self.mayFollowQuote($0) }
    let value = start..<end
    position = end
    work += value.count
    guard !isHarmless(value, key: key) else { return }
    guard key == .authorization else { return add(value) }
    let scheme = schemeEnd(value.lowerBound)
    add(scheme..<max(scheme, end))
  }

  /// Where the text behind `quote` ends: before the token that closes it and that `mayFollow` allows, or at `limit`, else
  /// at the record's end.
  func quotedEnd(_ quote: QuoteToken, before limit: Int? = nil, _ mayFollow: (Int) -> Bool) -> Int {
    let limit = min(limit ?? bytes.count, bytes.count)
    var position = quote.range.upperBound
    while position < limit {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") || byte == quote.kind || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "%") {
        if let length = shellQuoteLength(position, quote) {
          position += length
          continue
        }
        if let length = quote.closingLength(in: bytes, at: position), mayFollow(position + length) { return position }
        position = behindEscape(position)
      } else {
        position += 1
      }
    }
    return limit
  }

  /// The shell writes a quote inside quotes as `'\''`, in JSON with more backslashes.
  private func shellQuoteLength(_ start: Int, _ quote: QuoteToken) -> Int? {
    guard quote.kind == UInt8(ascii: "'"), bytes[start] != UInt8(ascii: "\\"),
      let closing = QuoteToken(in: bytes, at: start),
      let escaped = QuoteToken(in: bytes, at: closing.range.upperBound), escaped.backslashCount > 0,
      let reopening = QuoteToken(in: bytes, at: escaped.range.upperBound),
      reopening.backslashCount == 0, escaped.kind == quote.kind, reopening.kind == quote.kind
    else { return nil }
    return reopening.range.upperBound - start
  }

  /// Behind the backslashes at `position` and what they escape, or behind the byte there.
  func behindEscape(_ position: Int) -> Int {
    if let quote = QuoteToken(in: bytes, at: position) { return quote.range.upperBound }
    var position = position
    while position < bytes.count, bytes[position] == UInt8(ascii: "\\") { position += 1 }
    return min(bytes.count, position + 1)
  }

  /// A quote inside a word, as in `'it's'`, closes nothing.
  func mayFollowQuote(_ position: Int) -> Bool {
    guard let byte = byte(position) else { return true }
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "&"), UInt8(ascii: "?"),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: "%"),
      UInt8(ascii: "|"), UInt8(ascii: "="):
      return true
    default:
      return byte.isBlankOrLineEnd || byte == 0
    }
  }

  /// `auth=Credentials [login=…`, `credentials: com.openexchange…@1a2b`: an object whose parts are judged one by one.
  private func holdsObject(_ start: Int) -> Bool {
    var position = start
    while position < bytes.count, bytes[position].isWord { position += 1 }
    position = skippingBlanks(position)
    switch byte(position) {
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "@"): return true
    default: return position < bytes.count && bytes.has(" Object", at: position - 1)
    }
  }

  /// Judges a value without quotes.
  private mutating func scanBare(from start: Int, _ separator: ValueSeparator, key: CredentialKey, name: Range<Int>) {
    if separator.kind == .colon, !separator.nameIsQuoted, isProse(start) || isSyntaxError(name) { return }
    if separator.kind == .colon, bytes[name].elementsEqual("auth".utf8) { return }
    var end = bareEnd(from: start, toLineEnd: key == .setting || startsLine(name.lowerBound) || isLineOfItsOwn(name))
    if end > start, let closing = closingOfBracket(around: name.lowerBound, from: start) { end = max(end, closing) }
    work += end - start
    end = withoutPunctuation(start..<end)
    guard !isHarmless(start..<end, key: key) else { return }
    redact(start..<max(end, start))
  }

  /// Settings and properties are written one a line.
  private func isLineOfItsOwn(_ name: Range<Int>) -> Bool {
    bytes[name].contains(UInt8(ascii: ".")) || bytes.hasCaseless("settings_", at: name.lowerBound)
      || bytes.hasCaseless("db_", at: name.lowerBound)
  }

  /// - Parameter toLineEnd: Whether blanks are part of the value.
  func bareEnd(from start: Int, toLineEnd: Bool) -> Int {
    var position = start
    while position < bytes.count, !isLineEnd(position) {
      if let length = Placeholder.length(in: bytes, at: position) {
        position += length
        continue
      }
      if endsBare(at: position, toLineEnd: toLineEnd) { break }
      position += 1
    }
    return position
  }

  private func endsBare(at position: Int, toLineEnd: Bool) -> Bool {
    switch bytes[position] {
    case 0x20, 0x09:
      return !toLineEnd || nameIsAssigned(at: position + 1)
    case UInt8(ascii: ","), UInt8(ascii: ";"):
      return nameIsGivenValue(at: skippingBlanks(position + 1))
    case UInt8(ascii: "&"):
      if bytes.has("&lt;/", at: position) || nameIsAssigned(at: position + 1) { return true }
      if bytes.has("&amp;", at: position), nameIsAssigned(at: position + 5) { return true }
      return closesSurroundings(at: position)
    case UInt8(ascii: "<"):
      return byte(position + 1) == UInt8(ascii: "/")
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"):
      return closesSurroundings(at: position)
    default:
      return false
    }
  }

  private func nameIsAssigned(at start: Int) -> Bool {
    var position = start
    while position < bytes.count, bytes[position].isWord, position - start < 64 { position += 1 }
    return position > start && byte(position) == UInt8(ascii: "=")
  }

  /// A quote before a delimiter closes the text in which the value stands.
  private func closesSurroundings(at position: Int) -> Bool {
    guard let quote = QuoteToken(in: bytes, at: position) else { return false }
    switch byte(quote.range.upperBound) {
    case nil: return true
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: ">"), UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "."),
      UInt8(ascii: "\\"), UInt8(ascii: "<"):
      return true
    case let byte?: return byte.isBlankOrLineEnd
    }
  }

  /// Where the bracket closes in which the name stands: `Credentials [login=x, password=two words]`.
  private mutating func closingOfBracket(around name: Int, from start: Int) -> Int? {
    var depth = 0
    var position = name - 1
    while position >= 0, name - position <= 256, !bytes[position].isLineEnd {
      switch bytes[position] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        if depth == 0 { return closing(of: bytes[position], from: start) }
        depth -= 1
      default: break
      }
      position -= 1
    }
    return nil
  }

  private mutating func closing(of opening: UInt8, from start: Int) -> Int? {
    let closing: UInt8 = opening == UInt8(ascii: "(") ? UInt8(ascii: ")") : opening + 2
    var position = start
    defer { work += position - start }
    while position < bytes.count, !isLineEnd(position), position - start < 4096 {
      if let length = Placeholder.length(in: bytes, at: position) {
        position += length
        continue
      }
      if endsBare(at: position, toLineEnd: true) { return position }
      if bytes[position] == closing {
        let next = byte(position + 1)
        let isLast = next.map { !$0.isLetterOrDigit } ?? true
        if isLast { return position }
      }
      position += 1
    }
    return nil
  }

  /// Punctuation behind a value belongs to the sentence or to the surroundings.
  func withoutPunctuation(_ value: Range<Int>) -> Int {
    var end = value.upperBound
    while end > value.lowerBound, !Placeholder.ends(at: end, in: bytes) {
      switch bytes[end - 1] {
      case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "]"),
        UInt8(ascii: "}"), UInt8(ascii: "'"), UInt8(ascii: "\""), 0x20, 0x09:
        end -= 1
      default:
        return end
      }
    }
    return end
  }

  /// Where a JSON object or array ends, strings skipped; the record's end if it is cut.
  private func containerEnd(from start: Int) -> Int {
    var depth = 0
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return position + 1 }
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "&"):
        if let quote = QuoteToken(in: bytes, at: position), quote.kind == 0x22 {
          position = quotedEnd(quote) { _ in true }
          if position < bytes.count { position += quote.range.count - 1 }
        }
      default: break
      }
      position += 1
    }
    return bytes.count
  }
}
