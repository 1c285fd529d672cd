/// A file that may hold a log.
package struct LogFile: Hashable, Sendable {
  /// As the user named it, or the directory that was named and the path below it.
  package var path: String
  /// Whether the user named the file itself, or a walk found it.
  package var isNamed: Bool
  /// Its size when it was found.
  package var bytes: Int

  package init(path: String, isNamed: Bool, bytes: Int = 0) {
    self.path = path
    self.isNamed = isNamed
    self.bytes = bytes
  }
}

/// A path that could not be read, and why.
package struct UnreadablePath: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case noSuchFile
    /// Its name has other bytes than UTF-8: with what stands for them it is not found again.
    case nameNotUTF8
    case permissionDenied
    /// Neither a regular file nor a directory: a device, a socket, a fifo.
    case notAFile
    /// A link that a walk met, and that leads to nothing or to itself.
    case deadLink
    case failed(errno: Int32)
  }

  package var path: String
  package var reason: Reason
  package var isNamed: Bool

  package init(path: String, reason: Reason, isNamed: Bool) {
    self.path = path
    self.reason = reason
    self.isNamed = isNamed
  }
}
