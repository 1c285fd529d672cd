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
    for (index, byte) in bytes.enumerated() {
      let isLast = index == bytes.count - 1
      let isPlain = (byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")) || (byte == 0x20 && !isLast)
      // What a mail program takes for its own: a dot alone, and `From ` at the start of a line.
      let isOwn =
        width == 0
        && (byte == UInt8(ascii: ".") || (byte == UInt8(ascii: "F") && bytes[index...].starts(with: "From ".utf8)))
      let piece = isPlain && !isOwn ? String(UnicodeScalar(byte)) : "=" + hex(byte)
      if width + piece.utf8.count > lineMax - (isLast ? 0 : 1) {
        result += "=\n"
        width = 0
      }
      result += piece
      width += piece.utf8.count
    }
    return result
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
