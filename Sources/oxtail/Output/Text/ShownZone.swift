import LogPipeline
import OxtailService

/// The zone in which times are shown to people. Machine-readable forms are always in UTC.
struct ShownZone: Sendable {
  static let utc = ShownZone(NamedZone(name: "UTC", rule: .utc))

  let name: SafeText
  let rule: ZoneRule

  init(_ zone: NamedZone) {
    name = SafeText(zone.name)
    rule = zone.rule
  }

  /// `2022-05-17 08:33:19`
  func second(_ instant: Instant) -> SafeText {
    let shifted = shifted(instant)
    return SafeText(joining: shifted.date + " " + shifted.timeOfDay)
  }

  /// `2022-05-17 08:33:19 UTC`, `2022-05-17 10:33:19 +02:00`
  func markedSecond(_ instant: Instant) -> SafeText { "\(second(instant)) \(mark(instant))" }

  /// What tells a time's distance from UTC; a zone's name alone leaves an hour of each autumn open.
  private func mark(_ instant: Instant) -> SafeText {
    rule == .utc ? "UTC" : SafeText(IncidentDocument.Source.offset(minutes: rule.offsetMinutes(at: instant)))
  }

  /// `2022-05-17 08:33`
  func minute(_ instant: Instant) -> SafeText {
    let shifted = shifted(instant)
    return SafeText(joining: shifted.date + " " + String(shifted.timeOfDay.prefix(5)))
  }

  /// `2022-05-17`
  func date(_ instant: Instant) -> SafeText { SafeText(joining: shifted(instant).date) }

  /// `08:33:19.247`
  func millisecond(_ instant: Instant) -> SafeText { SafeText(shifted(instant).iso8601.dropFirst(11).dropLast()) }

  private func shifted(_ instant: Instant) -> Instant {
    instant + Int64(rule.offsetMinutes(at: instant)) * 60_000
  }
}
