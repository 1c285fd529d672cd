import ArgumentParser
import Foundation
import OxtailService
import PatternFiles

/// Reads the name of a zone.
enum ZoneArgument {
  static func zone(_ name: String) throws -> NamedZone {
    if let zone = ZoneTable.zone(named: name) { return zone }
    throw ValidationError(
      "the zone '\(name)' is not known\(suggestion(for: name)); name one as Europe/Berlin, UTC or +02:00")
  }

  /// People name the town alone, or write the zone wrong.
  static func suggestion(for name: String) -> String {
    let known = TimeZone.knownTimeZoneIdentifiers
    let town = name.replacing(" ", with: "_").lowercased()
    if let zone = known.first(where: { $0.split(separator: "/").last?.lowercased() == town }) {
      return "; did you mean `\(zone)`?"
    }
    return Suggestion.text(for: name, among: known)
  }
}
