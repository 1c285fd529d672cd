/// What one look at the followed places shows.
package struct Look: Sendable {
  package var sightings: [Sighting] = []
  /// Places that do not exist, or may not be read.
  package var unreadable: [UnreadablePath] = []

  package init() {}
}
