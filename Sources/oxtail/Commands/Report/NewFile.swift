import Foundation

/// Files that a command leaves: whole or not at all, and for nobody else's eyes unless they are meant.
enum NewFile {
  /// Replaces what was there.
  ///
  /// - Parameter mode: Who may read it.
  /// - Throws: Code 73 where it cannot be made.
  static func write(_ text: String, to path: String, mode: mode_t = 0o600) throws(CommandError) {
    let draft = "\(path).\(getpid()).new"
    guard let number = make(draft, text, mode) ?? (unsafe rename(draft, path) == 0 ? nil : errno) else { return }
    _ = unsafe unlink(draft)
    throw CommandError(
      "\(path)", unsafe "cannot be made: \(String(cString: strerror(number)))",
      next: "look at the directory and its rights, or name another file", exitCode: 73)
  }

  /// - Returns: The error's number, or `nil`.
  private static func make(_ path: String, _ text: String, _ mode: mode_t) -> Int32? {
    _ = unsafe unlink(path)
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    // Whatever the mask of whoever calls takes away.
    guard fchmod(descriptor, mode) == 0 else { return errno }
    return StandardOutput.write(Array(text.utf8), to: descriptor)
  }
}
