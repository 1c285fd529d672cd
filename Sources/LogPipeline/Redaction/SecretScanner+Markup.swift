// XML elements, however their brackets are written.
extension SecretScanner {
  /// Judges the element that `tag` opens.
  ///
  /// - Parameter isSecret: Whether something before the element named it as a secret: `<key>password</key><value>…`.
  mutating func scanElement(_ tag: MarkupTag, isSecret: Bool = false) {
    let key = isSecret ? .secret : CredentialKey(bytes[tag.name])
    guard let key, key != .setting || !tag.isEnd else { return }
    guard isElement(tag) else { return scanNamedValue(tag.name) }
    if tag.isEnd { return scanOrphan(before: tag, key: key) }
    guard let textStart = tag.end(in: bytes) else {
      // Cut inside the tag: attributes may hold the value.
      return redact(tag.name.upperBound..<line(around: tag.name.upperBound).upperBound)
    }
    if isSelfClosed(textStart) { return }
    let text = skippingSpace(textStart)
    if key == .group, let inner = MarkupTag(in: bytes, startingAt: text) {
      position = inner.opening.lowerBound
      return
    }
    scanElementText(tag, from: text, key: key)
  }

  /// Behind the name stands what can stand in a tag; `Map<Password, String>` is none.
  private func isElement(_ tag: MarkupTag) -> Bool {
    guard let next = byte(tag.name.upperBound) else { return false }
    return next.isBlankOrLineEnd || next == UInt8(ascii: "/")
      || MarkupTag.closingLength(in: bytes, at: tag.name.upperBound) != nil
      || escapedLineEndLength(tag.name.upperBound) != nil
  }

  private func isSelfClosed(_ textStart: Int) -> Bool {
    var end = textStart - 1
    while end > 0, MarkupTag.closingLength(in: bytes, at: end) != textStart - end { end -= 1 }
    return byte(end - 1) == UInt8(ascii: "/")
  }

  private mutating func scanElementText(_ tag: MarkupTag, from text: Int, key: CredentialKey) {
    var searchStart = text
    var prefix = 0
    if let length = cdataLength(at: text) {
      prefix = length
      searchStart = cdataEnd(from: text + length)
    }
    guard let end = elementEnd(tag, from: searchStart) else {
      return redact(text + prefix..<cutEnd(tag, from: text))
    }
    var value = trimmed(text + prefix..<end)
    if prefix > 0 {
      // One CDATA section and nothing else.
      let bracket = MarkupTag.closingLength(in: bytes, at: searchStart + 2)
      if let bracket, skippingSpace(searchStart + 2 + bracket) == end { value = trimmed(text + prefix..<searchStart) }
    }
    position = end
    guard !isHarmless(value, key: key) else { return }
    redact(value)
    position = end
    skipEndTag()
  }

  /// Goes on behind the end tag, which else would look like one without a beginning.
  private mutating func skipEndTag() {
    guard let tag = MarkupTag(in: bytes, startingAt: position), tag.isEnd else { return }
    position = tag.name.upperBound
  }

  private func cdataLength(at start: Int) -> Int? {
    guard let opening = MarkupTag.openingLength(in: bytes, at: start), bytes.has("![CDATA[", at: start + opening)
    else { return nil }
    return opening + 8
  }

  /// Where `]]>` stands; the text before it may end with brackets too.
  private mutating func cdataEnd(from start: Int) -> Int {
    var position = start
    while let brackets = firstIndex(of: Array("]]".utf8), from: position) {
      if MarkupTag.closingLength(in: bytes, at: brackets + 2) != nil { return brackets }
      position = brackets + 1
    }
    return bytes.count
  }

  /// Where the element's text ends: at its own end tag, else at the next end tag of another.
  private mutating func elementEnd(_ tag: MarkupTag, from start: Int) -> Int? {
    var position = start
    var firstOther: Int?
    var hasElement = false
    while position < bytes.count {
      if let next = MarkupTag(in: bytes, startingAt: position), next.isWritten(like: tag, in: bytes) {
        if next.isEnd, bytes[next.name].elementsEqual(bytes[tag.name]) {
          work += position - start
          return position
        }
        // Without elements inside, the first end tag must be the own one; another means that the own one is missing.
        if next.isEnd, firstOther == nil { firstOther = position }
        if next.isEnd, !hasElement { break }
        hasElement = true
        position = next.name.upperBound
      } else {
        position += 1
      }
    }
    work += position - start
    return firstOther
  }

  /// No end tag follows. With other signs of markup the text was cut: all the rest may be the secret. A bare `<password>`
  /// alone is rather a usage text; there the line is taken, and the next one if the line is empty.
  private func cutEnd(_ tag: MarkupTag, from text: Int) -> Int {
    let isUsage =
      tag.opening.count == 1 && tag.qualifiedName == tag.name && bytes.has(">", at: tag.name.upperBound)
      && !bytes[..<tag.opening.lowerBound].contains(UInt8(ascii: "<"))
    return isUsage ? line(around: text, reach: bytes.count).upperBound : bytes.count
  }

  /// An end tag whose element began outside the record: what stands before it is the rest of the secret.
  private mutating func scanOrphan(before tag: MarkupTag, key: CredentialKey) {
    guard key == .secret else { return }
    var start = tag.opening.lowerBound
    let length = tag.opening.count
    while start > 0, !bytes[start - 1].isLineEnd, MarkupTag.closingLength(in: bytes, at: start - length) != length {
      start -= 1
    }
    work += tag.opening.lowerBound - start
    add(start..<tag.opening.lowerBound)
  }
}
