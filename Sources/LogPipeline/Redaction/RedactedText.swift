/// Text from a log that holds no secret any more. Stores and outputs accept only this type.
///
/// Only this folder makes values: what was never redacted cannot become one.
package struct RedactedText: Hashable, Sendable, Comparable {
  package let string: String

  init(redacted string: String) {
    self.string = string
  }

  package var isEmpty: Bool { string.isEmpty }

  /// The text's bytes; ``piece(_:)`` counts in them.
  package var utf8: String.UTF8View { string.utf8 }

  package static func < (left: RedactedText, right: RedactedText) -> Bool { left.string < right.string }
}

/// For the store, which holds redacted texts only: what it hands back was redacted before it was written.
extension RedactedText: Codable {
  init(stored string: String) { self.init(redacted: string) }

  package init(from decoder: any Decoder) throws { string = try decoder.singleValueContainer().decode(String.self) }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(string)
  }
}

extension RedactedText {
  /// The part of the text that lies in `range`, a range of bytes in ``utf8``.
  ///
  /// A character that the range cuts is shown as U+FFFD; a range that reaches over the end is shortened.
  package func piece(_ range: Range<Int>) -> RedactedText {
    let bytes = string.utf8
    let range = range.clamped(to: 0..<bytes.count)
    let start = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
    let end = bytes.index(start, offsetBy: range.count)
    return RedactedText(redacted: String(decoding: bytes[start..<end], as: UTF8.self))
  }

  /// Redacted lines below each other.
  init(lines: [RedactedText]) {
    self.init(redacted: lines.count == 1 ? lines[0].string : lines.map(\.string).joined(separator: "\n"))
  }

  /// The text up to its first line feed, without a carriage return before it.
  package var firstLine: RedactedText {
    guard let lineEnd = string.utf8.firstIndex(of: UInt8(ascii: "\n")) else { return self }
    var line = string.utf8[..<lineEnd]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return RedactedText(redacted: String(decoding: line, as: UTF8.self))
  }

  /// The text with every placeholder as `[redacted]`, for fingerprints: two runs, and two secrets, fold to the same text.
  package var foldingPlaceholders: RedactedText {
    guard string.utf8.contains(UInt8(ascii: "[")) else { return self }
    let bytes = Array(string.utf8)
    var folded: [UInt8] = []
    var position = 0
    while position < bytes.count {
      if let length = Placeholder.length(in: bytes, at: position), length == Placeholder.byteCount {
        folded += Placeholder.folded.utf8
        position += length
      } else {
        folded.append(bytes[position])
        position += 1
      }
    }
    guard folded.count < bytes.count else { return self }
    return RedactedText(redacted: String(decoding: folded, as: UTF8.self))
  }
}
