/// Finds where the secrets of one record lie.
///
/// One pass from left to right over the words of the record; whatever follows a telling word is judged where it stands.
/// Input never makes it throw or trap. It knows no more of the surrounding grammar than each form needs, because records
/// are cut, wrapped, escaped and nested in ways no grammar foresees; in doubt a value is a secret.
struct SecretScanner {
  let bytes: [UInt8]
  /// Where checking stopped, usually the record's end; what lies beyond must be withheld.
  private(set) var checkedEnd: Int
  /// Where the pass stands.
  var position = 0
  /// What is secret so far, in any order, perhaps overlapping.
  var found: [Range<Int>] = []
  /// Arguments in PHP frames that are secret unless the record shows them elsewhere.
  var arguments: [FrameArgument] = []
  /// The argument lists of PHP frames.
  var frames: [Range<Int>] = []
  /// Bytes looked at beyond the pass itself.
  var work = 0
  private let workMax: Int
  /// What the last searches may still raise ``work`` to; beyond it nothing counts as found.
  var workBudget: Int { 2 * workMax }
  /// The line whose words were last searched for a tool's name, and what came of it.
  var toolLine: (range: Range<Int>, tool: CommandTool?) = (0..<0, nil)
  /// Whether the pass met the name of a SOAP message's outermost element.
  private var holdsEnvelope = false
  let isJSONRecord: Bool

  init(_ record: [UInt8], limits: RedactionLimits) {
    bytes = record
    checkedEnd = min(record.count, limits.recordBytesMax)
    workMax = max(limits.workBytesMin, limits.workPerByte * record.count)
    isJSONRecord = record.first { !$0.isBlankOrLineEnd } == UInt8(ascii: "{")
  }

  /// The secrets' ranges, ascending, apart from each other, none beyond ``checkedEnd``.
  mutating func secrets() -> [Range<Int>] {
    while position < checkedEnd {
      guard work <= workMax else {
        checkedEnd = position
        break
      }
      let byte = bytes[position]
      if byte.isWord {
        scanWord()
      } else if byte == UInt8(ascii: ":"), scanAddress() {
        continue
      } else if byte == UInt8(ascii: "("), scanArguments() {
        continue
      } else {
        position += 1
      }
    }
    if holdsEnvelope { scanEnvelopes() }
    // What the last searches would have cost too much was not found: nothing may rest on it.
    judgeArguments(trustsRecord: work <= workMax)
    return merged()
  }

  /// Notes a secret; blanks around it, an empty one and one already replaced are left out.
  mutating func add(_ range: Range<Int>) {
    let range = trimmed(range)
    guard !range.isEmpty, !Placeholder.fills(range, of: bytes) else { return }
    found.append(range)
  }

  private func merged() -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in found.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      let range = range.clamped(to: 0..<checkedEnd)
      guard !range.isEmpty else { continue }
      if let last = result.last, range.lowerBound < last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }
}

extension SecretScanner {
  private mutating func scanWord() {
    let runStart = position
    var wordEnd = runStart
    while wordEnd < bytes.count, bytes[wordEnd].isWord { wordEnd += 1 }
    position = wordEnd
    let start = wordStart(runStart, wordEnd)
    while wordEnd > start, bytes[wordEnd - 1] == UInt8(ascii: ".") || bytes[wordEnd - 1] == UInt8(ascii: "-") {
      wordEnd -= 1
    }
    guard start < wordEnd else { return }
    if bytes[wordEnd - 1] == UInt8(ascii: "N"), bytes.has("-----BEGIN", at: wordEnd - 10) {
      return scanPrivateKey(from: wordEnd)
    }
    if bytes[wordEnd - 1] == UInt8(ascii: "e"), bytes.has("Envelope", at: wordEnd - 8) { holdsEnvelope = true }
    let word = start..<wordEnd
    if bytes[start] == UInt8(ascii: "-"), scanOption(word) { return }
    if let tag = MarkupTag(in: bytes, name: word) { return scanElement(tag) }
    if word.count == 10, bytes.hasCaseless("identified", at: start) { return scanIdentified(word) }
    scanNamedValue(word)
  }

  /// A run of word bytes may begin with the letters of an escape: `\npassword`, `\u003cpassword`.
  private func wordStart(_ start: Int, _ end: Int) -> Int {
    guard start > 0, bytes[start - 1] == UInt8(ascii: "\\") else { return start }
    if bytes.matched(["u003c", "u003C", "u0026", "u0022", "u0027"], at: start) != nil { return min(start + 5, end) }
    switch bytes[start] {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): return start + 1
    default: return start
    }
  }
}

extension UInt8 {
  /// What names are made of: letters, digits, `_`, `-`, `.`, and all bytes beyond ASCII.
  var isWord: Bool {
    switch self {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2D, 0x2E, 0x80...0xFF: true
    default: false
    }
  }

  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetterOrDigit: Bool { isDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) }
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  var isLineEnd: Bool { self == 0x0A || self == 0x0D }
  var isBlankOrLineEnd: Bool { isBlank || isLineEnd }
}
