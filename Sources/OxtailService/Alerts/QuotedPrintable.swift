/// Text for mail as RFC 2045 §6.7 has it: readable as it stands, whatever way it goes.
enum QuotedPrintable {
  /// A line with its sign of going on.
  private static let lineMax = 76

  static func text(_ content: String) -> String {
    var lines = content.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map(line).joined(separator: "\n")
  }

  private static func line(_ line: Substring) -> String {
    var result = ""
    var width = 0
    let bytes = Array(line.utf8)
    for index in bytes.indices {
      let isLast = index == bytes.count - 1
      var next = piece(bytes, index, isFirst: width == 0)
      if width + next.utf8.count > lineMax - (isLast ? 0 : 1) {
        result += "=\n"
        width = 0
        next = piece(bytes, index, isFirst: true)
      }
      result += next
      width += next.utf8.count
    }
    return result
  }

  /// - Parameter isFirst: Whether it begins a line.
  private static func piece(_ bytes: [UInt8], _ index: Int, isFirst: Bool) -> String {
    let byte = bytes[index]
    let isBlank = byte == 0x20 && index < bytes.count - 1
    let isPlain = isBlank || (byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "="))
    // What a mail program takes for its own: a dot at the start of a line, and `From `.
    let isOwn = isFirst && (byte == UInt8(ascii: ".") || bytes[index...].starts(with: "From ".utf8))
    return isPlain && !isOwn ? String(UnicodeScalar(byte)) : "=" + hex(byte)
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
