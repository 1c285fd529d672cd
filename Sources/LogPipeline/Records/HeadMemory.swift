/// Heads of layouts, as they were read before. Most heads of a log are those of a few dozen others but for their digits, and what was
/// found in one of these stands at the same places: only its time has to be read.
///
/// Takes the place of nothing but a match: what it does not know is matched.
@safe struct HeadMemory: ~Copyable {
  /// Where in a head the parts stand that it tells.
  struct Parts {
    var stamp: Range<Int>
    var messageStart: Int
    var level: Level
  }

  private struct Entry {
    var layout: ObjectIdentifier?
    var byteCount = 0
    var parts = Parts(stamp: 0..<0, messageStart: 0, level: .trace)
  }

  /// A log of fewer heads needs no memory: there may be ten thousand of them.
  private static let matchesBefore = 64
  /// Three heads of one number take turns, so it grows with what had to be matched in spite of it: a lively server has some hundred
  /// classes that write.
  private static let entriesMin = 64
  private static let entriesMax = 512
  /// Longer heads are matched each time.
  private static let byteCounts = ByteSearch.withoutDigitsMin...224

  private var entryCount = 0
  private var entries: UnsafeMutablePointer<Entry>?
  /// The entries' heads without their digits.
  private var shapes: UnsafeMutablePointer<UInt8>?
  private var asked = 0
  /// How often a match was to be remembered.
  private(set) var matchCount = 0

  init() {}

  deinit {
    unsafe entries?.deallocate()
    unsafe shapes?.deallocate()
  }

  /// What the layout's head told that had the same bytes but for its digits.
  ///
  /// - Returns: `nil` where the line must be matched.
  @inline(__always) mutating func parts(of line: RawSpan, layout: ObjectIdentifier) -> Parts? {
    guard let entries = unsafe entries, let shapes = unsafe shapes, Self.byteCounts.contains(line.byteCount) else {
      return nil
    }
    let found = unsafe ByteSearch.findShape(of: line, in: shapes, stride: Self.byteCounts.upperBound, count: entryCount)
    asked = found.slot
    guard found.isEqual, unsafe entries[asked].layout == layout, unsafe entries[asked].byteCount == line.byteCount
    else {
      return nil
    }
    return unsafe entries[asked].parts
  }

  /// Remembers what a match told of the line that was asked for last. Two heads of one number stand beside each other.
  mutating func keep(_ parts: Parts, of line: RawSpan, layout: ObjectIdentifier) {
    guard Self.byteCounts.contains(line.byteCount) else { return }
    matchCount += 1
    if matchCount >= max(Self.matchesBefore, 8 * entryCount), entryCount < Self.entriesMax { return grow() }
    guard let entries = unsafe entries, let shapes = unsafe shapes else { return }
    let place = asked & ~1
    let shape = unsafe shapes + place * Self.byteCounts.upperBound
    unsafe entries[place + 1] = entries[place]
    unsafe (shape + Self.byteCounts.upperBound).update(from: shape, count: Self.byteCounts.upperBound)
    unsafe entries[place] = Entry(layout: layout, byteCount: line.byteCount, parts: parts)
    unsafe ByteSearch.copyWithoutDigits(line, to: shape)
  }

  /// Begins anew with twice the room.
  private mutating func grow() {
    unsafe entries?.deallocate()
    unsafe shapes?.deallocate()
    entryCount = max(Self.entriesMin, 2 * entryCount)
    let bytes = entryCount * Self.byteCounts.upperBound
    let newEntries = UnsafeMutablePointer<Entry>.allocate(capacity: entryCount)
    let newShapes = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes)
    unsafe newEntries.initialize(repeating: Entry(), count: entryCount)
    unsafe newShapes.initialize(repeating: 0, count: bytes)
    unsafe entries = newEntries
    unsafe shapes = newShapes
  }
}
