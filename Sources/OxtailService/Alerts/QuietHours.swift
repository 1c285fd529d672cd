import LogPipeline

/// Hours of each day in which nobody is told anything: `22:00-06:30`.
package struct QuietHours: Equatable, Sendable {
  /// As it was written.
  package var text: String
  /// Minutes of the day; the end may lie before the start, behind midnight.
  private let start, end: Int

  /// - Returns: `nil` where these are no two times of day.
  package init?(_ text: String) {
    let times = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
    guard times.count == 2, let start = times[0], let end = times[1], start != end else { return nil }
    (self.text, self.start, self.end) = (text, start, end)
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
      (0..<60).contains(minute), parts[1].count == 2
    else { return nil }
    return hour * 60 + minute
  }

  package func contains(_ time: Instant, _ zone: ZoneRule) -> Bool {
    let local = time.ms + Int64(zone.offsetMinutes(at: time)) * 60_000
    let minute = Int((local - local.quotientRoundedDown(by: 86_400_000) * 86_400_000) / 60_000)
    return start < end ? (start..<end).contains(minute) : minute >= start || minute < end
  }
}
