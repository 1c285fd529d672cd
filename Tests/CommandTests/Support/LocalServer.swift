import Foundation
import Synchronization

/// A server on a port of this machine for a test: it talks with one client after the other, on a thread of its own, until it goes.
final class LocalServer: Sendable {
  /// A client, line by line.
  @safe struct Client {
    fileprivate let stream: UnsafeMutablePointer<FILE>
    fileprivate let descriptor: Int32

    /// Without its line end; `nil` where the client is gone.
    func line() -> String? {
      var buffer = [CChar](repeating: 0, count: 65_536)
      guard unsafe fgets(&buffer, Int32(buffer.count), stream) != nil else { return nil }
      var bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      while bytes.last == 10 || bytes.last == 13 { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    }

    func bytes(_ count: Int) -> String {
      var buffer = [UInt8](repeating: 0, count: count)
      let read = unsafe fread(&buffer, 1, count, stream)
      return String(decoding: buffer.prefix(read), as: UTF8.self)
    }

    func say(_ text: String) {
      let bytes = Array(text.utf8)
      _ = unsafe send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
  }

  let port: UInt16
  private let descriptor: Int32
  private let kept = Mutex<[String]>([])

  /// What clients sent, in their order.
  var heard: [String] { kept.withLock { $0 } }

  /// - Parameter talk: Returns what is kept of a client.
  init(_ talk: @escaping @Sendable (Client) -> String?) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let result = unsafe withUnsafeMutablePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(descriptor, address, size) == 0 && listen(descriptor, 8) == 0
          && getsockname(descriptor, address, &size) == 0
      }
    }
    precondition(result, "cannot listen")
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [weak self] in
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0, let stream = unsafe fdopen(client, "r") else { return }
        let said = unsafe talk(Client(stream: stream, descriptor: client))
        if let said { self?.kept.withLock { $0.append(said) } }
        unsafe fclose(stream)
      }
    }
  }

  deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

extension LocalServer {
  /// Takes HTTP requests and answers each with the next of some statuses, the last one for ever. A request is kept as its head and body.
  static func http(_ statuses: [Int]) -> LocalServer {
    let left = Mutex(statuses)
    return LocalServer { client in
      var head: [String] = []
      while let line = client.line(), !line.isEmpty { head.append(line) }
      let length = head.lazy.compactMap { $0.lowercased().wholeMatch(of: /content-length: (\d+)/)?.output.1 }.first
      let body = client.bytes(length.flatMap { Int($0) } ?? 0)
      let status = left.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
      client.say("HTTP/1.1 \(status) X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
      return (head + ["", body]).joined(separator: "\n")
    }
  }

  /// Takes mails by SMTP. A mail is kept with its envelope before it.
  static func smtp() -> LocalServer {
    LocalServer { client in
      client.say("220 sink\r\n")
      var said: [String] = []
      while let line = client.line() {
        if line.uppercased() == "DATA" {
          client.say("354 go on\r\n")
          while let line = client.line(), line != "." {
            said.append(line.hasPrefix("..") ? String(line.dropFirst()) : line)
          }
        } else if line.uppercased() == "QUIT" {
          client.say("221 bye\r\n")
          break
        } else if line.hasPrefix("MAIL") || line.hasPrefix("RCPT") {
          said.append(line)
        }
        client.say("250 ok\r\n")
      }
      return said.joined(separator: "\n")
    }
  }
}
