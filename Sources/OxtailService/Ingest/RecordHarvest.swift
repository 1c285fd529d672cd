import IncidentStore
import LogPipeline

/// What an index takes of a log beside its events, gathered between two commits.
struct RecordHarvest {
  /// Of the events, by their offsets.
  var words: [Int: RecordWords] = [:]
  /// Counts of minutes before; where records went back and forth a minute may be there more than once.
  private var earlier: [Minute] = []
  /// How many of them there may be before those of one minute are added up.
  private var earlierMax = 4_096
  /// The minute of the last record, and what it had of each level: most records are of one minute with the one before.
  private var current: CivilTime?
  private var ofLevels = [Int](repeating: 0, count: Level.allCases.count)
  private(set) var marks: [Mark] = []
  var gaps: [Gap] = []

  struct Minute: Equatable {
    /// The minute's first moment, as the log's clock reads it.
    var start: CivilTime
    var level: Level
    var records: Int
  }

  struct Mark {
    var offset: Int
    var line: Int
    var time: CivilTime
  }

  /// Far enough apart to cost nothing, near enough to be read over in a moment. Counted in the log's bytes: where it was read in
  /// several goes the marks are the same.
  private static let bytesBetweenMarks = QuietRun.placeBytes
  private static let minuteMs: Int64 = 60_000
  /// Asked of each minute: made once.
  private static let levels = Level.allCases

  /// How many records there were, by minute and level; what belongs to one minute is to be added up.
  var minutes: [Minute] {
    var minutes = earlier
    add(to: &minutes)
    return minutes
  }

  mutating func count(_ record: FramedRecord, _ head: RecordHead) {
    guard let time = head.time else { return }
    begin(time)
    ofLevels[head.level.priority] += 1
    let end = record.offset + record.byteCount
    guard record.offset == 0 || record.offset / Self.bytesBetweenMarks != end / Self.bytesBetweenMarks else { return }
    marks.append(Mark(offset: record.offset, line: record.line, time: time))
  }

  /// Records of which none can be a mark: those are all of one minute.
  mutating func count(_ run: QuietRun) {
    begin(run.first)
    for level in Self.levels { ofLevels[level.priority] += run.count(of: level) }
  }

  private mutating func begin(_ time: CivilTime) {
    guard !isCurrent(time) else { return }
    add(to: &earlier)
    if earlier.count > earlierMax { addUp() }
    for index in ofLevels.indices { ofLevels[index] = 0 }
    var start = time
    start.localMs = time.localMs.quotientRoundedDown(by: Self.minuteMs) * Self.minuteMs
    current = start
  }

  /// Notes what of a record was not kept.
  mutating func noteLoss(_ record: FramedRecord) {
    guard record.droppedBytes > 0 else { return }
    gaps.append(
      Gap(offset: record.offset, byteCount: record.droppedBytes, reason: "NUL bytes, or beyond a record's limits"))
  }

  private func isCurrent(_ time: CivilTime) -> Bool {
    guard let current else { return false }
    return time.offsetMinutes == current.offsetMinutes
      && (0..<Self.minuteMs).contains(time.localMs - current.localMs)
  }

  private func add(to minutes: inout [Minute]) {
    guard let current else { return }
    for level in Self.levels where ofLevels[level.priority] > 0 {
      minutes.append(Minute(start: current, level: level, records: ofLevels[level.priority]))
    }
  }

  private mutating func addUp() {
    struct Key: Hashable {
      var start: CivilTime
      var level: Level
    }
    let counts = Dictionary(earlier.map { (Key(start: $0.start, level: $0.level), $0.records) }, uniquingKeysWith: +)
    earlier = counts.map { Minute(start: $0.start, level: $0.level, records: $1) }
    earlierMax = max(earlierMax, 2 * earlier.count)
  }

  /// Forgets what was stored, but for the words of events that are provisional.
  mutating func keepWords(from offset: Int) {
    let provisional = words.filter { $0.key >= offset }
    clear()
    words = provisional
  }

  /// Forgets what was stored.
  mutating func clear() {
    words = [:]
    earlier = []
    current = nil
    for index in ofLevels.indices { ofLevels[index] = 0 }
    marks = []
    gaps = []
  }
}
