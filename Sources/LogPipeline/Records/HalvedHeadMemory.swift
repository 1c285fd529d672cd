import CByteLanes

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
    /// Whether no layout that is asked before this one has a head with this first half; see ``HalvedHeadMemory/noteUnrivalled()``.
    var isUnrivalled = false

    /// That of a request of which every hexadecimal digits do for all others.
    fileprivate var id: Range<Int>? { request.flatMap { $0.count == PlainNode.idCount ? $0 : nil } }

    /// So many of a line's first bytes are the same, but for their digits, in every line with the first half.
    var alikeCount: Int { id?.lowerBound ?? half }
  }

  /// A log of fewer heads needs no memory: there may be ten thousand of them.
  private static let matchesBefore = 64
  /// The first halves of a log differ in how many digits its processes' numbers have.
  private static let firstsMax = 8
  /// Each half.
  private static let bytesMax = Int(oxtail_half_bytes)
  /// Second halves of one number stand beside each other.
  private static let rowCount = Int(oxtail_half_row)
  private static let secondCount = Int(oxtail_half_rows) * rowCount

  private var firsts: UnsafeMutablePointer<oxtail_first_half>?
  private var seconds: UnsafeMutablePointer<oxtail_second_half>?
  private var partsOfFirsts: UnsafeMutablePointer<Parts>?
  private var levelsOfSeconds: UnsafeMutablePointer<Level>?
  private var firstCount = 0
  /// The first half that was found last.
  private var likely = 0
  /// How often a match was to be remembered.
  private(set) var matchCount = 0

  init() {}

  deinit {
    unsafe firsts?.deallocate()
    unsafe seconds?.deallocate()
    unsafe partsOfFirsts?.deallocate()
    unsafe levelsOfSeconds?.deallocate()
  }

  /// What the layout's head told that had the same halves.
  ///
  /// - Parameters:
  ///   - text: Begins with the line; what follows makes it faster.
  ///   - byteCount: The line's.
  /// - Returns: `nil` where the line must be matched.
  mutating func parts(of text: RawSpan, byteCount: Int, layout: ObjectIdentifier) -> Parts? {
    guard let seconds = unsafe seconds, let partsOfFirsts = unsafe partsOfFirsts,
      let levelsOfSeconds = unsafe levelsOfSeconds
    else { return nil }
    let found = find(text, byteCount, layout)
    guard found.first < firstCount, found.second < Self.rowCount else { return nil }
    likely = found.first
    let second = found.row + found.second
    var parts = unsafe partsOfFirsts[found.first]
    parts.messageStart = unsafe parts.half + seconds[second].size
    parts.level = unsafe levelsOfSeconds[second]
    return parts
  }

  /// Remembers that no other layout can have a head with the first half that was found last.
  mutating func noteUnrivalled() { unsafe partsOfFirsts?[likely].isUnrivalled = true }

  /// - Parameter parts: What a plain match told of the line.
  mutating func keep(_ parts: Parts, of line: RawSpan, layout: ObjectIdentifier) {
    matchCount += 1
    guard matchCount > Self.matchesBefore else { return }
    if unsafe firsts == nil { begin() }
    if find(line, line.byteCount, layout).first == firstCount { keepFirst(parts, line, layout) }
    let found = find(line, line.byteCount, layout)
    if found.first < firstCount, found.second == Self.rowCount, line.byteCount - parts.half >= Int(oxtail_half_key) {
      keepSecond(parts, line, found.row, layout)
    }
  }

  private mutating func begin() {
    unsafe firsts = .allocate(capacity: Self.firstsMax)
    unsafe partsOfFirsts = .allocate(capacity: Self.firstsMax)
    let seconds = UnsafeMutablePointer<oxtail_second_half>.allocate(capacity: Self.secondCount)
    unsafe seconds.initialize(repeating: oxtail_second_half(), count: Self.secondCount)
    unsafe self.seconds = seconds
    let levels = UnsafeMutablePointer<Level>.allocate(capacity: Self.secondCount)
    unsafe levels.initialize(repeating: .trace, count: Self.secondCount)
    unsafe levelsOfSeconds = levels
  }

  private func find(_ text: RawSpan, _ byteCount: Int, _ layout: ObjectIdentifier) -> oxtail_halves {
    precondition(byteCount <= text.byteCount)
    let owner = UInt(bitPattern: layout)
    return unsafe text.withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else {
        return oxtail_halves(first: firstCount, row: 0, second: Self.rowCount)
      }
      return unsafe oxtail_find_halves(base, byteCount, bytes.count, owner, firsts, firstCount, likely, seconds)
    }
  }

  private mutating func keepFirst(_ parts: Parts, _ line: RawSpan, _ layout: ObjectIdentifier) {
    guard parts.half <= Self.bytesMax, let firsts = unsafe firsts, let partsOfFirsts = unsafe partsOfFirsts else {
      return
    }
    let place = firstCount < Self.firstsMax ? firstCount : matchCount % Self.firstsMax
    firstCount = max(firstCount, place + 1)
    let id = parts.id ?? 0..<0
    unsafe line.withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return }
      unsafe oxtail_first_half_make(
        firsts + place, base, parts.half, id.lowerBound, id.upperBound, UInt(bitPattern: layout))
    }
    unsafe partsOfFirsts[place] = parts
  }

  private mutating func keepSecond(_ parts: Parts, _ line: RawSpan, _ row: Int, _ layout: ObjectIdentifier) {
    let count = parts.messageStart - parts.half
    guard (1...Self.bytesMax).contains(count), let seconds = unsafe seconds else { return }
    // They take turns.
    let place = row + matchCount % Self.rowCount
    unsafe line.extracting(parts.half..<parts.messageStart).withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return }
      unsafe oxtail_second_half_make(seconds + place, base, count, UInt(bitPattern: layout))
    }
    unsafe levelsOfSeconds?[place] = parts.level
  }
}
