import CZlib

/// Tells contents apart: two files with the same length and the same sum are taken for copies of one another where everything
/// else that was read of them agrees as well.
///
/// The sum is a CRC-32 of the first 4 KiB of each 64 KiB, behind the first MiB of each 256 KiB: every few records of a log carry another time, so that
/// two logs of one length which agree in so many of their bytes, spread all over, are one; and the whole would cost as much as reading it.
package struct ContentSum: Hashable, Sendable {
  private static let denseBytes = 1 << 20
  private var strideBytes: Int { bytes < Self.denseBytes ? 64 * 1024 : 256 * 1024 }
  private static let sampleBytes = 4 * 1024

  package private(set) var bytes = 0
  private var crc: UInt32 = 0

  package init() {}

  /// - Parameter bytes: The next bytes; where they are cut changes nothing.
  package mutating func add(_ bytes: RawSpan) {
    var offset = 0
    while offset < bytes.byteCount {
      let place = self.bytes % strideBytes
      let isSampled = place < Self.sampleBytes
      let count = min(bytes.byteCount - offset, (isSampled ? Self.sampleBytes : strideBytes) - place)
      if isSampled { addSample(bytes.extracting(offset..<offset + count)) }
      offset += count
      self.bytes += count
    }
  }

  private mutating func addSample(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { buffer in
      let start = unsafe buffer.bindMemory(to: UInt8.self).baseAddress
      crc = UInt32(truncatingIfNeeded: unsafe crc32_z(UInt(crc), start, buffer.count))
    }
  }
}
