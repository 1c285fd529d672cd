import CZlib

/// zlib's streams in one piece, for values of a known length.
enum Deflate {
  /// zlib's usual level: a fifth less than the least one leaves of a pack, for four microseconds more a record.
  private static let level: Int32 = 6

  /// - Parameter isBrief: Whether it is there for a moment only, so that time counts more.
  /// - Returns: A zlib stream; the bytes themselves where that is no shorter. What is as long as they are is them, as in SQLite's own archives.
  static func packed(_ bytes: [UInt8], isBrief: Bool = false) -> [UInt8] {
    var count = compressBound(UInt(bytes.count))
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: Int(count)) { space, used in
      let status = unsafe bytes.withUnsafeBufferPointer {
        unsafe compress2(space.baseAddress, &count, $0.baseAddress, UInt($0.count), isBrief ? Z_BEST_SPEED : level)
      }
      used = status == Z_OK ? Int(count) : 0
    }
    return packed.isEmpty || packed.count >= bytes.count ? bytes : packed
  }

  /// - Parameter count: How long it was.
  /// - Returns: `nil` for what is damaged.
  /// - Complexity: Takes `count` bytes, whatever the stream says.
  static func unpacked(_ packed: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
    guard count >= 0 else { return nil }
    if packed.count == count { return unsafe Array(packed) }
    var (length, isWhole) = (UInt(count), false)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { space, used in
      let status = unsafe uncompress(
        space.baseAddress, &length, packed.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt(packed.count))
      isWhole = status == Z_OK && length == count
      used = isWhole ? count : 0
    }
    return isWhole ? bytes : nil
  }
}
