import Foundation
import LogPipeline

/// The command that lets a user read a log: through its group where it has one that may, else by an access list. Never root.
package enum AccessGrant {
  /// - Parameters:
  ///   - path: What may not be read: a file or a directory.
  ///   - user: Who shall be able to.
  package static func commands(for path: String, user: String) -> [String] {
    let user = quoted(user)
    let closed = closedDirectory(above: path)
    if let group = readingGroup(of: closed ?? path) {
      return ["usermod -aG \(quoted(group)) \(user)    # then log in anew, or restart the service"]
    }
    var commands: [String] = []
    if let closed { commands.append("setfacl -m u:\(user):x \(quoted(closed))") }
    let isDirectory = isDirectory(path)
    commands.append("setfacl \(isDirectory ? "-R " : "")-m u:\(user):r\(isDirectory ? "X" : "") \(quoted(path))")
    // The next generation of the log is a new file.
    let directory = isDirectory ? path : parent(path)
    commands.append("setfacl -d -m u:\(user):rX \(quoted(directory))")
    return commands
  }

  /// The outermost directory on the way that may not be entered.
  private static func closedDirectory(above path: String) -> String? {
    var directory = ""
    for part in parent(path).split(separator: "/") {
      directory += "/" + part
      if unsafe access(directory, X_OK) != 0, errno == EACCES { return directory }
    }
    return nil
  }

  /// A group other than root's whose members may read it.
  private static func readingGroup(of path: String) -> String? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_gid != 0 else { return nil }
    let needed: mode_t = status.st_mode & S_IFMT == S_IFDIR ? 0o050 : 0o040
    guard status.st_mode & needed == needed, let group = unsafe getgrgid(status.st_gid) else { return nil }
    return unsafe String(cString: group.pointee.gr_name)
  }

  private static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// For a shell.
  private static func quoted(_ text: String) -> String {
    if text.wholeMatch(of: /[A-Za-z0-9\/._@:+-]+/) != nil { return text }
    return "'" + text.escaping { $0 == "'" ? #"'\''"# : nil } + "'"
  }
}
