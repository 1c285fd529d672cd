/// Records that follow each other, of one layout and one minute, that nobody needs to see one by one, and what is to be known of them together.
///
/// Those whose requests tell the clock's distance from UTC tell the same, and none lies across a multiple of ``placeBytes``: who notes places in a
/// log sees one record there.
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

  /// What the first of its requests that tell the clock's distance from UTC says, and where its record stands.
  struct Request: Equatable, Sendable {
    var offsetMinutes: Int
    /// Seconds since 1970 UTC.
    var start: Int64
    var localMs: Int64
    var offset: Int
  }

  private(set) var request: Request?
  /// The start of the last one that tells the same and began at another second; `nil` where there is none.
  private(set) var otherRequestStart: Int64?

  private init() {}

  package var last: CivilTime { CivilTime(localMs: lastMs, offsetMinutes: first.offsetMinutes) }

  package func count(of level: Level) -> Int { ofLevels[level.priority] }

  /// Whether a record may be one of a run, as far as its place tells.
  @inline(__always) static func mayTake(at offset: Int, byteCount: Int) -> Bool {
    offset > 0 && offset / placeBytes == (offset + byteCount) / placeBytes
  }

  /// Takes the next record.
  ///
  /// - Returns: `false` for one of another minute or layout, or of a clock that stands elsewhere.
  @inline(__always) mutating func take(_ head: RecordHead, _ time: CivilTime, at offset: Int) -> Bool {
    if count == 0 {
      first = time
      firstOffset = offset
      layout = head.layout
      minuteStartMs = time.localMs.quotientRoundedDown(by: Self.minuteMs) * Self.minuteMs
      earliestMs = time.localMs
      latestMs = time.localMs
      _ = takeRequest(head, time, at: offset)
    } else {
      let distance = time.localMs - minuteStartMs
      guard distance >= 0, distance < Self.minuteMs, time.offsetMinutes == first.offsetMinutes, head.layout == layout
      else { return false }
      guard takeRequest(head, time, at: offset) else { return false }
      earliestMs = min(earliestMs, time.localMs)
      latestMs = max(latestMs, time.localMs)
    }
    lastMs = time.localMs
    count += 1
    ofLevels[head.level.priority] += 1
    return true
  }

  @inline(__always) private mutating func takeRequest(_ head: RecordHead, _ time: CivilTime, at offset: Int) -> Bool {
    // Where the head tells the distance, nobody asks the request.
    guard let start = head.requestStart, time.offsetMinutes == nil,
      let minutes = SourceClock.offsetMinutes(of: time, requestStart: start)
    else { return true }
    guard let request else {
      request = Request(offsetMinutes: minutes, start: start, localMs: time.localMs, offset: offset)
      return true
    }
    guard minutes == request.offsetMinutes else { return false }
    if start != request.start { otherRequestStart = start }
    return true
  }
}
