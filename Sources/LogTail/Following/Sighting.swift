/// A name with what lies there.
package struct Sighting: Hashable, Sendable {
  package var path: String
  package var name: RotatedName
  package var status: FileStatus
  /// Whether the user named the file itself, and not a directory or pattern.
  package var isNamed: Bool

  package init(path: String, name: RotatedName, status: FileStatus, isNamed: Bool) {
    self.path = path
    self.name = name
    self.status = status
    self.isNamed = isNamed
  }

  package static func == (left: Sighting, right: Sighting) -> Bool {
    left.path == right.path && left.status == right.status
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(path) }

  /// Whether the name is the one that a log has while it is being written.
  var isLive: Bool { name.number == 0 && !path.hasSuffix(".gz") }

  /// Its place among the generations of its log, as far as names tell.
  var rank: RotationRank { RotationRank(name: name, path: path) }
}
