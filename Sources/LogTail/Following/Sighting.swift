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

  var isLive: Bool { name.isLive }

  /// Its place among the generations of its log, as far as names tell.
  var rank: RotationRank { RotationRank(name: name, path: path) }
}
