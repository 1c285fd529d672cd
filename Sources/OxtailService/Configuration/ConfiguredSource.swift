import Foundation
import LogPipeline

/// Logs that a configuration names, and what is known of them.
package struct ConfiguredSource: Sendable {
  /// Files, directories, and patterns with `*`, `?` and `[…]`; absolute.
  package var paths: [Stated<String>]
  package var kind: Stated<LogKind>?
  package var host: Stated<String>?
  package var zone: Stated<NamedZone>?
  /// Whether links to files are followed.
  package var followsLinks: Stated<Bool>?

  package init(paths: [Stated<String>]) { self.paths = paths }

  /// The globs that its logs fit: a file with its rotated generations, or all below a directory.
  private var globs: [String] {
    paths.map(\.value).flatMap { path in [path, path + "/*", path + ".*", path + "-*"] }
  }

  /// What is there now: files with their rotated generations, and directories. A path with which nothing fits stays, to be told as
  /// missing.
  package var existingPaths: [String] {
    paths.map(\.value).flatMap { path in
      let found = Self.expand(path)
      let isDirectory = found.contains(where: Self.isDirectory)
      let rotated = isDirectory ? [] : Self.expand(path + ".*") + Self.expand(path + "-*")
      return (found.isEmpty && rotated.isEmpty ? [path] : found) + rotated
    }
  }

  private static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }

  private static func expand(_ pattern: String) -> [String] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe glob(pattern, 0, nil, &found) == 0 else { return [] }
    return unsafe (0..<Int(found.gl_pathc)).compactMap { unsafe found.gl_pathv[$0].map { unsafe String(cString: $0) } }
  }

  func rules<Value>(_ value: Value?) -> [GlobRule<Value>] {
    guard let value else { return [] }
    return globs.map { GlobRule(glob: $0, value: value) }
  }
}
