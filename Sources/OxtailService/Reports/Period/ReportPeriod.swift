import LogPipeline

/// A stretch of time that a report is about, and the equal parts in which its trend is drawn.
package struct ReportPeriod: Equatable, Sendable {
  package enum Unit: String, CaseIterable, Sendable {
    case day, week, month
  }

  package var since: Instant
  package var until: Instant
  /// `nil` for a period that somebody named by its ends.
  package var unit: Unit?
  /// Where the parts begin.
  package private(set) var parts: [Instant] = []
  /// Whether parts are days, and not hours.
  package private(set) var hasDays = false

  /// More bars than these cannot be told apart.
  private static let partsMax = 62
  private static let dayMs: Int64 = 86_400_000

  /// The day, week or month in which a moment lies. Weeks begin on Mondays.
  package init(_ unit: Unit, around instant: Instant, zone: ZoneRule) {
    let local = instant.ms + Int64(zone.offsetMinutes(at: instant)) * 60_000
    let day = local.quotientRoundedDown(by: Self.dayMs)
    let (first, next): (Int64, Int64)
    switch unit {
    case .day: (first, next) = (day, day + 1)
    case .week:
      // 1970-01-01 was a Thursday.
      let monday = day - (day + 3) + (day + 3).quotientRoundedDown(by: 7) * 7
      (first, next) = (monday, monday + 7)
    case .month: (first, next) = Self.month(around: day)
    }
    self.init(
      since: zone.instant(localMs: first * Self.dayMs), until: zone.instant(localMs: next * Self.dayMs), unit: unit,
      zone: zone)
  }

  /// The last whole day, week or month before a moment.
  package init(lastWhole unit: Unit, before now: Instant, zone: ZoneRule) {
    let current = ReportPeriod(unit, around: now, zone: zone)
    self.init(unit, around: Instant(ms: current.since.ms - 1), zone: zone)
  }

  package init(since: Instant, until: Instant, unit: Unit? = nil, zone: ZoneRule) {
    self.since = since
    self.until = until
    self.unit = unit
    hasDays = until - since > 2 * Self.dayMs
    parts = Self.parts(since, until, stepMs: hasDays ? Self.dayMs : 3_600_000, zone)
  }

  /// The part in which a moment lies.
  package func part(of instant: Instant) -> Int? {
    guard instant >= since, instant < until else { return nil }
    return max(0, parts.partitionPoint { $0 > instant } - 1)
  }

  /// Days are as long as their zone has them.
  private static func parts(_ since: Instant, _ until: Instant, stepMs: Int64, _ zone: ZoneRule) -> [Instant] {
    func local(_ instant: Instant) -> Int64 { instant.ms + Int64(zone.offsetMinutes(at: instant)) * 60_000 }
    let count = (until - since) / stepMs + 1
    let step = stepMs * max(1, (count + Int64(partsMax) - 1) / Int64(partsMax))
    var parts = [since]
    // An hour that a clock shows twice is two.
    guard stepMs == dayMs else {
      var next = Instant(ms: (since.ms.quotientRoundedDown(by: step) + 1) * step)
      while next < until {
        parts.append(next)
        next = next + step
      }
      return parts
    }
    var next = (local(since).quotientRoundedDown(by: dayMs)) * dayMs + step
    while zone.instant(localMs: next) < until {
      parts.append(zone.instant(localMs: next))
      next += step
    }
    return parts
  }

  private static func month(around day: Int64) -> (first: Int64, next: Int64) {
    let date = Instant(ms: day * dayMs).date.split(separator: "-").compactMap { Int($0) }
    func first(_ year: Int, _ month: Int) -> Int64 {
      (CivilTime(year: year, month: month, day: 1)?.localMs ?? 0).quotientRoundedDown(by: dayMs)
    }
    let (year, month) = (date[0], date[1])
    return (first(year, month), month == 12 ? first(year + 1, 1) : first(year, month + 1))
  }
}
