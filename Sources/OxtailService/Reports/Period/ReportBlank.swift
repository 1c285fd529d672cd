import IncidentStore
import LogPipeline

/// A stretch of a report's period for which a log has no record: nobody was there, or it was not read.
package enum ReportBlank: Equatable, Sendable {
  /// No log of this side was ever read.
  case noLog(Side)
  /// There is no record in the whole period.
  case silent(host: String, Side)
  /// There is none in this stretch.
  case stretch(host: String, Side, since: Instant, until: Instant)
  /// There is some in this stretch only.
  case only(host: String, Side, since: Instant, until: Instant)
  /// So many places of its logs could not be read, whenever they were written.
  case unreadable(host: String, Side, places: Int)

  /// In a log of a Plesk host a quiet night is nothing: a quarter of a day is said, and of longer periods a twentieth.
  static func silenceMs(_ period: ReportPeriod) -> Int64 { max(6 * 3_600_000, (period.until - period.since) / 20) }

  /// - Parameters:
  ///   - coverage: Of the logs that the report is about.
  ///   - sides: Of which any log was ever read, whatever the report is about.
  static func blanks(_ coverage: [CoverageFigures], _ period: ReportPeriod, sides: Set<Side>) -> [ReportBlank] {
    let missing = [Side.plesk, .openXchange].filter { !sides.contains($0) }.map { ReportBlank.noLog($0) }
    return missing + coverage.flatMap { blanks($0, period) }
  }

  private static func blanks(_ log: CoverageFigures, _ period: ReportPeriod) -> [ReportBlank] {
    var blanks: [ReportBlank] = []
    if log.gaps > 0 { blanks.append(.unreadable(host: log.host, log.side, places: log.gaps)) }
    var hours = log.hours
    // A log's last record is counted when it is final.
    if let last = log.last, last >= period.since, last < period.until {
      let hour = last.ms.quotientRoundedDown(by: 3_600_000)
      if hours.last ?? .min < hour { hours.append(hour) }
    }
    guard !hours.isEmpty else { return blanks + [.silent(host: log.host, log.side)] }
    var stretches: [(since: Instant, until: Instant)] = []
    var end = period.since
    func add(until next: Instant) {
      if next - end >= silenceMs(period) { stretches.append((end, next)) }
    }
    for hour in hours {
      add(until: max(Instant(ms: hour * 3_600_000), log.first ?? end))
      end = min(Instant(ms: (hour + 1) * 3_600_000), max(log.last ?? .init(ms: .max), Instant(ms: hour * 3_600_000)))
    }
    add(until: period.until)
    // Nothing at either end and no hole between is said in one.
    if stretches.count == 2, stretches[0].since == period.since, stretches[1].until == period.until {
      return blanks + [.only(host: log.host, log.side, since: stretches[0].until, until: stretches[1].since)]
    }
    return blanks + stretches.map { .stretch(host: log.host, log.side, since: $0.since, until: $0.until) }
  }
}
