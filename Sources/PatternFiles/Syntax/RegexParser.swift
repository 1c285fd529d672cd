import LogPipeline

/// Reads the structure of an expression that libpcre2 has accepted.
///
/// It knows what pattern files use; of anything rarer it says `unknown`, so that lint rather warns once too often.
struct RegexParser {
  private let bytes: [UInt8]
  private var index = 0
  private let ignoresCase: Bool
  private let dotTakesNewlines: Bool

  /// The alternatives of the expression, each a sequence of elements.
  static func parse(_ text: String) -> [[RegexElement]] {
    var parser = RegexParser(text)
    return parser.alternatives()
  }

  private init(_ text: String) {
    bytes = Array(text.utf8)
    // Options hold for the whole expression here: good enough for a warning.
    let options = RegexParser.options(in: bytes)
    ignoresCase = options.contains(UInt8(ascii: "i"))
    dotTakesNewlines = options.contains(UInt8(ascii: "s"))
  }

  private static func options(in bytes: [UInt8]) -> Set<UInt8> {
    var letters: Set<UInt8> = []
    for index in bytes.indices.dropLast(2)
    where bytes[index] == UInt8(ascii: "(") && bytes[index + 1] == UInt8(ascii: "?") {
      letters.formUnion(bytes[(index + 2)...].prefix { $0.isLowercaseLetter })
    }
    return letters
  }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skip(_ text: StaticString) -> Bool {
    let wanted = String(describing: text).utf8
    guard bytes[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  /// Steps over what ends a part; where the expression means something else than is understood here, it ends before that.
  private mutating func close() { index = min(index + 1, bytes.count) }

  // MARK: Structure

  private mutating func alternatives() -> [[RegexElement]] {
    var alternatives: [[RegexElement]] = [[]]
    while let byte = current, byte != UInt8(ascii: ")") {
      if skip("|") {
        alternatives.append([])
      } else if let element = element() {
        alternatives[alternatives.count - 1].append(element)
      }
    }
    return alternatives
  }

  private mutating func element() -> RegexElement? {
    let start = index
    guard let node = node() else { return nil }
    var element = RegexElement(node: node, range: start..<index)
    if let (countMin, countMax) = quantifier() {
      element.countMin = countMin
      element.countMax = countMax
      element.isPossessive = skip("+")
      if !element.isPossessive { _ = skip("?") }
      element.range = start..<index
    }
    return element
  }

  private mutating func node() -> RegexElement.Node? {
    guard let byte = current else { return nil }
    switch byte {
    case UInt8(ascii: "("): return group()
    case UInt8(ascii: "["): return .character(characterClass())
    case UInt8(ascii: "\\"): return escape()
    default: break
    }
    index += 1
    switch byte {
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .assertion
    case UInt8(ascii: "."): return .character(dotTakesNewlines ? .all : ByteSet([UInt8(ascii: "\n")]).inverted)
    default: break
    }
    while let next = current, next & 0xC0 == 0x80 { index += 1 }
    return .character(byte < 0x80 ? folded(ByteSet([byte])) : RegexParser.beyondASCII)
  }

  private mutating func group() -> RegexElement.Node? {
    index += 1
    if skip("*") || skip("?#") {
      // A verb such as (*MARK:1), or a comment: a backslash means nothing there.
      while let byte = current, byte != UInt8(ascii: ")") { index += 1 }
      close()
      return .assertion
    }
    let looksAround = skip("?=") || skip("?!") || skip("?<=") || skip("?<!")
    if !looksAround, !groupHead() { return .assertion }
    let inner = alternatives()
    close()
    return looksAround ? .assertion : .group(inner)
  }

  /// Skips what stands before a group's content.
  ///
  /// - Returns: `false` for `(?i)`, which has none; it is skipped as a whole.
  private mutating func groupHead() -> Bool {
    guard skip("?") else { return true }
    _ = skip("P")
    if skip("<") || skip("'") {
      while let byte = current, byte != UInt8(ascii: ">"), byte != UInt8(ascii: "'") { index += 1 }
      close()
      return true
    }
    if skip(">") || skip("|") { return true }
    while let byte = current, byte != UInt8(ascii: ":"), byte != UInt8(ascii: ")") { index += 1 }
    close()
    return bytes[index - 1] == UInt8(ascii: ":")
  }

  private mutating func quantifier() -> (Int, Int?)? {
    if skip("*") { return (0, nil) }
    if skip("+") { return (1, nil) }
    if skip("?") { return (0, 1) }
    guard current == UInt8(ascii: "{") else { return nil }
    let start = index
    index += 1
    let low = number()
    let hasComma = skip(",")
    let high = number()
    // A brace that begins no quantifier stands for itself.
    guard let low, skip("}") else {
      index = start
      return nil
    }
    return (low, hasComma ? high : low)
  }

  private mutating func number() -> Int? {
    let digits = bytes[min(index, bytes.count)...].prefix { $0.isDigit }
    index += digits.count
    return Int(String(decoding: digits, as: UTF8.self))
  }

  // MARK: Characters

  private mutating func escape() -> RegexElement.Node {
    index += 1
    guard let byte = current else { return .assertion }
    switch byte {
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "Z"),
      UInt8(ascii: "K"), UInt8(ascii: "G"):
      index += 1
      return .assertion
    case UInt8(ascii: "1")...UInt8(ascii: "9"), UInt8(ascii: "k"), UInt8(ascii: "g"):
      index += 1
      return .unknown
    default:
      return .character(escapedCharacter())
    }
  }

  /// The characters that an escape inside or outside of a class stands for; `index` is behind the backslash.
  private mutating func escapedCharacter() -> ByteSet {
    guard let byte = current else { return .all }
    index += 1
    switch byte {
    case UInt8(ascii: "x"): return hexadecimal()
    case UInt8(ascii: "p"), UInt8(ascii: "P"): return property(isNegated: byte == UInt8(ascii: "P"))
    default: break
    }
    if let set = RegexParser.named[byte] { return set }
    // A multi-byte character behind a backslash stands for itself.
    while let next = current, next & 0xC0 == 0x80 { index += 1 }
    return byte < 0x80 ? folded(ByteSet([byte])) : RegexParser.beyondASCII
  }

  private mutating func hexadecimal() -> ByteSet {
    let isBraced = skip("{")
    let digits = bytes[index...].prefix {
      UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || (UInt8(ascii: "a")...UInt8(ascii: "f")) ~= $0 | 0x20
    }
    .prefix(isBraced ? 8 : 2)
    index += digits.count
    if isBraced { _ = skip("}") }
    let value = Int(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
    return value < 0x80 ? folded(ByteSet([UInt8(value)])) : RegexParser.beyondASCII
  }

  /// A Unicode property: letters or anything, which is all that lint needs to tell apart.
  private mutating func property(isNegated: Bool) -> ByteSet {
    let isLetter = bytes[index...].starts(with: "{L".utf8) || current == UInt8(ascii: "L")
    if current == UInt8(ascii: "{") {
      while let byte = current, byte != UInt8(ascii: "}") { index += 1 }
    }
    close()
    guard isLetter else { return .all }
    var letters = ByteSet((UInt8.min..<0x80).filter { ($0 | 0x20).isLowercaseLetter })
    if isNegated { letters = letters.inverted }
    letters.formUnion(RegexParser.beyondASCII)
    return letters
  }

  private mutating func characterClass() -> ByteSet {
    index += 1
    let isNegated = skip("^")
    var set = ByteSet()
    var isFirst = true
    while let byte = current, isFirst || byte != UInt8(ascii: "]") {
      isFirst = false
      if skip("[:") {
        while current != nil, !skip(":]") { index += 1 }
        set = .all
        continue
      }
      set.formUnion(classRange())
    }
    close()
    set = folded(set)
    return isNegated ? set.inverted : set
  }

  /// A character of a class, or a range of them.
  private mutating func classRange() -> ByteSet {
    let low = index
    let set = classCharacter()
    guard current == UInt8(ascii: "-"), index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "]") else {
      return set
    }
    index += 1
    let high = index
    var range = set
    range.formUnion(classCharacter())
    guard bytes[low] < 0x80, bytes[high] < 0x80, bytes[low] <= bytes[high], bytes[low] != UInt8(ascii: "\\"),
      bytes[high] != UInt8(ascii: "\\")
    else { return .all }
    range.formUnion(ByteSet(bytes[low]...bytes[high]))
    return range
  }

  private mutating func classCharacter() -> ByteSet {
    guard let byte = current else { return ByteSet() }
    index += 1
    if byte == UInt8(ascii: "\\") { return escapedCharacter() }
    while let next = current, next & 0xC0 == 0x80 { index += 1 }
    return byte < 0x80 ? ByteSet([byte]) : RegexParser.beyondASCII
  }

  private func folded(_ set: ByteSet) -> ByteSet {
    guard ignoresCase else { return set }
    return ByteSet(
      (UInt8.min...UInt8.max).filter { set.contains($0) || ($0 | 0x20).isLowercaseLetter && set.contains($0 ^ 0x20) })
  }

  private static let beyondASCII = ByteSet(0x80...0xFF)

  /// What the letters behind a backslash stand for.
  private static let named: [UInt8: ByteSet] = {
    let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))
    var words = ByteSet((UInt8.min..<0x80).filter { ($0 | 0x20).isLowercaseLetter || $0.isDigit })
    words.insert(UInt8(ascii: "_"))
    let blanks = ByteSet([9, 10, 11, 12, 13, 32])
    var horizontal = ByteSet([9, 32])
    horizontal.formUnion(beyondASCII)
    let newlines = ByteSet([10, 11, 12, 13])
    return [
      UInt8(ascii: "d"): digits, UInt8(ascii: "D"): digits.inverted, UInt8(ascii: "w"): words,
      UInt8(ascii: "W"): words.inverted, UInt8(ascii: "s"): blanks, UInt8(ascii: "S"): blanks.inverted,
      UInt8(ascii: "h"): horizontal, UInt8(ascii: "H"): ByteSet([9, 32]).inverted, UInt8(ascii: "v"): newlines,
      UInt8(ascii: "R"): newlines, UInt8(ascii: "N"): ByteSet([10]).inverted, UInt8(ascii: "X"): .all,
      UInt8(ascii: "n"): ByteSet([10]), UInt8(ascii: "r"): ByteSet([13]), UInt8(ascii: "t"): ByteSet([9]),
      UInt8(ascii: "f"): ByteSet([12]), UInt8(ascii: "e"): ByteSet([27]), UInt8(ascii: "a"): ByteSet([7]),
    ]
  }()
}
