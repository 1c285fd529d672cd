import Synchronization

/// When something happened, told by one thread and asked by another.
final class Moment: Sendable {
  private let state = Mutex<ContinuousClock.Instant?>(nil)

  var time: ContinuousClock.Instant? { state.withLock { $0 } }
  func isNow() { state.withLock { $0 = .now } }
}
