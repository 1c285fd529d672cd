import Foundation
import Synchronization

/// How the program ends when it is told to.
enum Signals {
  /// SIGPIPE ends the program silently, even where the parent ignored it; SIGINT ends it by itself, which a shell calls 130.
  ///
  /// A parent may also have blocked them: whoever starts programs from a thread of Dispatch does, without knowing.
  static func prepare() {
    signal(SIGPIPE, SIG_DFL)
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in [SIGPIPE, SIGINT, SIGTERM] { unsafe sigaddset(&signals, number) }
    unsafe sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Whether the user asked a command to end that has something to finish.
  struct Interrupt {
    var isCaught: Bool { Signals.interrupts.load(ordering: .relaxed) > 0 }
  }

  private static let interrupts = Atomic<Int>(0)

  /// From now on the first SIGINT or SIGTERM is only noted; a second one ends the program.
  static func catchInterrupt() -> Interrupt {
    // A handler must not be the first to touch it.
    let interrupt = Interrupt()
    _ = interrupt.isCaught
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Signals.interrupts.add(1, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
    return interrupt
  }

  /// From now on SIGINT takes the line on the terminal away before it ends the program.
  static func beginBar() {
    signal(SIGINT) { number in
      // A handler may neither allocate nor lock: a constant and two calls of the system.
      let eraseLine: StaticString = "\r\u{1B}[K"
      unsafe write(STDERR_FILENO, eraseLine.utf8Start, eraseLine.utf8CodeUnitCount)
      signal(number, SIG_DFL)
      raise(number)
    }
  }

  static func endBar() { signal(SIGINT, SIG_DFL) }
}
