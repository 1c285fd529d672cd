/// Records that follow each other, of one layout and one minute, that nobody needs to see one by one, and what is to be known of them together.
///
/// None of them names a request's start, and none lies across a multiple of ``placeBytes``: who notes places in a log sees one record there.
package struct QuietRun: Sendable {
  /// Counted in the log's bytes.
  package static let placeBytes = 1 << 20
  private static let minuteMs: Int64 = 60_000

  /// No records.
  package static var none: QuietRun { QuietRun() }

  package private(set) var count = 0
  /// Index of their layout.
  package private(set) var layout = 0
  package private(set) var first = CivilTime(localMs: 0)
  /// Where the first one stands in the log.
  package private(set) var firstOffset = 0
  /// Readings of the same clock as the first one's.
  package private(set) var lastMs: Int64 = 0
  package private(set) var earliestMs: Int64 = 0
  package private(set) var latestMs: Int64 = 0
  private var minuteStartMs: Int64 = 0
  private var ofLevels = InlineArray<9, Int>(repeating: 0)

  private init() {}

  package var last: CivilTime { CivilTime(localMs: lastMs, offsetMinutes: first.offsetMinutes) }

  package func count(of level: Level) -> Int { ofLevels[level.priority] }

  /// Whether a record may be one of a run, as far as its place tells.
  @inline(__always) static func mayTake(at offset: Int, byteCount: Int) -> Bool {
    offset > 0 && offset / placeBytes == (offset + byteCount) / placeBytes
  }

  /// Takes the next record.
  ///
  /// - Returns: `false` for one of another minute or layout.
  @inline(__always) mutating func take(_ head: RecordHead, _ time: CivilTime, at offset: Int) -> Bool {
    if count == 0 {
      first = time
      firstOffset = offset
      layout = head.layout
      minuteStartMs = time.localMs.quotientRoundedDown(by: Self.minuteMs) * Self.minuteMs
      earliestMs = time.localMs
      latestMs = time.localMs
    } else {
      let distance = time.localMs - minuteStartMs
      guard distance >= 0, distance < Self.minuteMs, time.offsetMinutes == first.offsetMinutes, head.layout == layout
      else { return false }
      earliestMs = min(earliestMs, time.localMs)
      latestMs = max(latestMs, time.localMs)
    }
    lastMs = time.localMs
    count += 1
    ofLevels[head.level.priority] += 1
    return true
  }
}
