import IncidentStore
import LogPipeline

/// What an index takes of a log beside its events, gathered between two commits.
struct RecordHarvest {
  /// Of the events, by their offsets.
  var words: [Int: RecordWords] = [:]
  private(set) var counts: [Minute: Int] = [:]
  private(set) var marks: [Mark] = []
  var gaps: [Gap] = []

  struct Minute: Hashable {
    /// The minute's first moment, as the log's clock reads it.
    var start: CivilTime
    var level: Level
  }

  struct Mark {
    var offset: Int
    var line: Int
    var time: CivilTime
  }

  /// Far enough apart to cost nothing, near enough to be read over in a moment. Counted in the log's bytes: where it was read in
  /// several goes the marks are the same.
  private static let bytesBetweenMarks = 1 << 20
  private static let minuteMs: Int64 = 60_000

  mutating func count(_ record: FramedRecord, _ head: RecordHead) {
    guard let time = head.time else { return }
    var start = time
    start.localMs = time.localMs.quotientRoundedDown(by: Self.minuteMs) * Self.minuteMs
    counts[Minute(start: start, level: head.level), default: 0] += 1
    let end = record.offset + record.byteCount
    guard record.offset == 0 || record.offset / Self.bytesBetweenMarks != end / Self.bytesBetweenMarks else { return }
    marks.append(Mark(offset: record.offset, line: record.line, time: time))
  }

  /// Notes what of a record was not kept.
  mutating func noteLoss(_ record: FramedRecord) {
    guard record.droppedBytes > 0 else { return }
    gaps.append(
      Gap(offset: record.offset, byteCount: record.droppedBytes, reason: "NUL bytes, or beyond a record's limits"))
  }

  /// Forgets what was stored.
  mutating func clear() {
    words = [:]
    counts = [:]
    marks = []
    gaps = []
  }
}
