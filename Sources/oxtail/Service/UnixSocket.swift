import Foundation

/// Addresses of sockets in the file system, and lines that go through them.
enum UnixSocket {
  /// - Returns: `nil` for a path that is too long for a socket.
  static func address(_ path: String) -> sockaddr_un? {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    if path.hasPrefix("@") { bytes[0] = 0 }
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < room else { return nil }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    return address
  }

  static func stream() -> Int32 { socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }

  /// Calls `bind` or `connect`.
  static func with(
    _ address: sockaddr_un, _ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    var address = address
    return unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }

  /// Reads up to a line's end, of which nothing belongs to the line.
  ///
  /// - Returns: `nil` where it does not come whole in time, or is longer than `bytesMax`.
  static func readLine(_ descriptor: Int32, bytesMax: Int, within limit: Duration) -> [UInt8]? {
    let deadline = ContinuousClock.now + limit
    var line: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while line.count <= bytesMax {
      let left = deadline - ContinuousClock.now
      guard left > .zero, wait(descriptor, left) else { return nil }
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      line += chunk[..<count]
      guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else { continue }
      return end <= bytesMax ? Array(line[..<end]) : nil
    }
    return nil
  }

  /// Whether there is something to read, an end included.
  private static func wait(_ descriptor: Int32, _ limit: Duration) -> Bool {
    let ms = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&entry, 1, Int32(clamping: ms + 1)) > 0
  }

  /// - Returns: Whether all of it went.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
