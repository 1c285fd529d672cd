/// A fault's text in the form in which both sides can be compared: without class names before it and exception ids behind it.
///
/// The SOAP faultstring is the Java exception's message, and PHP prints the faultstring; on the way, Open-Xchange may put class
/// names such as `com.openexchange.…OXResellerException: ` before it, and a wrapper may cut it.
package struct FaultText: Codable, Hashable, Sendable {
  package let text: RedactedText

  /// Shorter texts say too little to be looked for inside another one.
  private static let pieceLengthMin = 16

  /// - Returns: `nil` where nothing is left.
  package init?(_ raw: RedactedText) {
    let whole = raw.string[...]
    var text = Self.withoutClassNames(whole)
    if let range = text.range(ofLiteral: "; exceptionId ") { text = text[..<range.lowerBound] }
    while let byte = text.utf8.last, Self.mayBeBlank(byte), text.last?.isWhitespace == true { text.removeLast() }
    while let byte = text.utf8.first, Self.mayBeBlank(byte), text.first?.isWhitespace == true { text.removeFirst() }
    guard !text.isEmpty else { return nil }
    let start = whole.utf8.distance(from: whole.startIndex, to: text.startIndex)
    self.text = raw.piece(start..<start + text.utf8.count)
  }

  /// Whether a byte may belong to a character that is a blank: what the character is takes longer to tell.
  private static func mayBeBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte >= 0x80 }

  /// - Parameter stored: What was a fault's text before it was kept.
  init(stored: RedactedText) { text = stored }

  /// How two texts agree.
  package enum Agreement: Sendable {
    case equal
    /// One begins with the other, or holds it: a wrapper cut it, or stands around it.
    case partial
  }

  package func agreement(with other: FaultText) -> Agreement? {
    Self.agreement(Array(text.utf8), Array(other.text.utf8))
  }

  /// The same of two texts' bytes.
  static func agreement(_ mine: [UInt8], _ others: [UInt8]) -> Agreement? {
    if mine.count == others.count { return mine == others ? .equal : nil }
    let (short, long) = mine.count < others.count ? (mine, others) : (others, mine)
    guard short.count >= pieceLengthMin, RawSpan(_elements: long.span).firstIndex(of: short) != nil else { return nil }
    return .partial
  }

  /// `com.openexchange.admin.rmi.exceptions.StorageException: text` → `text`, as often as it is there.
  static func withoutClassNames(_ text: Substring) -> Substring {
    var text = text
    while let colon = text.range(ofLiteral: ": ") {
      let name = text[..<colon.lowerBound]
      let isOfLetters = name.utf8.allSatisfy { byte in
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || byte >= 0x80
          || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
          || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      }
      guard isOfLetters, name.contains(".") else { break }
      text = text[colon.upperBound...]
    }
    return text
  }
}
