/// Beginnings of lines that a layout refused: a line with the same first bytes but for their digits is none of its heads either, whatever follows.
///
/// It makes the way free for a layout that would else be asked behind that one.
@safe struct RefusalMemory: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var layout: ObjectIdentifier?
    /// How many bytes decided.
    var reach = 0
  }

  /// What decided reached no farther, and no shorter line is looked at.
  static let bytesMax = 64
  /// Some: numbers of other lengths make other beginnings.
  private static let entryCount = 8

  private let entries: UnsafeMutablePointer<Entry>
  /// The entries' lines without their digits, and behind them the one that was asked for last.
  private let shapes: UnsafeMutablePointer<UInt8>
  /// Which entry is replaced next.
  private var next = 0

  init() {
    let shapeBytes = (Self.entryCount + 1) * Self.bytesMax
    unsafe entries = .allocate(capacity: Self.entryCount)
    unsafe shapes = .allocate(capacity: shapeBytes)
    unsafe entries.initialize(repeating: Entry(), count: Self.entryCount)
    unsafe shapes.initialize(repeating: 0, count: shapeBytes)
  }

  deinit {
    unsafe entries.deallocate()
    unsafe shapes.deallocate()
  }

  /// Whether layouts refuse a line, as far as that is remembered; `false` where it is not.
  ///
  /// - Parameter reach: No more of the line's first bytes may decide that.
  mutating func know(_ line: RawSpan, layouts: [ObjectIdentifier], within reach: Int = bytesMax) -> Bool {
    guard line.byteCount >= Self.bytesMax else { return false }
    let asked = unsafe shapes + Self.entryCount * Self.bytesMax
    unsafe ByteSearch.copyWithoutDigits(line.extracting(0..<Self.bytesMax), to: asked)
    return layouts.allSatisfy { layout in
      (0..<Self.entryCount).contains { index in
        unsafe entries[index].layout == layout && entries[index].reach <= reach
          && ByteSearch.areEqual(asked, shapes + index * Self.bytesMax, count: entries[index].reach)
      }
    }
  }

  /// Remembers that a layout refused a line.
  ///
  /// - Parameter reach: How many of its first bytes decided that, whatever their digits are.
  mutating func keep(_ line: RawSpan, reach: Int, layout: ObjectIdentifier) {
    guard reach <= Self.bytesMax, line.byteCount >= Self.bytesMax, !know(line, layouts: [layout]) else { return }
    unsafe entries[next] = Entry(layout: layout, reach: reach)
    unsafe (shapes + next * Self.bytesMax).update(from: shapes + Self.entryCount * Self.bytesMax, count: Self.bytesMax)
    next = (next + 1) % Self.entryCount
  }
}
