@testable import LogTail

/// Bytes in memory that come in pieces of at most `batchBytes`.
final class Bytes: ByteStream {
  private let bytes: [UInt8]
  private let batchBytes: Int
  private var position = 0

  init(_ bytes: [UInt8], batchBytes: Int = .max) {
    self.bytes = bytes
    self.batchBytes = batchBytes
  }

  convenience init(_ text: String, batchBytes: Int = .max) {
    self.init(Array(text.utf8), batchBytes: batchBytes)
  }

  var damage: Damage? { nil }

  func read(into buffer: inout [UInt8]) throws(UnreadablePath) -> Int {
    let count = min(bytes.count - position, batchBytes, buffer.count)
    buffer.replaceSubrange(0..<count, with: bytes[position..<position + count])
    position += count
    return count
  }
}

/// All that comes, in the pieces in which it came.
func batches(of stream: any ByteStream, batchBytes: Int) throws -> [[UInt8]] {
  var batches: [[UInt8]] = []
  var buffer = [UInt8](repeating: 0, count: batchBytes)
  while case let count = try stream.read(into: &buffer), count > 0 { batches.append(Array(buffer[..<count])) }
  return batches
}

func bytes(of stream: any ByteStream, batchBytes: Int = 64 * 1024) throws -> [UInt8] {
  try batches(of: stream, batchBytes: batchBytes).flatMap { $0 }
}
