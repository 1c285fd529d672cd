import CZlib

/// Tells contents apart: two files with the same length and the same CRC-32 are taken for copies of one another where
/// everything else that was read of them agrees as well.
package struct ContentSum: Hashable, Sendable {
  package private(set) var bytes = 0
  private var crc: UInt32 = 0

  package init() {}

  package mutating func add(_ bytes: RawSpan) {
    self.bytes += bytes.byteCount
    unsafe bytes.withUnsafeBytes { buffer in
      let start = unsafe buffer.bindMemory(to: UInt8.self).baseAddress
      crc = UInt32(truncatingIfNeeded: unsafe crc32_z(UInt(crc), start, buffer.count))
    }
  }
}
