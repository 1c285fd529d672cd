import Foundation

/// Tells systemd how the daemon fares, as sd_notify(3) describes it: datagrams of `KEY=value` lines to the socket that NOTIFY_SOCKET names.
/// Without that variable nothing is told.
///
/// Its own few lines instead of libsystemd, which the binary would have to find on every host.
struct ServiceManager {
  private let socketPath: String?
  /// How often the watchdog wants to hear from us, in milliseconds; `nil` where there is none.
  let watchdogMs: Int?

  /// - Parameter environment: The process's.
  init(environment: [String: String]) {
    socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
    let isOurs = environment["WATCHDOG_PID"].map { Int32($0) == getpid() } ?? true
    // Half the time, as the manual advises.
    watchdogMs = isOurs ? environment["WATCHDOG_USEC"].flatMap { Int($0) }.map { max(1, $0 / 2_000) } : nil
  }

  func ready() { tell("READY=1") }
  func reloading() { tell("RELOADING=1") }
  func stopping() { tell("STOPPING=1") }
  func isAlive() { tell("WATCHDOG=1") }

  /// What `systemctl status` shows: one line, or it would be several statements.
  func status(_ text: SafeText) { tell("STATUS=" + text.string) }

  /// What cannot be told is lost: nothing depends on it but the manager's own view.
  private func tell(_ statement: String) {
    guard let socketPath, var address = UnixSocket.address(socketPath) else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // Behind an abstract name nothing may stand; a path ends with its NUL anyway.
    let length = socklen_t(MemoryLayout<sa_family_t>.size + socketPath.utf8.count)
    let bytes = Array(statement.utf8)
    unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = unsafe sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, length)
      }
    }
  }
}
