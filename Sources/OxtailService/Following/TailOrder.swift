import LogPipeline

/// Puts records of several logs in the order of their times, as far as a short wait can.
struct TailOrder {
  /// Longer than two logs of one failure are mostly apart, and than a look at the files is from the next; short enough to read along.
  static let waitMs = 500
  /// However much comes at once, no more waits.
  static let waitingMax = 4_096

  private var waiting: [(record: TailRecord, sinceMs: Int)] = []
  private var lastTime: Instant?

  mutating func add(_ record: TailRecord, nowMs: Int) { waiting.append((record, nowMs)) }

  /// - Parameter isEnd: Whether nothing is to wait for more.
  /// - Returns: What has waited long enough, and what lies before that.
  mutating func release(nowMs: Int, isEnd: Bool = false) -> [TailRecord] {
    waiting.sort { TailRecord.precedes($0.record, $1.record) }
    let surplus = max(0, waiting.count - Self.waitingMax)
    let ripe = waiting.lastIndex { isEnd || nowMs - $0.sinceMs >= Self.waitMs }.map { $0 + 1 } ?? 0
    let released = waiting.prefix(max(surplus, ripe)).map { entry in
      var record = entry.record
      record.isLate = lastTime.map { record.event.time < $0 } ?? false
      lastTime = max(lastTime ?? record.event.time, record.event.time)
      return record
    }
    waiting.removeFirst(released.count)
    return released
  }

  /// Of what waits, the newest so many stay.
  mutating func keepNewest(_ count: Int) {
    waiting.sort { TailRecord.precedes($0.record, $1.record) }
    waiting = waiting.suffix(count)
  }
}
