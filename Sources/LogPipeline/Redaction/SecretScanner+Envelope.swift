// SOAP messages that were cut or broken.
//
// Names decide what is secret in a message; where the markup does not parse, names cannot be trusted, and only envelope,
// operation and fault stay.
extension SecretScanner {
  /// Checks every `…:Envelope` of the record.
  mutating func scanEnvelopes() {
    var start = 0
    let word = Array("Envelope".utf8)
    while let place = firstIndex(of: word, from: start, before: checkedEnd) {
      start = place + word.count
      guard let tag = MarkupTag(in: bytes, name: place..<start), !tag.isEnd else { continue }
      let message = tag.opening.lowerBound..<messageEnd(tag)
      work += message.count
      if !Markup.parses(bytes, message) { redactBroken(message) }
      start = max(start, message.upperBound)
    }
  }

  /// Behind the envelope's end tag; else before what cannot belong to a message; else at the record's end.
  private func messageEnd(_ envelope: MarkupTag) -> Int {
    var position = envelope.name.upperBound
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n"), startsOtherText(position + 1) { return position }
      if let tag = MarkupTag(in: bytes, startingAt: position) {
        if tag.isEnd, bytes[tag.qualifiedName].elementsEqual(bytes[envelope.qualifiedName]) {
          return tag.end(in: bytes) ?? tag.name.upperBound
        }
        position = tag.name.upperBound
      } else {
        position += 1
      }
    }
    return bytes.count
  }

  private func startsOtherText(_ position: Int) -> Bool {
    bytes.has("\tat ", at: position) || bytes.has("Caused by: ", at: position)
      || bytes.has(" com.openexchange.", at: position)
      || bytes.has("Stack trace:", at: position) || bytes.has("#0 ", at: position)
  }

  private mutating func redactBroken(_ message: Range<Int>) {
    var position = message.lowerBound
    var textStart = position
    var keepsText = false
    while position < message.upperBound {
      guard let tag = MarkupTag(in: bytes, startingAt: position), tag.name.upperBound <= message.upperBound else {
        position += 1
        continue
      }
      if !keepsText { addText(textStart..<position) }
      guard let end = tag.end(in: bytes), end <= message.upperBound else {
        add(tag.name.upperBound..<message.upperBound)
        return
      }
      addAttributes(tag.name.upperBound..<end)
      keepsText = !tag.isEnd && Markup.isFault(bytes[tag.name])
      position = end
      textStart = end
    }
    if !keepsText { addText(textStart..<message.upperBound) }
  }

  private mutating func addText(_ range: Range<Int>) {
    let start = min(skippingSpace(range.lowerBound), range.upperBound)
    add(start..<range.upperBound)
  }

  /// Attributes stay where they name spaces and types.
  private mutating func addAttributes(_ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      guard let quote = QuoteToken(in: bytes, at: position) else {
        position += 1
        continue
      }
      let end = quotedEnd(quote, before: range.upperBound) { self.mayFollowQuote($0) }
      if !Markup.isStructural(bytes[range.lowerBound..<quote.range.lowerBound]) { add(quote.range.upperBound..<end) }
      position = end + quote.range.count
    }
  }
}

/// Just enough of XML to tell whether a message is whole.
enum Markup {
  /// Deepest nesting that is followed.
  private static let depthMax = 200

  /// Whether every tag is closed, in order, and every tag's brackets match.
  static func parses(_ bytes: [UInt8], _ message: Range<Int>) -> Bool {
    var open: [Range<Int>] = []
    var position = message.lowerBound
    while position < message.upperBound {
      guard let opening = MarkupTag.openingLength(in: bytes, at: position) else {
        position += 1
        continue
      }
      if let end = sectionEnd(bytes, position + opening) {
        position = end
        continue
      }
      guard let tag = MarkupTag(in: bytes, startingAt: position), let end = tag.end(in: bytes),
        end <= message.upperBound
      else { return false }
      if tag.isEnd {
        guard let last = open.popLast(), bytes[last].elementsEqual(bytes[tag.qualifiedName]) else { return false }
      } else if !isSelfClosed(bytes, end) {
        open.append(tag.qualifiedName)
        if open.count > depthMax { return false }
      }
      position = end
    }
    return open.isEmpty
  }

  private static func isSelfClosed(_ bytes: [UInt8], _ end: Int) -> Bool {
    var start = end - 1
    while start > 0, MarkupTag.closingLength(in: bytes, at: start) != end - start { start -= 1 }
    return start > 0 && bytes[start - 1] == UInt8(ascii: "/")
  }

  /// CDATA and comments.
  private static func sectionEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    for (opening, closing) in [("![CDATA[", "]]"), ("!--", "--")] where bytes.has(opening, at: start) {
      var position = start + opening.utf8.count
      while position < bytes.count {
        if bytes.has(closing, at: position), let length = MarkupTag.closingLength(in: bytes, at: position + 2) {
          return position + 2 + length
        }
        position += 1
      }
    }
    return nil
  }

  private static let faultNames: Set<String> = [
    "faultcode", "faultstring", "faultactor", "Text", "Reason", "Code",
  ]

  static func isFault(_ name: ArraySlice<UInt8>) -> Bool {
    faultNames.contains(String(decoding: name, as: UTF8.self))
  }

  private static let structuralNames = [
    "type=", "nil=", "encodingStyle=", "arrayType=", "mustUnderstand=", "lang=", "version=", "encoding=",
  ]

  /// - Parameter text: The tag's text before an attribute's opening quote.
  static func isStructural(_ text: ArraySlice<UInt8>) -> Bool {
    let name = text.reversed().prefix { !$0.isBlankOrLineEnd }.reversed()
    let attribute = String(decoding: Array(name), as: UTF8.self)
    return attribute.hasPrefix("xmlns") || structuralNames.contains(where: attribute.hasSuffix)
  }
}
