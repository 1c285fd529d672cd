// PHP stack frames: `#3 /path/file.php(214): OXContext->create('pleskcustomer3_41', 's3cr3t', Array)`.
//
// PHP prints every string argument, passwords among them, in full up to 15 characters. Which parameter is which cannot be
// known, so all strings go but those that tell what they are, or that the record shows outside its frames anyway. A context's name
// looks like many a password: it tells what it is by its place, as the first argument of a call that concerns a context.
extension SecretScanner {
  /// Shortest beginning of a cut argument that counts as shown elsewhere.
  private static let prefixBytesMin = 8
  /// Shortest whole argument that counts as shown elsewhere: shorter ones stand anywhere by accident.
  private static let wholeBytesMin = 3
  private static let operationCallers = ["__soapCall", "__call", "__soapcall", "__callStatic"]

  /// Judges the argument list that opens at ``position``; tells whether it is one of a PHP call.
  mutating func scanArguments() -> Bool {
    let opening = position
    let whole = caller(before: opening)
    guard let caller = whole ?? tornCaller(of: opening) else { return false }
    var cursor = opening + 1
    var isFirst = true
    var depth = 0
    while cursor < bytes.count {
      if let quote = QuoteToken(in: bytes, at: cursor), !startsStream(cursor) {
        let (range, isCut, next) = stringArgument(quote)
        work += range.count
        arguments.append(
          FrameArgument(
            range: range, isCut: isCut, isOperation: isFirst && caller,
            isOfContext: cursor == opening + 1 && concernsContext(opening, isTorn: whole == nil)))
        cursor = next
        isFirst = false
        continue
      }
      let byte = bytes[cursor]
      if byte.isLineEnd || escapedLineEndLength(cursor) != nil || startsFrame(cursor) || startsStream(cursor) { break }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") {
        if depth == 0 { break }
        depth -= 1
      }
      cursor += 1
    }
    frames.append(opening..<cursor)
    position = max(cursor, opening + 1)
    return true
  }

  /// What stands before the bracket: `Class->method`, `Class::method`, `file.php(12): function`. `nil` if no call of PHP
  /// does, else whether its first argument names a SOAP operation.
  func caller(before opening: Int) -> Bool? {
    var start = opening
    while start > 0, opening - start < Self.callBytesMax, isCallable(bytes[start - 1]) { start -= 1 }
    guard start > 0, start < opening, followsCallSign(start) else { return nil }
    return Self.operationCallers.contains { bytes.has($0, at: opening - $0.utf8.count) }
  }

  /// Whether the call at `opening` names a context by its class or itself, and sets no password. Of what was torn nobody knows the class.
  private func concernsContext(_ opening: Int, isTorn: Bool) -> Bool {
    var start = opening
    while start > 0, opening - start < Self.callBytesMax, !bytes[start - 1].isBlankOrLineEnd { start -= 1 }
    let call = String(decoding: bytes[start..<opening], as: UTF8.self).lowercased()
    return (isTorn || call.holds("context")) && !call.holds("pass")
  }

  private static let callBytesMax = 256

  /// A list whose call sign was torn off, as when two writers' lines are glued: PHP's words for an object or an array among quoted
  /// arguments give it away. Never the caller of a SOAP operation.
  private func tornCaller(of opening: Int) -> Bool? {
    guard opening > 0, isCallable(bytes[opening - 1]), opening + 1 < bytes.count,
      QuoteToken(in: bytes, at: opening + 1) != nil
    else { return nil }
    let end = min(bytes.count, opening + Self.tornListBytesMax)
    for index in opening + 1..<end {
      if bytes[index].isLineEnd { break }
      if bytes[index] == UInt8(ascii: "O"), bytes.has("Object(", at: index) { return false }
      if bytes[index] == UInt8(ascii: ","), bytes.has(", Array", at: index) { return false }
    }
    return nil
  }

  private static let tornListBytesMax = 512

  /// Whether an arrow, a double colon or the end of a frame's place stands before `start`.
  private func followsCallSign(_ start: Int) -> Bool {
    switch bytes[start - 1] {
    case UInt8(ascii: ">"): bytes.has("->", at: start - 2)
    case UInt8(ascii: ":"): bytes.has("::", at: start - 2)
    case UInt8(ascii: " "): bytes.has("): ", at: start - 3) || bytes.has("]: ", at: start - 3)
    case UInt8(ascii: ";"): bytes.has("-&gt;", at: start - 5) || bytes.has("-&amp;gt;", at: start - 9)
    // The backslash of `-\u003e` counts as one of a namespace.
    case UInt8(ascii: "-"): MarkupTag.closingLength(in: bytes, at: start) != nil
    default: false
    }
  }

  private func isCallable(_ byte: UInt8) -> Bool {
    byte.isLetterOrDigit || byte == 0x5F || byte == 0x5C || byte == 0x7B || byte == 0x7D || byte >= 0x80
  }

  /// The string behind `quote`, and where the list goes on. A quote closes only before `,` or `)`; a string that nothing
  /// closes reaches to the next frame, the next part of the wrapper or the record's end.
  private func stringArgument(_ quote: QuoteToken) -> (range: Range<Int>, isCut: Bool, next: Int) {
    let start = quote.range.upperBound
    var end = start
    while end < bytes.count {
      let byte = bytes[end]
      if let length = quote.closingLength(in: bytes, at: end), endsArgument(end + length) {
        return cutOff(start..<end, next: end + length)
      }
      if byte == UInt8(ascii: "\\") {
        if startsFrame(end) { break }
        end = behindEscape(end)
        continue
      }
      if startsFrame(end) || startsStream(end) { break }
      end += 1
    }
    end = min(end, bytes.count)
    return cutOff(start..<end, next: end)
  }

  private func cutOff(_ range: Range<Int>, next: Int) -> (range: Range<Int>, isCut: Bool, next: Int) {
    guard range.count > 3, bytes[range].suffix(3).elementsEqual("...".utf8) else { return (range, false, next) }
    return (range.dropLast(3), true, next)
  }

  private func endsArgument(_ position: Int) -> Bool {
    guard let byte = byte(position) else { return true }
    return byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")")
  }

  /// `#4 ` behind a line end or a blank.
  private func startsFrame(_ position: Int) -> Bool {
    let number: Int
    if bytes[position].isBlankOrLineEnd {
      number = position + 1
    } else if let length = escapedLineEndLength(position) {
      number = position + length
    } else {
      return false
    }
    guard byte(number) == UInt8(ascii: "#") else { return false }
    var end = number + 1
    while let digit = byte(end), digit.isDigit { end += 1 }
    return end > number + 1 && byte(end) == 0x20
  }

  /// The wrapper's own words behind a cut stream.
  private func startsStream(_ position: Int) -> Bool {
    guard let end = QuoteToken(in: bytes, at: position)?.range.upperBound else { return false }
    return bytes.has(". Error stream:", at: end) || bytes.has(" errors: ", at: end)
      || bytes.has(". Output stream:", at: end)
  }

  /// Decides about the arguments when all other secrets are known.
  ///
  /// - Parameter trustsRecord: Whether a look at the rest of the record may save an argument.
  mutating func judgeArguments(trustsRecord: Bool) {
    guard !arguments.isEmpty else { return }
    var outside = bytes
    for range in frames + found {
      for index in range where index < outside.count { outside[index] = 0 }
    }
    var shown: [[UInt8]: Bool] = [:]
    for argument in arguments {
      if let password = passwordOfAddress(in: argument.range) {
        add(password)
        continue
      }
      guard !argument.isKnown(in: bytes) else { continue }
      let value = Array(bytes[argument.range])
      let isShown = shown[value] ?? (trustsRecord && isShown(value, isCut: argument.isCut, in: outside))
      shown[value] = isShown
      if !isShown { add(argument.range) }
    }
  }

  private mutating func passwordOfAddress(in argument: Range<Int>) -> Range<Int>? {
    let value = Array(bytes[argument])
    guard value.starts(with: "http".utf8), let scheme = value.firstIndex(of: UInt8(ascii: ":")),
      value.has("://", at: scheme), value.contains(UInt8(ascii: "@")), !value.contains(UInt8(ascii: "?"))
    else { return nil }
    guard let password = password(inAddressFrom: argument.lowerBound + scheme + 3) else { return nil }
    return argument.contains(password.lowerBound) ? password.clamped(to: argument) : nil
  }

  /// Whether the record shows `value` as a word outside its frames; of a cut one, at least its beginning.
  private mutating func isShown(_ value: [UInt8], isCut: Bool, in outside: [UInt8]) -> Bool {
    guard value.count >= (isCut ? Self.prefixBytesMin : Self.wholeBytesMin), !value.elementsEqual("secret".utf8)
    else { return false }
    var start = 0
    while start + value.count <= outside.count {
      guard work <= workBudget, let place = Self.firstIndex(of: value, in: outside, from: start) else {
        work += outside.count - start
        return false
      }
      work += place - start + value.count
      let before = place > 0 ? outside[place - 1] : 0
      let after = place + value.count < outside.count ? outside[place + value.count] : 0
      if !before.isLetterOrDigit, isCut || !after.isLetterOrDigit { return true }
      start = place + 1
    }
    return false
  }

  private static func firstIndex(of word: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    while position + word.count <= bytes.count {
      if bytes[position] == word[0], bytes[position...].starts(with: word) { return position }
      position += 1
    }
    return nil
  }
}
