/// Where the lines of a text end and which of them may be heads, found for many lines at once: a machine that looks for one line after the other
/// spends most of its time on guesses where the next one ends.
@safe struct LineIndex: ~Copyable {
  /// A window holds every line that is not too long for a record.
  private static let windowBytes = RecordLimits.lineBytesMax + 1

  private var capacity = 0
  /// Where the lines' newlines are in the window, and which lines may be heads.
  private var ends: UnsafeMutablePointer<UInt32>?
  private var asked: UnsafeMutablePointer<UInt32>?
  private var count = 0
  private var askedCount = 0
  /// Where the window begins in the text.
  private var base = 0
  /// The line at which its reader stands, and the first of the asked ones that is not before it.
  private var line = 0
  private var nextAsked = 0

  init() {}

  deinit {
    unsafe ends?.deallocate()
    unsafe asked?.deallocate()
  }

  /// Forgets what it knows: the next text is another one.
  mutating func reset() {
    count = 0
    line = 0
  }

  /// Goes to the line that begins at `start`.
  ///
  /// - Returns: Where its newline is; `nil` for a line that has none or is too long.
  @inline(__always) mutating func end(ofLineAt start: Int, in text: RawSpan, _ layouts: borrowing LayoutSet) -> Int? {
    while line < count, lineStart < start { line += 1 }
    if line >= count || lineStart != start { fill(text, from: start, layouts) }
    guard line < count, let ends = unsafe ends else { return nil }
    return unsafe base + Int(ends[line])
  }

  /// Where the line begins at which its reader stands.
  private var lineStart: Int {
    guard line > 0, let ends = unsafe ends else { return base }
    return unsafe base + Int(ends[line - 1]) + 1
  }

  /// Passes over the line, and over those behind it that can be no head and begin with no NUL.
  ///
  /// - Parameters:
  ///   - limit: The newlines of the lines behind it are before this.
  ///   - most: How many lines to pass.
  /// - Returns: How many lines were passed, and where the next one begins.
  @inline(__always) mutating func pass(to limit: Int, most: Int) -> (count: Int, end: Int) {
    guard let ends = unsafe ends, let asked = unsafe asked else { return (0, base) }
    while nextAsked < askedCount, unsafe Int(asked[nextAsked]) <= line { nextAsked += 1 }
    let first = line
    line = unsafe nextAsked < askedCount ? Int(asked[nextAsked]) : count
    let last = unsafe base + Int(ends[line - 1])
    if line - first > most || last >= limit {
      line = first + 1
      while line - first < most, line < count, unsafe base + Int(ends[line]) < limit { line += 1 }
    }
    return unsafe (line - first, base + Int(ends[line - 1]) + 1)
  }

  private mutating func fill(_ text: RawSpan, from start: Int, _ layouts: borrowing LayoutSet) {
    let window = start..<min(text.byteCount, start + Self.windowBytes)
    if window.count > capacity || capacity == 0 { grow(window.count) }
    guard let ends = unsafe ends, let asked = unsafe asked else { return }
    base = start
    line = 0
    nextAsked = 0
    (count, askedCount) = unsafe text.extracting(window).withUnsafeBytes {
      unsafe ByteSearch.findLines(in: $0, leaving: layouts.headTable, ends: ends, asked: asked)
    }
  }

  private mutating func grow(_ bytes: Int) {
    unsafe ends?.deallocate()
    unsafe asked?.deallocate()
    capacity = bytes
    unsafe ends = .allocate(capacity: bytes + ByteSearch.lineSlack)
    unsafe asked = .allocate(capacity: bytes + ByteSearch.lineSlack)
  }
}
