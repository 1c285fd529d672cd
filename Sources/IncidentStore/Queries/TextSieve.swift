import LogPipeline

/// What the search's tables are asked for a text: all packs that hold it, and some more.
///
/// Only what both divide in the same way for certain is asked for: runs of ASCII letters, digits and `_`. A text without any cannot be sieved.
enum TextSieve {
  /// More narrows hardly further.
  private static let partsMax = 16
  /// The tables that hold them, and what they are asked for.
  typealias Question = (table: String, words: String)

  /// For whole words: a text that stands in a record of a pack with no letter, digit or `_` beside it.
  static func words(of text: String) -> String? { quoted(runs(of: text).filter { $0.isWhole }.map(\.text)) }

  /// A word that stands in every record of which ``words(of:)`` is true, in lower case: the longest one.
  static func word(of text: String) -> [UInt8]? {
    runs(of: text).filter(\.isWhole).map { $0.text.utf8.map(lowercased) }.max { $0.count < $1.count }
  }

  /// For any part of a record's words. Each sieve is a list of questions, of which one is true of every pack that holds the text.
  ///
  /// - Parameter known: All words of nothing but letters that have a text in them; `nil` where these are too many.
  static func parts(of glob: Glob, known: (String) throws -> [String]?) rethrows -> [[Question]] {
    let runs = runs(of: glob.text)
    var sieves: [[Question]] = []
    // Nothing can stand beside those that other characters enclose.
    let inner = runs.filter { $0.isWhole && $0.isEnclosed(in: glob.text) }
    if let words = quoted(inner.map(\.text)) { sieves.append([("ox_event_word", words)]) }
    for run in runs where !run.isEnclosed(in: glob.text) {
      var found: [String] = []
      pieces(of: run.text.utf8) { found.append(String(decoding: bytes($0), as: UTF8.self)) }
      guard let pieces = quoted(found) else { continue }
      var questions: [Question] = [("ox_event_part", pieces)]
      if run.text.utf8.allSatisfy(isLetter) {
        guard let words = try known(run.text.lowercased()) else { continue }
        if let any = quoted(words, by: " OR ", max: .max) { questions.append(("ox_event_word", any)) }
      }
      sieves.append(questions)
    }
    return sieves
  }

  private static func quoted(_ tokens: [String], by word: String = " AND ", max: Int = partsMax) -> String? {
    tokens.isEmpty ? nil : tokens.uniqued().prefix(max).map { "\"\($0)\"" }.joined(separator: word)
  }

  private struct Run {
    var text: String
    /// Whether no letter of another script than ASCII's stands beside it.
    var isWhole: Bool
    fileprivate var range: Range<Int>

    /// Whether it neither begins nor ends the text, and no star is beside it.
    func isEnclosed(in text: String) -> Bool {
      let bytes = text.utf8
      func star(_ offset: Int) -> Bool { bytes[bytes.index(bytes.startIndex, offsetBy: offset)] == UInt8(ascii: "*") }
      return range.lowerBound > 0 && range.upperBound < bytes.count && !star(range.lowerBound - 1)
        && !star(range.upperBound)
    }
  }

  private static func runs(of text: String) -> [Run] {
    let bytes = Array(text.utf8)
    return bytes.indices.split { !isWord(bytes[$0]) }.map { run in
      let isWhole =
        (run.startIndex == 0 || bytes[run.startIndex - 1] < 0x80)
        && (run.endIndex == bytes.count || bytes[run.endIndex] < 0x80)
      return Run(
        text: String(decoding: bytes[run.startIndex..<run.endIndex], as: UTF8.self), isWhole: isWhole,
        range: run.startIndex..<run.endIndex)
    }
  }

  // MARK: What is kept

  /// Divides a text into what the tables are told of it.
  ///
  /// - Parameter take: Handed each word of nothing but letters, in lower case, once.
  /// - Returns: All words; and of those that are not of letters alone, all pieces of three characters. Each once, with blanks between them, and
  ///   in ASCII's lower case.
  static func divide(
    _ text: [UInt8], _ take: (ArraySlice<UInt8>) throws -> Void
  ) rethrows -> (words: String, parts: String) {
    let bytes = text.map(lowercased)
    var known = WordSieve()
    var words: [UInt8] = []
    var parts = PieceSet()
    var start = 0
    var sum: UInt = 0
    var isPlain = true
    for end in 0...bytes.count {
      if end < bytes.count, bytes[end] >= 0x80 || isWord(bytes[end]) {
        sum = sum &* 31 &+ UInt(bytes[end])
        if !isLetter(bytes[end]) { isPlain = false }
        continue
      }
      if start < end, known.insert(start..<end, of: bytes, sum: sum) {
        let word = bytes[start..<end]
        if !words.isEmpty { words.append(UInt8(ascii: " ")) }
        words += word
        if isPlain { try take(word) } else { pieces(of: word) { parts.insert($0) } }
      }
      (start, sum, isPlain) = (end + 1, 0, true)
    }
    return (String(decoding: words, as: UTF8.self), String(decoding: parts.text, as: UTF8.self))
  }

  /// The words of one text, each once: most of a pack's stand in every record.
  private struct WordSieve {
    /// Where words lie that were met, at places that follow from their sums.
    private var places = [Range<Int>](repeating: 0..<0, count: 1 << 12)
    /// Hashes of all. That two of so few are equal is beyond all chance.
    private var hashes: Set<Int> = []

    /// - Parameter sum: Equal for equal words.
    /// - Returns: Whether it was not there before.
    mutating func insert(_ word: Range<Int>, of bytes: [UInt8], sum: UInt) -> Bool {
      let place = Int(truncatingIfNeeded: (sum ^ sum >> 12) & UInt(places.count - 1))
      let other = places[place]
      if other.count == word.count,
        (0..<word.count).allSatisfy({ bytes[other.lowerBound + $0] == bytes[word.lowerBound + $0] })
      {
        return false
      }
      places[place] = word
      var hasher = Hasher()
      unsafe bytes[word].withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
      return hashes.insert(hasher.finalize()).inserted
    }
  }

  /// Pieces of three characters, each once.
  private struct PieceSet {
    /// Letters of one case, digits and `_`.
    private static let characters = 26 + 10 + 1

    private var has = [Bool](repeating: false, count: characters * characters * characters)
    /// One behind the other, with blanks between them.
    private(set) var text: [UInt8] = []

    mutating func insert(_ piece: UInt32) {
      var place = 0
      for shift: UInt32 in [16, 8, 0] {
        place = place * Self.characters + Self.number(of: UInt8(truncatingIfNeeded: piece >> shift))
      }
      guard !has[place] else { return }
      has[place] = true
      if !text.isEmpty { text.append(UInt8(ascii: " ")) }
      text += TextSieve.bytes(piece)
    }

    private static func number(of byte: UInt8) -> Int {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a"))
      case UInt8(ascii: "0")...UInt8(ascii: "9"): 26 + Int(byte - UInt8(ascii: "0"))
      default: characters - 1
      }
    }
  }

  /// Hands over pieces of three characters, each as a number.
  private static func pieces(of word: some Collection<UInt8>, _ take: (UInt32) -> Void) {
    var piece: UInt32 = 0
    var length = 0
    for byte in word {
      length = isWord(byte) ? length + 1 : 0
      piece = (piece << 8 | UInt32(lowercased(byte))) & 0xFF_FFFF
      if length >= 3 { take(piece) }
    }
  }

  private static func bytes(_ piece: UInt32) -> [UInt8] {
    [UInt8(truncatingIfNeeded: piece >> 16), UInt8(truncatingIfNeeded: piece >> 8), UInt8(truncatingIfNeeded: piece)]
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == UInt8(ascii: "_")
  }

  /// ASCII's letters, digits and `_`.
  static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || (byte >= 0x30 && byte <= 0x39) }
}
