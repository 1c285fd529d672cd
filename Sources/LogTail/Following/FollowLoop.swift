/// Looks again and again: at once when something happened, and else often enough for anybody who reads along.
package final class FollowLoop {
  /// Between two looks while logs are being written, and while nothing happens for ``idleAfterMs``.
  package static let busyMs = 250
  package static let idleMs = 1_000
  private static let idleAfterMs = 5_000
  /// However much happens, several records share a look.
  private static let breathMs = 20

  private let follower: Follower
  private let tree: SystemTree
  private let watch: ChangeWatch?
  private let bell: LoopBell?
  private let clock = SystemClock()
  private var newsMs = 0
  /// Until when a look waits for more to share it.
  private var breathEndMs = 0

  /// - Parameters:
  ///   - polls: Whether to do without inotify.
  ///   - bell: Whoever rings it is heard at once.
  package init(follower: Follower, tree: SystemTree, polls: Bool = false, bell: LoopBell? = nil) {
    self.follower = follower
    self.tree = tree
    self.bell = bell
    watch = polls ? nil : ChangeWatch()
    POSIX.raiseDescriptorLimit()
    newsMs = clock.nowMs
  }

  /// - Parameters:
  ///   - isOver: Asked between two looks.
  ///   - after: Receives what each look did.
  package func run(until isOver: () -> Bool, after: (FollowTurn) -> Void = { _ in }) {
    while !isOver() {
      breathe()
      let turn = follower.turn()
      after(turn)
      if turn.hasNews { newsMs = clock.nowMs }
      watch?.watch(tree.directoriesToWatch)
      if !turn.isBehind { wait() }
    }
  }

  private func wait() {
    let ms = clock.nowMs - newsMs < Self.idleAfterMs ? Self.busyMs : Self.idleMs
    guard let watch else {
      _ = POSIX.wait(for: bell?.descriptors ?? [], ms: ms)
      return
    }
    if watch.wait(ms: ms, bell: bell) { breathEndMs = clock.nowMs + Self.breathMs }
  }

  /// What is done between two looks is a part of it: whoever prunes makes no record wait for both.
  private func breathe() {
    let rest = breathEndMs - clock.nowMs
    if rest > 0 { POSIX.sleep(ms: rest) }
  }
}
