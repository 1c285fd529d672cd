// Values that stand near their name without a separator: `"name":"password","value":"x"`, `password 'x'`, `PASSWORD('x')`.
extension SecretScanner {
  /// The name is itself a value (`name="password"`, `<key>password</key>`); its neighbour holds the secret.
  mutating func scanNeighbour(of name: Range<Int>, _ key: CredentialKey) -> Bool {
    if let tag = MarkupTag(in: bytes, endingAt: name.upperBound) { return scanNextElement(after: tag) }
    if bytes.has("[", at: name.lowerBound - 1) { return false }
    if let quote = QuoteToken(in: bytes, at: name.upperBound) {
      return scanValueAttribute(from: quote.range.upperBound)
    }
    // print_r: `[name] => password`, then `[value] => x`.
    guard bytes.has("=> ", at: name.lowerBound - 3) else { return false }
    let next = skippingSpace(name.upperBound)
    guard bytes.hasCaseless("[value] => ", at: next) else { return false }
    position = next
    scanDumped(from: next + 11, key: .secret)
    return true
  }

  /// Behind `name="password"`: `value="x"` in the same tag or object, or the element's text.
  private mutating func scanValueAttribute(from start: Int) -> Bool {
    var cursor = start
    let reach = min(bytes.count, start + 512)
    while cursor < reach, !bytes[cursor].isLineEnd || cursor - start < 64 {
      if let closing = MarkupTag.closingLength(in: bytes, at: cursor) {
        guard bytes[start..<cursor].last != UInt8(ascii: "/") else { return false }
        return scanText(from: cursor + closing, bracket: closing)
      }
      if bytes[cursor] == UInt8(ascii: "{") || bytes[cursor] == UInt8(ascii: "<") { return false }
      if bytes.hasCaseless("value", at: cursor), !bytes[cursor - 1].isWord {
        var after = cursor + 5
        if let quote = QuoteToken(in: bytes, at: after) { after = quote.range.upperBound }
        after = skippingSpace(after)
        for separator in ["=>", "=", ":"] where bytes.has(separator, at: after) {
          let value = skippingSpace(after + separator.utf8.count)
          guard let quote = QuoteToken(in: bytes, at: value) else { return false }
          scanQuoted(quote, key: .secret)
          return true
        }
      }
      cursor += 1
    }
    return false
  }

  /// `>password</key><value>x</value>`
  private mutating func scanNextElement(after tag: MarkupTag) -> Bool {
    guard tag.isEnd, let end = tag.end(in: bytes) else { return false }
    let next = skippingSpace(end)
    guard let opening = MarkupTag(in: bytes, startingAt: next), !opening.isEnd else { return false }
    position = opening.name.upperBound
    scanElement(opening, isSecret: true)
    return true
  }

  /// The text of an element whose attribute names a secret; `<value>` may be around it.
  ///
  /// - Parameter bracket: The length of the tag's closing bracket: what is written otherwise is text.
  private mutating func scanText(from start: Int, bracket: Int) -> Bool {
    let text = skippingSpace(start)
    if let inner = MarkupTag(in: bytes, startingAt: text), inner.opening.count == bracket, !inner.isEnd {
      position = inner.name.upperBound
      scanElement(inner, isSecret: true)
      return true
    }
    var end = text
    while end < bytes.count, MarkupTag.openingLength(in: bytes, at: end) != bracket { end += 1 }
    // Without any further tag the text was cut, or is no markup at all.
    if end == bytes.count, !followsOpening(start) { end = line(around: start).upperBound }
    redact(text..<max(text, end))
    return true
  }

  private func followsOpening(_ closing: Int) -> Bool {
    var position = closing
    while position > 0, closing - position < 512 {
      position -= 1
      if MarkupTag(in: bytes, startingAt: position) != nil { return true }
    }
    return false
  }

  /// `password 'x'`, `identified by 'x'` in a message.
  mutating func scanQuotedRemark(after name: Range<Int>) {
    let word = String(decoding: bytes[name], as: UTF8.self).lowercased()
    guard word.hasSuffix("password") || word.hasSuffix("passwd"), byte(name.upperBound) == 0x20,
      let quote = QuoteToken(in: bytes, at: name.upperBound + 1)
    else { return }
    let limit = quote.range.upperBound + 129
    let value = quote.range.upperBound..<quotedEnd(quote, before: limit) { self.mayFollowQuote($0) }
    guard value.upperBound < min(limit, bytes.count), !bytes[value].contains(where: \.isBlankOrLineEnd),
      !isHarmless(value, key: .secret)
    else { return }
    redact(value)
  }

  /// `IDENTIFIED BY 'x'`, `IDENTIFIED BY PASSWORD 'x'`.
  mutating func scanIdentified(_ name: Range<Int>) {
    guard bytes.hasCaseless("identified by ", at: name.lowerBound) else { return }
    var start = name.lowerBound + 14
    if bytes.hasCaseless("password ", at: start) { start += 9 }
    if let quote = QuoteToken(in: bytes, at: start) { scanQuoted(quote, key: .secret) }
  }

  /// `PASSWORD('x')`, `setPassword("x")`.
  mutating func scanCall(_ name: Range<Int>) {
    guard let quote = QuoteToken(in: bytes, at: skippingBlanks(name.upperBound + 1)) else { return }
    scanQuoted(quote, key: .secret)
  }
}

// HTTP headers.
extension SecretScanner {
  private static let schemes: Set<String> = [
    "basic", "bearer", "digest", "negotiate", "ntlm", "token", "apikey", "hmac", "oauth",
  ]

  /// `Authorization: Basic …`: the scheme stays.
  mutating func scanAuthorization(from start: Int, name: Range<Int>) {
    let secret = schemeEnd(start)
    guard secret > start else {
      guard !isProse(start) else { return }
      return redact(start..<withoutPunctuation(start..<bareEnd(from: start, toLineEnd: false)))
    }
    if Placeholder.length(in: bytes, at: secret) != nil { return }
    let isOneWord = !bytes.hasCaseless("digest", at: start) && !bytes.hasCaseless("oauth", at: start)
    let end = isOneWord ? bareEnd(from: secret, toLineEnd: false) : lineEnd(from: secret, name: name)
    redact(secret..<withoutPunctuation(secret..<end))
  }

  func schemeEnd(_ start: Int) -> Int {
    var end = start
    while let byte = byte(end), byte.isLetterOrDigit { end += 1 }
    guard Self.schemes.contains(String(decoding: bytes[start..<end], as: UTF8.self).lowercased()),
      byte(end)?.isBlank == true
    else { return start }
    return skippingBlanks(end)
  }

  /// Where a header's line ends: at a line end, or where the quote closes that opened right before the header's name.
  func lineEnd(from start: Int, name: Range<Int>) -> Int {
    var end = start
    let quote = QuoteToken(in: bytes, at: name.lowerBound - 1)
    while end < bytes.count, !isLineEnd(end), escapedLineEndLength(end) == nil {
      if let quote, let length = quote.closingLength(in: bytes, at: end), mayFollowQuote(end + length) { break }
      end += 1
    }
    return end
  }
}

// Dumps by print_r, and key files.
extension SecretScanner {
  /// `[password] => value`: the value reaches to the next `[key] =>` or the closing `)`, over lines if need be.
  mutating func scanDumped(from start: Int, key: CredentialKey) {
    var end = dumpedEnd(start)
    let value = trimmed(start..<end)
    let text = String(decoding: bytes[value].prefix(64), as: UTF8.self)
    if key == .group, text.hasPrefix("Array") || text.holds(" Object") { return }
    if text.hasPrefix("Array"), value.count <= 8 || byte(skippingSpace(value.lowerBound + 5)) == UInt8(ascii: "(") {
      // An array of secrets: up to its own end.
      end = firstIndex(of: [UInt8(ascii: ")")], from: value.lowerBound) ?? bytes.count
      return redact(value.lowerBound + 5..<end)
    }
    guard !isHarmless(value, key: key) else { return }
    redact(start..<end)
  }

  private func dumpedEnd(_ start: Int) -> Int {
    var position = start
    while position < bytes.count {
      guard bytes[position].isBlankOrLineEnd || bytes[position] == UInt8(ascii: "\\") else {
        position += 1
        continue
      }
      let next = skippingSpace(position)
      guard next > position else {
        position += 1
        continue
      }
      if endsDumped(at: next, spaceFrom: position) { return position }
      position = next
    }
    return bytes.count
  }

  private func endsDumped(at next: Int, spaceFrom space: Int) -> Bool {
    guard let byte = byte(next) else { return false }
    if byte == UInt8(ascii: "[") {
      var end = next + 1
      while end < bytes.count, end - next < 128, bytes[end] != UInt8(ascii: "]") { end += 1 }
      return bytes.has("] =>", at: end) || bytes.has("] =&gt;", at: end) || bytes.has("]=>", at: end)
    }
    guard byte == UInt8(ascii: ")") else { return false }
    guard !bytes[space..<next].contains(where: { $0.isLineEnd || $0 == UInt8(ascii: "\\") }) else { return true }
    guard let after = self.byte(next + 1) else { return true }
    return !after.isLetterOrDigit
  }

  /// A private key in PEM, up to its end line.
  mutating func scanPrivateKey(from start: Int) {
    let label = bytes[start...].prefix(64)
    guard String(decoding: label, as: UTF8.self).holds("PRIVATE KEY") else { return }
    guard let body = firstIndex(of: Array("KEY-----".utf8), from: start, before: min(bytes.count, start + 80)) else {
      return redact(start..<bytes.count)
    }
    let end = firstIndex(of: Array("-----END".utf8), from: body + 8) ?? bytes.count
    redact(body + 8..<end)
    if end < bytes.count { position = min(bytes.count, end + 8) }
  }
}
