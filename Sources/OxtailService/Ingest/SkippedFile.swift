import Foundation
import LogTail

/// What was not read, or not to its end, and why.
package struct SkippedFile: Sendable, Hashable {
  package var file: String
  /// Its size where it lies.
  package var bytes: Int
  package var reason: String
  /// Whether the user named it.
  package var isNamed: Bool
  /// The exit code that it asks for; 0 where nothing is wrong.
  package var exitCode: Int32
  /// Whether it was read up to some damage.
  package var isPartlyRead = false

  init(file: String, bytes: Int, reason: String, isNamed: Bool, exitCode: Int32) {
    self.file = file
    self.bytes = bytes
    self.reason = reason
    self.isNamed = isNamed
    self.exitCode = exitCode
  }

  /// A named file that is no log, or a damaged one, is the user's mistake; one that a walk met is not.
  init(file: String, bytes: Int, reason: String, isNamed: Bool) {
    self.init(file: file, bytes: bytes, reason: reason, isNamed: isNamed, exitCode: isNamed ? 65 : 0)
  }

  init(_ layer: ContainerWalk.Layer, _ reason: String) {
    self.init(file: layer.name, bytes: layer.bytes, reason: reason, isNamed: layer.isNamed)
  }

  init(_ path: UnreadablePath) {
    let code: Int32 =
      switch path.reason {
      case .noSuchFile, .nameNotUTF8: 66
      case .permissionDenied: 77
      case .notAFile: 65
      case .deadLink: 0
      case .failed: 74
      }
    self.init(file: path.path, bytes: 0, reason: Self.words(path.reason), isNamed: path.isNamed, exitCode: code)
  }

  /// Why a path cannot be read.
  package static func words(_ reason: UnreadablePath.Reason) -> String {
    switch reason {
    case .noSuchFile: "no such file"
    case .nameNotUTF8: "its name is not UTF-8"
    case .permissionDenied: "permission denied"
    case .notAFile: "neither a file nor a directory"
    case .deadLink: "a link that leads nowhere"
    case .failed(let number): unsafe "cannot be read: \(String(cString: strerror(number)))"
    }
  }
}
