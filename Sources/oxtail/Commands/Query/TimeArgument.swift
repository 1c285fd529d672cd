import LogPipeline
import OxtailService

/// Reads a point in time as people write it, in journalctl's ways and in ISO 8601.
struct TimeArgument {
  static let forms = "2026-05-17, '2026-05-17 08:30', 2026-05-17T08:30:00Z, 08:30, yesterday, 7d, -2h, '3 days ago'"

  /// What relative times are counted from.
  let now: Instant
  /// The zone of times that name none.
  let zone: ZoneRule

  /// - Returns: `nil` for what is no time.
  func instant(_ text: String) -> Instant? {
    let text = text.lowercased().trimmingBlanks
    return named(text) ?? relative(text) ?? absolute(text) ?? timeOfDay(text) ?? epoch(text) ?? ago(text)
  }

  private func named(_ text: String) -> Instant? {
    switch text {
    case "now": now
    case "today": midnight(daysLater: 0)
    case "yesterday": midnight(daysLater: -1)
    case "tomorrow": midnight(daysLater: 1)
    default: nil
    }
  }

  /// `-2h`, `+30min`, `2 hours ago`, `1d 12h ago`
  private func relative(_ text: String) -> Instant? {
    var rest = text[...]
    var sign: Int64 = 0
    if let first = rest.first, first == "-" || first == "+" {
      sign = first == "-" ? -1 : 1
      rest.removeFirst()
    } else if rest.hasSuffix(" ago") {
      sign = -1
      rest = rest.dropLast(" ago".count)
    }
    guard sign != 0, let length = Self.length(rest) else { return nil }
    return now + sign * length
  }

  /// `90s`, `2 hours`, `1d 12h` in milliseconds.
  static func length(_ text: Substring) -> Int64? { TimeLength(String(text))?.ms }

  /// `2026-05-17`, with a time of day and a distance from UTC or not.
  private func absolute(_ text: String) -> Instant? {
    let form =
      /(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?)?\s?(z|utc|[+-]\d{2}:?\d{2})?/
    guard let parts = text.wholeMatch(of: form)?.output, let year = Int(parts.1), let month = Int(parts.2),
      let day = Int(parts.3)
    else { return nil }
    let fraction = parts.7.map { Int($0 + String(repeating: "0", count: 3 - $0.count)) ?? 0 } ?? 0
    guard
      let civil = CivilTime(
        year: year, month: month, day: day, hour: Self.number(parts.4), minute: Self.number(parts.5),
        second: Self.number(parts.6), millisecond: fraction)
    else { return nil }
    guard let mark = parts.8 else { return zone.instant(localMs: civil.localMs) }
    let offset = mark == "z" || mark == "utc" ? 0 : ZoneTable.zone(named: String(mark))?.rule.initialOffsetMinutes
    return offset.map { Instant(ms: civil.localMs - Int64($0) * 60_000) }
  }

  /// `08:30` today.
  private func timeOfDay(_ text: String) -> Instant? {
    guard let parts = text.wholeMatch(of: /(\d{1,2}):(\d{2})(?::(\d{2}))?/)?.output, let hour = Int(parts.1),
      hour < 24, Self.number(parts.2) < 60, Self.number(parts.3) < 60
    else { return nil }
    let ms = ((hour * 60 + Self.number(parts.2)) * 60 + Self.number(parts.3)) * 1000
    return zone.instant(localMs: localMidnight(daysLater: 0) + Int64(ms))
  }

  /// `@1448668800`
  private func epoch(_ text: String) -> Instant? {
    guard let seconds = text.wholeMatch(of: /@(\d{1,11})/)?.output.1, let seconds = Int64(seconds) else { return nil }
    return Instant(ms: seconds * 1000)
  }

  /// `7d`: a length alone is so long ago.
  private func ago(_ text: String) -> Instant? { Self.length(text[...]).map { now + -$0 } }

  private static func number(_ digits: Substring?) -> Int { digits.flatMap { Int($0) } ?? 0 }

  // MARK: Days

  private func localMidnight(daysLater days: Int64) -> Int64 {
    let local = now.ms + Int64(zone.offsetMinutes(at: now)) * 60_000
    return (local.quotientRoundedDown(by: 86_400_000) + days) * 86_400_000
  }

  private func midnight(daysLater days: Int64) -> Instant { zone.instant(localMs: localMidnight(daysLater: days)) }
}

extension TimeArgument {
  /// The time that an option was given.
  func time(_ option: SafeText, _ text: String) throws(CommandError) -> Instant {
    if let time = instant(text) { return time }
    throw .usage("\(option) \(text)", "is no time that is understood", next: "write it as one of \(Self.forms)")
  }

  /// The same of an option that says since when something is so.
  func pastTime(_ option: SafeText, _ text: String) throws(CommandError) -> Instant {
    let time = try time(option, text)
    guard time > now else { return time }
    throw .usage(
      "\(option) \(text)", "lies ahead: \(time.iso8601) is not yet", next: "name a time that is past, or leave it out")
  }
}

extension StringProtocol {
  /// Without blanks at either end.
  var trimmingBlanks: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
