import Foundation
import LogTail
import Synchronization

/// What the daemon is told by signals. They are taken by a thread of their own, between two looks at the logs nothing else is interrupted.
final class ServiceSignals: Sendable {
  /// How long the daemon may take to come to an end of its own. What was not committed by then is read again by the next one, so that nothing
  /// is lost by ending at once.
  private static let graceMs: UInt32 = 1_500

  private struct State {
    var stop: Int32?
    var wantsReload = false
  }

  private let state = Mutex(State())
  /// Told before the process is ended for being slow.
  private let onHurry: @Sendable () -> Void
  /// Rung for every signal.
  let bell = LoopBell()

  /// To be made before the process has a second thread: all of them must leave these signals alone.
  init(onHurry: @escaping @Sendable () -> Void) {
    self.onHurry = onHurry
    var signals = Self.signals
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A journal that went away is no reason to end.
    signal(SIGPIPE, SIG_IGN)
    Thread.detachNewThread { [self] in
      var signals = Self.signals
      while true {
        var number: Int32 = 0
        guard unsafe sigwait(&signals, &number) == 0 else { continue }
        take(number)
      }
    }
  }

  private static var signals: sigset_t {
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGTERM, SIGINT, SIGHUP] { unsafe sigaddset(&signals, number) }
    return signals
  }

  private func take(_ number: Int32) {
    state.withLock { state in
      if number == SIGHUP { state.wantsReload = true } else { state.stop = state.stop ?? number }
    }
    bell.ring()
    guard number != SIGHUP else { return }
    usleep(Self.graceMs * 1_000)
    onHurry()
    _exit(Self.status(number))
  }

  /// The signal that ends the daemon, once it came.
  var stop: Int32? { state.withLock { $0.stop } }

  /// Whether settings are to be read again; asking forgets it.
  func takeReload() -> Bool {
    state.withLock { state in
      defer { state.wantsReload = false }
      return state.wantsReload
    }
  }

  /// SIGTERM is how a service ends well; an interrupt is what a shell calls 130.
  static func status(_ signal: Int32) -> Int32 { signal == SIGINT ? 130 : 0 }
}
