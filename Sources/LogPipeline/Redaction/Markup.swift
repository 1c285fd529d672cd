/// Just enough of XML to tell whether a message is whole.
struct Markup {
  let bytes: [UInt8]
  /// The outermost element's tag: what is written otherwise is text.
  let envelope: MarkupTag

  /// Deepest nesting that is followed.
  private static let depthMax = 200

  /// Whether every tag is closed, in order, and every tag's brackets match.
  func parses(_ message: Range<Int>) -> Bool {
    var open: [Range<Int>] = []
    var position = message.lowerBound
    while position < message.upperBound {
      guard let opening = MarkupTag.openingLength(in: bytes, at: position), opening == envelope.opening.count else {
        position += 1
        continue
      }
      if let end = sectionEnd(position + opening) {
        position = end
        continue
      }
      guard let tag = MarkupTag(in: bytes, startingAt: position), let end = tag.end(in: bytes),
        end <= message.upperBound
      else { return false }
      if tag.isEnd {
        guard let last = open.popLast(), bytes[last].elementsEqual(bytes[tag.qualifiedName]) else { return false }
      } else if !isSelfClosed(end) {
        open.append(tag.qualifiedName)
        if open.count > Self.depthMax { return false }
      }
      position = end
    }
    return open.isEmpty
  }

  private func isSelfClosed(_ end: Int) -> Bool {
    var start = end - 1
    while start > 0, MarkupTag.closingLength(in: bytes, at: start) != end - start { start -= 1 }
    return start > 0 && bytes[start - 1] == UInt8(ascii: "/")
  }

  /// CDATA and comments.
  private func sectionEnd(_ start: Int) -> Int? {
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
