/// The minute of the stamp that was read last: most heads of a log stand in the minute of the head before them, and then only their
/// seconds need to be read.
///
/// It gives what reading the whole stamp would give, or says that it does not know.
struct StampMemory {
  /// The layout whose stamp it was: another one may read the same bytes otherwise.
  private var layout: ObjectIdentifier?
  private var bytes = StampBytes()
  private var minute = CivilTime(localMs: 0)

  /// - Returns: `nil` where the stamp must be read.
  @inline(__always) func time(
    _ stamp: RawSpan, fraction: RawSpan, _ seconds: StampSeconds, layout: ObjectIdentifier
  ) -> CivilTime? {
    guard layout == self.layout, stamp.byteCount == seconds.byteCount,
      !StampBytes(stamp).differ(from: bytes, where: seconds.minute),
      let ms = seconds.milliseconds(of: stamp, fraction: fraction)
    else { return nil }
    return CivilTime(localMs: minute.localMs + ms, offsetMinutes: minute.offsetMinutes)
  }

  /// Remembers what a stamp read as in which every number has its full width.
  mutating func keep(
    _ time: CivilTime, _ stamp: RawSpan, fraction: RawSpan, _ seconds: StampSeconds,
    layout: ObjectIdentifier
  ) {
    guard stamp.byteCount == seconds.byteCount,
      let ms = seconds.milliseconds(of: stamp, fraction: fraction)
    else {
      return
    }
    self.layout = layout
    bytes = StampBytes(stamp)
    minute = CivilTime(localMs: time.localMs - ms, offsetMinutes: time.offsetMinutes)
  }
}

/// What in a stamp of fixed width tells its second, and which of its bytes tell all the rest.
struct StampSeconds: Equatable, BitwiseCopyable {
  let byteCount: Int
  private let second: Int
  /// Three digits; −1 where the stamp has none.
  private let fraction: Int
  /// All bits of the bytes that tell the minute.
  let minute: StampBytes

  /// - Returns: `nil` for a stamp that is too short or too long to be compared at once.
  init?(byteCount: Int, second: Int, fraction: Int) {
    guard StampBytes.counts.contains(byteCount), second >= 0 else { return nil }
    var mask = [UInt8](repeating: 0xFF, count: byteCount)
    for place in second..<second + 2 { mask[place] = 0 }
    if fraction >= 0 { for place in fraction..<fraction + 3 { mask[place] = 0 } }
    minute = StampBytes(RawSpan(_elements: mask.span))
    self.byteCount = byteCount
    self.second = second
    self.fraction = fraction
  }

  /// Milliseconds since the minute began.
  ///
  /// - Parameter apart: The fraction that stands apart from the stamp; empty where there is none.
  @inline(__always) func milliseconds(of stamp: RawSpan, fraction apart: RawSpan) -> Int64? {
    var sure = 0
    let seconds = FixedStamp.two(stamp, second, &sure)
    var ms = 0
    if fraction >= 0 {
      ms =
        FixedStamp.two(stamp, fraction, &sure) * 10 + FixedStamp.digit(stamp, fraction + 2, &sure)
    }
    guard sure >= 0, seconds <= 60 else { return nil }
    if !apart.isEmpty {
      var cursor = ByteCursor()
      guard let read = cursor.milliseconds(in: apart) else { return nil }
      ms = read
    }
    return Int64(seconds * 1000 + ms)
  }
}

/// The bytes of a stamp, to be compared at once: its first and its last sixteen, of which some are the same.
struct StampBytes: Equatable, BitwiseCopyable {
  static let counts = 16...32
  private var first: UInt64 = 0, second: UInt64 = 0, third: UInt64 = 0, last: UInt64 = 0

  init() {}

  /// - Parameter stamp: Of as many bytes as ``counts`` says.
  @inline(__always) init(_ stamp: RawSpan) {
    first = stamp.word(at: 0)
    second = stamp.word(at: 8)
    third = stamp.word(at: stamp.byteCount - 16)
    last = stamp.word(at: stamp.byteCount - 8)
  }

  /// Whether any bit differs that is set in `mask`.
  @inline(__always) func differ(from other: StampBytes, where mask: StampBytes) -> Bool {
    let start = ((first ^ other.first) & mask.first) | ((second ^ other.second) & mask.second)
    let end = ((third ^ other.third) & mask.third) | ((last ^ other.last) & mask.last)
    return start | end != 0
  }
}
