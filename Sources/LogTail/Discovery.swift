/// Finds the files behind what the user named: files themselves, and all files below directories.
package enum Discovery {
  /// Deeper trees are no log trees; the bound also ends a loop of links.
  private static let depthMax = 16

  /// - Returns: Files in the order named, each directory's in the order of their paths; and what could not be read.
  package static func files(for paths: [String]) -> (files: [LogFile], unreadable: [UnreadablePath]) {
    var files: [LogFile] = []
    var unreadable: [UnreadablePath] = []
    for path in paths {
      do throws(UnreadablePath) {
        switch try POSIX.kind(of: path) {
        case .regular(let bytes): files.append(LogFile(path: path, isNamed: true, bytes: bytes))
        case .directory: walk(trimmed(path), depth: 0, &files, &unreadable)
        case .other: unreadable.append(UnreadablePath(path: path, reason: .notAFile, isNamed: true))
        }
      } catch {
        unreadable.append(UnreadablePath(path: path, reason: error.reason, isNamed: true))
      }
    }
    return (unique(files), unreadable)
  }

  private static func walk(
    _ directory: String, depth: Int, _ files: inout [LogFile], _ unreadable: inout [UnreadablePath]
  ) {
    guard depth < depthMax else { return }
    do throws(UnreadablePath) {
      for name in try POSIX.names(in: directory) where !name.hasPrefix(".") {
        let path = FollowPattern.join(directory, name)
        do throws(UnreadablePath) {
          switch try POSIX.kind(of: path) {
          case .regular(let bytes): files.append(LogFile(path: path, isNamed: false, bytes: bytes))
          // A link to a directory could lead anywhere, and round in circles.
          case .directory where !POSIX.isLink(path): walk(path, depth: depth + 1, &files, &unreadable)
          case .directory, .other: break
          }
        } catch {
          // A dead link in a directory is nobody's mistake, and no sign of a broken disk.
          let isDead = POSIX.isDeadLink(path)
          unreadable.append(isDead ? UnreadablePath(path: path, reason: .deadLink, isNamed: false) : error)
        }
      }
    } catch {
      unreadable.append(error)
    }
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// A file that was named and found by a walk, or named twice, is read once.
  private static func unique(_ files: [LogFile]) -> [LogFile] {
    var seen: [String: Int] = [:]
    var result: [LogFile] = []
    for file in files {
      if let index = seen[file.path] {
        result[index].isNamed = result[index].isNamed || file.isNamed
      } else {
        seen[file.path] = result.count
        result.append(file)
      }
    }
    return result
  }
}
