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
      if !Markup(bytes: bytes, envelope: tag).parses(message) { redactBroken(message, envelope: tag) }
      start = max(start, message.upperBound)
    }
  }

  /// Behind the envelope's end tag; else before what cannot belong to a message; else at the record's end.
  private func messageEnd(_ envelope: MarkupTag) -> Int {
    var position = envelope.name.upperBound
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n"), startsOtherText(position + 1) { return position }
      if let tag = MarkupTag(in: bytes, startingAt: position) {
        if tag.isEnd, tag.isWritten(like: envelope, in: bytes),
          bytes[tag.qualifiedName].elementsEqual(bytes[envelope.qualifiedName])
        {
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

  private mutating func redactBroken(_ message: Range<Int>, envelope: MarkupTag) {
    var position = message.lowerBound
    var textStart = position
    var keepsText = false
    while position < message.upperBound {
      guard let tag = MarkupTag(in: bytes, startingAt: position), tag.isWritten(like: envelope, in: bytes),
        tag.name.upperBound <= message.upperBound
      else {
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
