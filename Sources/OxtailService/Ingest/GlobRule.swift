import Foundation

/// `GLOB=VALUE` of a command line.
package struct GlobRule<Value: Sendable>: Sendable {
  package var glob: String
  package var value: Value

  package init(glob: String, value: Value) {
    self.glob = glob
    self.value = value
  }

  /// Whether the rule speaks of `path`: of the whole path, of any end of it that begins at a directory, or of the host.
  package func fits(_ path: String, host: String? = nil) -> Bool {
    if let host, matches(host) { return true }
    if matches(path) { return true }
    var rest = path[...]
    while let slash = rest.firstIndex(of: "/") {
      rest = rest[rest.index(after: slash)...]
      if matches(String(rest)) { return true }
    }
    // A directory's name stands for what is in it.
    return path.split(separator: "/").dropLast().contains { matches(String($0)) }
  }

  private func matches(_ name: String) -> Bool { unsafe fnmatch(glob, name, 0) == 0 }
}
