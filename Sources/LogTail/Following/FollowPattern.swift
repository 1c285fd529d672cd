/// What the user asked to follow: a file with its older generations, a directory with all below it, or a pattern with `*`, `?` and `[…]`.
/// None of them has to exist yet.
package struct FollowPattern: Hashable, Sendable {
  package var path: String
  /// Whether links to files are followed. Anybody who may write to a log's directory can make a link to any file.
  package var followsLinks: Bool

  package init(path: String, followsLinks: Bool = false) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    self.followsLinks = followsLinks
  }

  var isGlob: Bool { Self.isGlob(path) }

  static func isGlob(_ text: String) -> Bool { text.utf8.contains { "*?[".utf8.contains($0) } }

  /// The directory and the name in it.
  static func split(_ path: String) -> (directory: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let directory = path[..<slash]
    return (directory.isEmpty ? "/" : String(directory), String(path[path.index(after: slash)...]))
  }

  /// Whoever follows `.` need not read it in every path.
  static func join(_ directory: String, _ name: String) -> String {
    directory == "." ? name : directory == "/" ? "/" + name : directory + "/" + name
  }
}
