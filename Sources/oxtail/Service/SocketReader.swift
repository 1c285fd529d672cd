import Foundation

/// What comes through a socket: lines, and bytes behind them.
struct SocketReader {
  private let descriptor: Int32
  /// What came and was not asked for yet.
  private var rest: [UInt8] = []
  private var chunk: [UInt8] = []

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  /// Reads up to a line's end.
  ///
  /// - Returns: `nil` where it does not come whole in time, or is longer than `bytesMax`.
  mutating func line(bytesMax: Int, within limit: Duration) -> [UInt8]? {
    let deadline = ContinuousClock.now + limit
    while true {
      if let end = rest.prefix(bytesMax + 1).firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest.removeFirst(end + 1) }
        return Array(rest[..<end])
      }
      guard rest.count <= bytesMax, fill(until: deadline) else { return nil }
    }
  }

  /// - Returns: `nil` where they do not all come in time.
  mutating func bytes(_ count: Int, within limit: Duration) -> [UInt8]? {
    let deadline = ContinuousClock.now + limit
    while rest.count < count { guard fill(until: deadline) else { return nil } }
    defer { rest.removeFirst(count) }
    return Array(rest.prefix(count))
  }

  /// Reads some more.
  private mutating func fill(until deadline: ContinuousClock.Instant) -> Bool {
    if chunk.isEmpty { chunk = [UInt8](repeating: 0, count: Self.chunkBytes) }
    while true {
      let left = deadline - ContinuousClock.now
      guard left > .zero, Self.wait(descriptor, left) else { return false }
      let count = unsafe read(descriptor, &chunk, chunk.count)
      let reason = errno
      if count > 0 { rest += chunk[..<count] }
      if count > 0 { return true }
      guard count < 0, reason == EINTR else { return false }
    }
  }

  private static let chunkBytes = 64 * 1024

  /// Whether there is something to read, an end included.
  private static func wait(_ descriptor: Int32, _ limit: Duration) -> Bool {
    let ms = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, Int32(clamping: ms + 1)) > 0
  }
}
