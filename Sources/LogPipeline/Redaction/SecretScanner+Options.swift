// Command lines.
extension SecretScanner {
  /// Judges the option `word`, which begins with a dash; tells whether it took a secret.
  mutating func scanOption(_ word: Range<Int>) -> Bool {
    if bytes.has("--", at: word.lowerBound) {
      guard CredentialKey(bytes[word].dropFirst(2)) == .secret, separatorIsBlank(word.upperBound) else { return false }
      guard !bytes.has("--", at: skippingBlanks(word.upperBound)) else { return false }
      return scanArgument(after: word.upperBound, prose: true)
    }
    let letter = byte(word.lowerBound + 1)
    guard letter == UInt8(ascii: "p") || letter == UInt8(ascii: "P"), beginsArgument(word.lowerBound) else {
      return false
    }
    if word.count == 2 {
      guard let tool = tool(at: word.lowerBound) else { return scanListedOption(word) }
      if tool == .other, letter == UInt8(ascii: "p"), takesPath(word.upperBound) { return false }
      return scanArgument(after: word.upperBound, prose: false)
    }
    guard tool(at: word.lowerBound) == .mysql, letter == UInt8(ascii: "p") else { return false }
    redact(word.lowerBound + 2..<argumentEnd(from: word.lowerBound + 2))
    return true
  }

  /// `mkdir -p /path` in a line of some `/sbin/` tool.
  private func takesPath(_ end: Int) -> Bool { byte(skippingBlanks(end)) == UInt8(ascii: "/") }

  private func beginsArgument(_ start: Int) -> Bool {
    guard start > 0 else { return true }
    let before = bytes[start - 1]
    return !before.isLetterOrDigit && before != UInt8(ascii: "/") && before != UInt8(ascii: ">")
  }

  private func separatorIsBlank(_ end: Int) -> Bool {
    guard let next = byte(end) else { return false }
    return next.isBlank || QuoteToken(in: bytes, at: end) != nil
  }

  /// `["-P","secret"]`: a list of arguments needs no tool to be one.
  private mutating func scanListedOption(_ word: Range<Int>) -> Bool {
    guard let quote = QuoteToken(in: bytes, at: word.upperBound),
      byte(quote.range.upperBound) == UInt8(ascii: ",")
    else { return false }
    return scanArgument(after: word.upperBound, prose: false)
  }

  /// The argument behind an option: `-P x`, `-P 'x'`, `'-P' 'x'`, `-P=x`, `-P'x'`.
  private mutating func scanArgument(after end: Int, prose: Bool) -> Bool {
    var start = end
    if byte(start) == UInt8(ascii: "=") { start += 1 }
    if let quote = QuoteToken(in: bytes, at: start) {
      let next = byte(quote.range.upperBound)
      guard next == nil || next?.isBlank == true || next == UInt8(ascii: ",") else {
        scanQuoted(quote, key: .secret)
        return true
      }
      start = quote.range.upperBound
      if byte(start) == UInt8(ascii: ",") { start += 1 }
    }
    start = skippingBlanks(start)
    guard start > end, start < bytes.count, !bytes[start].isLineEnd else { return false }
    if let length = Placeholder.length(in: bytes, at: start) {
      position = start + length
      return true
    }
    if let quote = QuoteToken(in: bytes, at: start) {
      scanQuoted(quote, key: .secret)
      return true
    }
    if prose, isProse(start) { return false }
    // `-P <password>` in a usage text.
    if bytes[start] == UInt8(ascii: "<") { return false }
    let value = start..<argumentEnd(from: start)
    if isHarmless(value, key: .secret) { return false }
    redact(value)
    return true
  }

  private func argumentEnd(from start: Int) -> Int {
    if let quote = QuoteToken(in: bytes, at: start) { return quotedEnd(quote) { self.mayFollowQuote($0) } }
    return withoutPunctuation(start..<bareEnd(from: start, toLineEnd: false))
  }

  private mutating func tool(at place: Int) -> CommandTool? {
    if toolLine.range.contains(place) { return toolLine.tool }
    let range = line(around: place, reach: 4096)
    work += range.count
    toolLine = (range, CommandTool(line: bytes[range]))
    return toolLine.tool
  }
}
