/// The system's clock.
package final class SystemClock: FollowClock {
  package init() {}

  package var nowMs: Int { POSIX.monotonicMs }
}
