/// Wakes a ``FollowLoop`` from another thread.
package final class LoopBell: Sendable {
  /// Without it, where the system has no descriptors left, the loop wakes a moment later.
  private let ends: (read: Int32, write: Int32)?

  package init() { ends = POSIX.openBell() }

  deinit {
    guard let ends else { return }
    POSIX.close(ends.read)
    POSIX.close(ends.write)
  }

  /// What the loop waits for.
  var descriptors: [Int32] { ends.map { [$0.read] } ?? [] }

  package func ring() { if let ends { POSIX.ring(ends.write) } }
}
