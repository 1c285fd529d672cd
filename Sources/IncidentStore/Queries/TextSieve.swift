import LogPipeline

/// What the search's tables are asked for a text: all records that hold it, and some more.
///
/// Only what both divide in the same way for certain is asked for: runs of ASCII letters and digits. A text without any cannot be sieved.
enum TextSieve {
  /// More narrows hardly further.
  private static let partsMax = 16

  /// For ``EventSearch``'s whole words: a text that stands in a record with no letter, digit or `_` beside it.
  static func words(of text: String) -> String? {
    let words = runs(of: text).filter(\.isWhole).map(\.text)
    return words.isEmpty ? nil : quoted(words)
  }

  /// For any part of a record's words: the pieces between the stars, by three characters.
  static func parts(of glob: Glob) -> String? {
    let parts = runs(of: glob.text).flatMap { run -> [String] in
      let bytes = Array(run.text.utf8)
      return bytes.indices.dropLast(2).map { String(decoding: bytes[$0..<($0 + 3)], as: UTF8.self) }
    }
    return parts.isEmpty ? nil : quoted(parts)
  }

  private static func quoted(_ tokens: [String]) -> String {
    tokens.uniqued().prefix(partsMax).map { "\"\($0)\"" }.joined(separator: " AND ")
  }

  /// - Returns: With whether other characters than ASCII's letters, digits and `_` end them on both sides.
  private static func runs(of text: String) -> [(text: String, isWhole: Bool)] {
    let bytes = Array(text.utf8)
    return bytes.indices.split { !isWord(bytes[$0]) }.map { run in
      let isWhole =
        (run.startIndex == 0 || bytes[run.startIndex - 1] < 0x80)
        && (run.endIndex == bytes.count || bytes[run.endIndex] < 0x80)
      return (String(decoding: bytes[run.startIndex..<run.endIndex], as: UTF8.self), isWhole)
    }
  }

  /// ASCII's letters, digits and `_`.
  static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "_")
  }
}
