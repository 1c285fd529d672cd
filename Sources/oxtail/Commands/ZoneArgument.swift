import ArgumentParser
import OxtailService

/// Reads the name of a zone.
enum ZoneArgument {
  static func zone(_ name: String) throws -> NamedZone {
    if let zone = ZoneTable.zone(named: name) { return zone }
    throw ValidationError(
      "the zone '\(name)' is not known\(ZoneTable.suggestion(for: name)); name one as Europe/Berlin, UTC or +02:00")
  }
}
