/// Reduces a fault's text to what is the same in every occurrence: numbers, quoted names, addresses and placeholders become
/// one sign each.
enum TextFolding {
  static func folded(_ text: RedactedText) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.foldingPlaceholders.string.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), let end = closingQuote(bytes, index) {
        result += [byte, UInt8(ascii: "*"), byte]
        index = end + 1
      } else if isWord(byte) {
        let end = bytes[index...].firstIndex { !isWord($0) } ?? bytes.count
        result += fold(word: bytes[index..<end])
        index = end
      } else {
        result.append(byte)
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func closingQuote(_ bytes: [UInt8], _ start: Int) -> Int? {
    // An apostrophe inside a word opens nothing.
    if start > 0, isWord(bytes[start - 1]) { return nil }
    return bytes[(start + 1)...].firstIndex(of: bytes[start])
  }

  /// Names with a digit, a dot or an at sign inside are somebody's; plain words are the fault's.
  private static func fold(word: ArraySlice<UInt8>) -> [UInt8] {
    var word = word
    var suffix: [UInt8] = []
    while let last = word.last, last == UInt8(ascii: ".") || last == UInt8(ascii: "-") {
      suffix.append(last)
      word.removeLast()
    }
    let isName = word.contains { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ".") || ($0 >= 0x30 && $0 <= 0x39) }
    return (isName ? [UInt8(ascii: "#")] : Array(word)) + suffix
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "@")
  }
}
