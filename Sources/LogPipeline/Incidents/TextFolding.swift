/// Reduces a fault's text to what is the same in every occurrence: numbers, quoted names, addresses, placeholders and the subject's
/// names become one sign each.
enum TextFolding {
  /// Captures that say whom a failure concerns; all others say what failed.
  private static let subjects: [Field] = [
    .domain, .mailbox, .subscription, .instance, .subadmin, .login, .contextName, .contextID, .address, .mapping,
    .userName, .mailHost, .url,
  ]

  /// - Parameter captures: What the fault's own text captured: a subject's plain name looks like a word of the fault's.
  static func folded(_ text: RedactedText, naming captures: Fields = [:]) -> String {
    let names = subjects.compactMap { captures[$0].map { Array($0.string.utf8) } }.filter { !$0.isEmpty }
      .sorted { $0.count > $1.count }
    var result: [UInt8] = []
    let bytes = Array(text.foldingPlaceholders.string.utf8)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let beginsName = names.contains { $0[0] == byte }
      if beginsName, let name = names.first(where: { stands($0, in: bytes, at: index) }) {
        result.append(UInt8(ascii: "#"))
        index += name.count
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), let end = closingQuote(bytes, index) {
        result += [byte, UInt8(ascii: "*"), byte]
        index = end + 1
      } else if byte == Self.scheme[0], bytes[index...].starts(with: Self.scheme) {
        // Whose server, and which of its services was called for.
        result += Self.scheme + [UInt8(ascii: "#")]
        index = bytes[index...].firstIndex { Self.urlEnds.contains($0) } ?? bytes.count
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

  private static let scheme = Array("://".utf8)
  private static let urlEnds = Array(" \t\r\n\"'<>".utf8)

  /// Whether `name` stands at `index` as a word of its own, or with a full stop behind it.
  private static func stands(_ name: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
    guard bytes[index...].starts(with: name), index == 0 || !isWord(bytes[index - 1]) else { return false }
    let rest = bytes[(index + name.count)...].prefix { isWord($0) }
    return rest.allSatisfy { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  private static func closingQuote(_ bytes: [UInt8], _ start: Int) -> Int? {
    // An apostrophe inside a word, or behind what was one, opens nothing.
    if start > 0, isWord(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: "#") { return nil }
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
    // A hash without a digit in it is rare, and a word of these letters alone is too.
    let isHex = word.count >= hexLengthMin && word.allSatisfy { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66 }
    let isName =
      isHex || word.contains { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ".") || ($0 >= 0x30 && $0 <= 0x39) }
    return (isName ? [UInt8(ascii: "#")] : Array(word)) + suffix.reversed()
  }

  private static let hexLengthMin = 8

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "@")
  }
}
