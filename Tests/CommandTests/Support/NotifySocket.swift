import Foundation
import TestSupport

/// The socket to which a service tells how it fares, as systemd would listen to it.
final class NotifySocket {
  let path: String
  private let descriptor: Int32
  private(set) var heard: [String] = []

  init(in directory: TemporaryDirectory) throws {
    path = directory.path + "/notify"
    unsafe unlink(path)
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    precondition(bytes.count < MemoryLayout.size(ofValue: address.sun_path))
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let result = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    precondition(result == 0, "cannot bind \(path)")
  }

  deinit { close(descriptor) }

  /// What came since it was asked last is added to what was heard.
  func listen() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
      guard count >= 0 else { return }
      heard.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
  }
}
