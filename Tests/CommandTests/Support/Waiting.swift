import Foundation

/// Waits for what must come. How long that takes is not what is tested, so the deadline is far beyond it; nobody's thread waits meanwhile.
///
/// - Returns: Whether it came.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
  let deadline = ContinuousClock.now + .seconds(180)
  while true {
    if try await condition() { return true }
    guard ContinuousClock.now < deadline else { return false }
    try await Task.sleep(for: .milliseconds(20))
  }
}

extension Process {
  /// The exit code, or 128 and the number of the signal that ended it.
  var shellStatus: Int32 { terminationReason == .exit ? terminationStatus : 128 + terminationStatus }

  /// Waits for its end.
  func ended() async throws { while isRunning { try await Task.sleep(for: .milliseconds(10)) } }

  /// Sends a signal, and waits for its end.
  func end(_ number: Int32) async throws {
    kill(processIdentifier, number)
    try await ended()
  }
}
