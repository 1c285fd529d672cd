/// Halves of heads, as they were read before. The head of a line with a message has few forms up to its request, and few words from there to the
/// message; their pairs are many. What was found in a half stands at the same places in each line that has it.
///
/// Takes the place of nothing but a match: what it does not know is matched.
@safe struct HalvedHeadMemory: ~Copyable {
  /// What a head of two halves tells, and where.
  struct Parts {
    var stamp: Range<Int>
    var fraction: Range<Int>?
    var offset: Range<Int>?
    var request: Range<Int>?
    /// Where the second half begins.
    var half: Int
    var messageStart: Int
    var level: Level
  }

  private struct Start {
    var layout: ObjectIdentifier?
    var parts: Parts
    /// Eight bytes each.
    var wordCount: Int
  }

  private struct Rest {
    var layout: ObjectIdentifier?
    var byteCount = 0
    var level = Level.trace
  }

  /// A log of fewer heads needs no memory: there may be ten thousand of them.
  private static let matchesBefore = 64
  /// The first halves of a log differ in how many digits its processes' numbers have.
  private static let startsMax = 8
  /// Each half.
  private static let wordsMax = 8
  /// Second halves of one number stand beside each other; a power of two of such rows.
  private static let rowCount = 32
  private static let rowRests = 4
  /// By so many of its first bytes a second half is looked for.
  private static let keyBytes = 12

  private var starts: [Start] = []
  private var startWords: [PlainWord] = []
  private var likely = 0
  private var rests: [Rest] = []
  private var restWords: [UInt64] = []
  /// How often a match was to be remembered.
  private(set) var matchCount = 0

  /// What the layout's head told that had the same halves.
  ///
  /// - Returns: `nil` where the line must be matched.
  mutating func parts(of line: RawSpan, layout: ObjectIdentifier) -> Parts? {
    guard let start = start(of: line, layout) else { return nil }
    likely = start
    var parts = starts[start].parts
    guard let rest = rest(of: line, from: parts.half, layout) else { return nil }
    parts.messageStart = parts.half + rests[rest].byteCount
    parts.level = rests[rest].level
    return parts
  }

  /// - Parameter parts: What a plain match told of the line.
  mutating func keep(_ parts: Parts, of line: RawSpan, layout: ObjectIdentifier) {
    matchCount += 1
    guard matchCount > Self.matchesBefore else { return }
    if start(of: line, layout) == nil { keepStart(parts, line, layout) }
    if rest(of: line, from: parts.half, layout) == nil { keepRest(parts, line, layout) }
  }

  // MARK: First halves

  private func start(of line: RawSpan, _ layout: ObjectIdentifier) -> Int? {
    guard !starts.isEmpty else { return nil }
    if isStart(likely, line, layout) { return likely }
    return starts.indices.first { $0 != likely && isStart($0, line, layout) }
  }

  @inline(__always) private func isStart(_ index: Int, _ line: RawSpan, _ layout: ObjectIdentifier) -> Bool {
    let count = starts[index].wordCount
    guard starts[index].layout == layout, 8 * count <= line.byteCount else { return false }
    for word in 0..<count where !startWords[index * Self.wordsMax + word].fits(line.word(at: 8 * word)) { return false }
    guard let request = starts[index].parts.request, request.count == PlainNode.idCount else { return true }
    // Its first eight bytes and its last, some of them twice.
    return Self.areHexadecimal(line.word(at: request.lowerBound))
      && Self.areHexadecimal(line.word(at: request.upperBound - 8))
  }

  /// Whether all bytes of a word are digits or letters from a to f.
  @inline(__always) private static func areHexadecimal(_ word: UInt64) -> Bool {
    let all: UInt64 = 0x0101_0101_0101_0101
    // A byte has its highest bit where it is no less than that. Those of ASCII have room for it.
    func isAtLeast(_ byte: UInt8) -> UInt64 { word &+ all &* UInt64(0x80 - byte) }
    let digits = isAtLeast(UInt8(ascii: "0")) & ~isAtLeast(UInt8(ascii: "9") + 1)
    let letters = isAtLeast(UInt8(ascii: "a")) & ~isAtLeast(UInt8(ascii: "f") + 1)
    return (digits | letters) & ~word & all << 7 == all << 7
  }

  private mutating func keepStart(_ parts: Parts, _ line: RawSpan, _ layout: ObjectIdentifier) {
    let wordCount = (parts.half + 7) / 8
    guard wordCount <= Self.wordsMax else { return }
    let id = parts.request.flatMap { $0.count == PlainNode.idCount ? $0 : nil } ?? 0..<0
    var words = [PlainWord](repeating: PlainWord(), count: Self.wordsMax)
    for place in 0..<parts.half where !id.contains(place) { words[place / 8].add(line[place], at: place % 8) }
    let start = Start(layout: layout, parts: parts, wordCount: wordCount)
    if starts.count < Self.startsMax {
      starts.append(start)
      startWords += words
      return
    }
    let place = matchCount % Self.startsMax
    starts[place] = start
    startWords.replaceSubrange(place * Self.wordsMax..<(place + 1) * Self.wordsMax, with: words)
  }

  // MARK: Second halves

  private func rest(of line: RawSpan, from half: Int, _ layout: ObjectIdentifier) -> Int? {
    guard !rests.isEmpty, half + Self.keyBytes <= line.byteCount else { return nil }
    let row = Self.row(of: line, from: half)
    return (row..<row + Self.rowRests).first { isRest($0, line, half, layout) }
  }

  @inline(__always) private func isRest(
    _ index: Int, _ line: RawSpan, _ half: Int, _ layout: ObjectIdentifier
  ) -> Bool {
    let count = rests[index].byteCount
    guard rests[index].layout == layout, half + (count + 7) / 8 * 8 <= line.byteCount else { return false }
    var (place, word) = (0, index * Self.wordsMax)
    while place < count {
      guard (line.word(at: half + place) ^ restWords[word]) & Self.mask(count - place) == 0 else { return false }
      place += 8
      word += 1
    }
    return true
  }

  /// The bits of the first bytes of a word.
  @inline(__always) private static func mask(_ byteCount: Int) -> UInt64 {
    byteCount >= 8 ? ~0 : (1 << UInt64(8 * byteCount)) - 1
  }

  @inline(__always) private static func row(of line: RawSpan, from half: Int) -> Int {
    let key = line.word(at: half) ^ (line.word(at: half + keyBytes - 8) >> 32) &* 0x9E37_79B9
    return Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (rowCount - 1) * rowRests
  }

  private mutating func keepRest(_ parts: Parts, _ line: RawSpan, _ layout: ObjectIdentifier) {
    let count = parts.messageStart - parts.half
    let wordCount = (count + 7) / 8
    guard count > 0, wordCount <= Self.wordsMax, parts.half + max(8 * wordCount, Self.keyBytes) <= line.byteCount else {
      return
    }
    if rests.isEmpty {
      rests = Array(repeating: Rest(), count: Self.rowCount * Self.rowRests)
      restWords = Array(repeating: 0, count: rests.count * Self.wordsMax)
    }
    // They take turns.
    let place = Self.row(of: line, from: parts.half) + matchCount % Self.rowRests
    rests[place] = Rest(layout: layout, byteCount: count, level: parts.level)
    for word in 0..<wordCount { restWords[place * Self.wordsMax + word] = line.word(at: parts.half + 8 * word) }
  }
}
