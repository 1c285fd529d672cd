import Foundation

/// Files that a command leaves: whole or not at all, and for nobody else's eyes unless they are meant.
enum NewFile {
  /// Replaces what was there.
  ///
  /// - Parameter mode: Who may read it.
  /// - Throws: Code 73 where it cannot be made.
  static func write(_ text: String, to path: String, mode: Int = 0o600) throws(CommandError) {
    let draft = "\(path).\(getpid()).new"
    let manager = FileManager.default
    let made = manager.createFile(
      atPath: draft, contents: Data(text.utf8), attributes: [.posixPermissions: NSNumber(value: mode)])
    if made, unsafe rename(draft, path) == 0 { return }
    let reason = unsafe String(cString: strerror(errno))
    try? manager.removeItem(atPath: draft)
    throw CommandError(
      "\(path)", "cannot be made: \(reason)", next: "look at the directory and its rights, or name another --out",
      exitCode: 73)
  }
}
