/// The followed files on disk.
package final class SystemTree: FollowedTree {
  /// Deeper trees are no log trees.
  private static let depthMax = 16

  private let patterns: [FollowPattern]
  /// Directories that were looked at last; their descriptors are where files are opened.
  private var directories: [String: SystemDirectory] = [:]
  /// Names are taken apart once.
  private var rotated: [String: RotatedName] = [:]
  /// Paths that were regular files: if one is something else now, that is worth a word.
  private var wereFiles: Set<String> = []

  package init(patterns: [FollowPattern]) { self.patterns = patterns }

  /// Where something may happen: what ``ChangeWatch`` watches.
  package var directoriesToWatch: [String] { directories.keys.sorted() }

  package func look() -> Look {
    var look = Look()
    directories = [:]
    var wanted: [String: Wanted] = [:]
    for pattern in patterns {
      let places = pattern.isGlob ? expand(pattern.path) : [pattern.path]
      for place in places { want(place, pattern, &wanted) }
    }
    var seen: Set<String> = []
    for (directory, what) in wanted.sorted(by: { $0.key < $1.key }) {
      list(directory, what, depth: 0, &look, &seen)
    }
    let paths = Set(look.sightings.map(\.path))
    wereFiles.formIntersection(paths)
    if rotated.count > 4 * paths.count + 1_000 { rotated = rotated.filter { paths.contains($0.key) } }
    return look
  }

  package func open(_ sighting: Sighting) throws(UnreadablePath) -> any FollowedFile {
    let (path, name) = FollowPattern.split(sighting.path)
    guard let directory = directories[path] else {
      throw UnreadablePath(path: sighting.path, reason: .noSuchFile, isNamed: sighting.isNamed)
    }
    let descriptor = try POSIX.open(
      name, in: directory.descriptor, path: sighting.path, followsLink: directory.linkNames.contains(name))
    return SystemFile(descriptor, path: sighting.path)
  }

  /// What is wanted of one directory.
  private struct Wanted {
    var isWhole = false
    var files: Set<String> = []
    var globs: [String] = []
    /// Logs whose generations are wanted.
    var logs: Set<String> = []
    var followsLinks = false
  }

  private func want(_ path: String, _ pattern: FollowPattern, _ wanted: inout [String: Wanted]) {
    if !FollowPattern.isGlob(path), case .directory? = try? POSIX.kind(of: path) {
      var what = wanted[path] ?? Wanted()
      what.isWhole = true
      what.followsLinks = what.followsLinks || pattern.followsLinks
      wanted[path] = what
      return
    }
    let (directory, name) = FollowPattern.split(path)
    var what = wanted[directory] ?? Wanted()
    if FollowPattern.isGlob(name) {
      what.globs.append(name)
    } else {
      what.files.insert(name)
      what.logs.insert(rotatedName(FollowPattern.join(directory, name)).log)
    }
    what.followsLinks = what.followsLinks || pattern.followsLinks
    wanted[directory] = what
  }

  /// The directories that a pattern names, with its last part as it is.
  private func expand(_ pattern: String) -> [String] {
    let (parent, name) = FollowPattern.split(pattern)
    guard FollowPattern.isGlob(parent) else { return [pattern] }
    return expandDirectories(parent).map { FollowPattern.join($0, name) }
  }

  private func expandDirectories(_ pattern: String) -> [String] {
    guard FollowPattern.isGlob(pattern) else { return [pattern] }
    let (parent, name) = FollowPattern.split(pattern)
    return expandDirectories(parent).flatMap { directory -> [String] in
      guard FollowPattern.isGlob(name) else { return [FollowPattern.join(directory, name)] }
      let names = (try? POSIX.names(in: directory)) ?? []
      return names.filter { POSIX.fits($0, glob: name) }.map { FollowPattern.join(directory, $0) }
        .filter { if case .directory? = try? POSIX.kind(of: $0) { true } else { false } }
    }
  }

  private func rotatedName(_ path: String) -> RotatedName {
    if let known = rotated[path] { return known }
    let name = RotatedName(path)
    rotated[path] = name
    return name
  }

  private func list(_ path: String, _ wanted: Wanted, depth: Int, _ look: inout Look, _ seen: inout Set<String>) {
    do throws(UnreadablePath) {
      let directory = try SystemDirectory(path)
      directories[path] = directory
      var missing = wanted.files
      for name in try POSIX.names(in: directory.descriptor, path: path) {
        let isNamed = missing.remove(name) != nil
        let whole = FollowPattern.join(path, name)
        guard isNamed || isWanted(name, whole, wanted), seen.insert(whole).inserted,
          let status = status(of: name, whole, in: directory, wanted, &look)
        else { continue }
        if status.kind == .directory, wanted.isWhole, depth < Self.depthMax, !isNamed {
          var below = Wanted()
          below.isWhole = true
          below.followsLinks = wanted.followsLinks
          list(whole, below, depth: depth + 1, &look, &seen)
        }
        if status.kind == .regular { wereFiles.insert(whole) }
        guard isNamed || wereFiles.contains(whole) else { continue }
        look.sightings.append(
          Sighting(path: whole, name: rotatedName(whole), status: status, isNamed: isNamed))
      }
      for name in missing.sorted() {
        look.unreadable.append(
          UnreadablePath(path: FollowPattern.join(path, name), reason: .noSuchFile, isNamed: true))
      }
    } catch {
      look.unreadable.append(UnreadablePath(path: path, reason: error.reason, isNamed: true))
    }
  }

  /// - Returns: `nil` where it is gone, or cannot be told, which is said.
  private func status(
    of name: String, _ path: String, in directory: SystemDirectory, _ wanted: Wanted, _ look: inout Look
  ) -> FileStatus? {
    do throws(UnreadablePath) {
      guard let status = try POSIX.status(of: name, in: directory.descriptor, path: path, followsLink: false)
      else { return nil }
      guard status.kind == .link, wanted.followsLinks,
        let target = try POSIX.status(of: name, in: directory.descriptor, path: path, followsLink: true),
        target.kind == .regular
      else { return status }
      directory.linkNames.insert(name)
      return target
    } catch {
      look.unreadable.append(UnreadablePath(path: path, reason: error.reason, isNamed: true))
      return nil
    }
  }

  private func isWanted(_ name: String, _ path: String, _ wanted: Wanted) -> Bool {
    if name.hasPrefix(".") { return false }
    if wanted.isWhole { return true }
    guard !wanted.logs.isEmpty || !wanted.globs.isEmpty else { return false }
    let log = rotatedName(path).log
    if wanted.logs.contains(log) { return true }
    let (_, logName) = FollowPattern.split(log)
    return wanted.globs.contains { POSIX.fits(name, glob: $0) || POSIX.fits(logName, glob: $0) }
  }
}
