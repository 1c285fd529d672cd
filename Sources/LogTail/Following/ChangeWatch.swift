/// Wakes a follower before its time when something happens in its directories.
///
/// It is never the truth: where inotify does not work (NFS, some overlays, no watches left) nothing is lost but the time to the next look.
package final class ChangeWatch {
  private let descriptor: Int32
  private var watches: [String: Int32] = [:]

  /// - Returns: `nil` where the system offers none.
  package init?() {
    guard let descriptor = POSIX.openWatch() else { return nil }
    self.descriptor = descriptor
  }

  deinit { POSIX.close(descriptor) }

  /// Watches these directories. One that was moved or deleted is watched under its name again.
  package func watch(_ directories: [String]) {
    let wanted = Set(directories)
    for (path, watch) in watches where !wanted.contains(path) {
      POSIX.unwatch(watch, with: descriptor)
      watches[path] = nil
    }
    // A watch is of the directory, not of its name: asking again costs little and finds another one with the same name.
    for path in directories { watches[path] = POSIX.watch(path, with: descriptor) }
  }

  /// Waits until something happened, the bell rings, or for so long.
  ///
  /// - Returns: Whether something happened.
  package func wait(ms: Int, bell: LoopBell? = nil) -> Bool {
    POSIX.wait(for: [descriptor] + (bell?.descriptors ?? []), ms: ms).contains(descriptor)
  }
}
