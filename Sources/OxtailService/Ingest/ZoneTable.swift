import Foundation
import LogPipeline
import PatternFiles

/// Turns the name of a zone into the small table that the pipeline works with.
package enum ZoneTable {
  /// Logs of this field begin in 2010; a zone's future is a guess after some years.
  private static let years = (first: 2005, last: 2045)

  /// - Parameter name: `Europe/Berlin`, `UTC`, `+02:00`, `+0200`.
  /// - Returns: `nil` for a name that the system does not know.
  package static func zone(named name: String) -> NamedZone? {
    if let minutes = offsetMinutes(name) {
      return NamedZone(name: name, rule: ZoneRule(initialOffsetMinutes: minutes))
    }
    guard let zone = TimeZone(identifier: name) else { return nil }
    var date = Date(timeIntervalSince1970: Double(years.first - 1970) * 365.2425 * 86_400)
    let end = Date(timeIntervalSince1970: Double(years.last - 1970) * 365.2425 * 86_400)
    var rule = ZoneRule(initialOffsetMinutes: zone.secondsFromGMT(for: date) / 60)
    while let next = zone.nextDaylightSavingTimeTransition(after: date), next < end, next > date {
      rule.transitions.append(
        ZoneRule.Transition(
          at: Instant(ms: Int64(next.timeIntervalSince1970 * 1000)), offsetMinutes: zone.secondsFromGMT(for: next) / 60)
      )
      date = next
    }
    return NamedZone(name: name, rule: rule)
  }

  /// `; did you mean …?` for a name that ``zone(named:)`` does not know: people name the town alone, or write the zone wrong.
  package static func suggestion(for name: String) -> String {
    let known = TimeZone.knownTimeZoneIdentifiers
    let town = name.replacing(" ", with: "_").lowercased()
    if let zone = known.first(where: { $0.split(separator: "/").last?.lowercased() == town }) {
      return "; did you mean `\(zone)`?"
    }
    return Suggestion.text(for: name, among: known)
  }

  private static func offsetMinutes(_ name: String) -> Int? {
    guard let sign = name.first, sign == "+" || sign == "-" else { return nil }
    let digits = name.dropFirst().filter { $0 != ":" }
    guard digits.count == 4 || digits.count == 2, digits.allSatisfy(\.isNumber), let hours = Int(digits.prefix(2)),
      let minutes = digits.count == 4 ? Int(digits.suffix(2)) : 0, hours <= 18, minutes <= 59
    else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 60 + minutes)
  }
}
