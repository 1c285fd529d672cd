import Foundation

/// Writes to standard output and standard error.
enum StandardOutput {
  /// - Throws: Code 74 if the output cannot take it, such as a full disk. A reader that went away ends the program silently by
  ///   SIGPIPE.
  static func write(_ text: String) throws(CommandError) {
    if let number = write(Array(text.utf8), to: STDOUT_FILENO) {
      throw CommandError(
        "standard output", unsafe "cannot be written: \(String(cString: strerror(number)))",
        next: "look for room on the disk, or write elsewhere", exitCode: 74)
    }
  }

  /// Writes what `make` tells piece by piece.
  static func stream(_ make: (@escaping (String) throws -> Void) throws -> Void) throws {
    let stream = OutputStream()
    try make { try stream.write($0) }
    try stream.flush()
  }

  /// Ends the program by SIGPIPE if nobody reads standard output any more: who waits for news writes nothing and is not told.
  static func endIfUnread() {
    var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
    guard unsafe poll(&output, 1, 0) > 0, Int32(output.revents) & POLLERR != 0 else { return }
    raise(SIGPIPE)
  }

  /// What cannot be said is lost: there is nowhere left to say it.
  static func writeError(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

  /// - Returns: The error's number, or `nil`.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var start = 0
    while start < bytes.count {
      let count = unsafe bytes[start...].withUnsafeBytes { rest in
        unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count >= 0 { start += count } else if errno != EINTR { return errno }
    }
    return nil
  }
}
