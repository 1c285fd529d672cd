import CPCRE2

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The one place that calls the C library's searches, which use whatever vector instructions the machine has.
enum ByteSearch {
  static func firstIndex(of byte: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard start < bytes.count, let base = bytes.baseAddress else { return nil }
    guard let found = unsafe memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
    return unsafe UnsafeRawPointer(found) - base
  }

  static func firstIndex(of needle: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    guard start <= bytes.count, let base = bytes.baseAddress else { return nil }
    return unsafe needle.withUnsafeBytes { needle -> Int? in
      guard let pattern = needle.baseAddress else { return start }
      guard let found = unsafe memmem(base + start, bytes.count - start, pattern, needle.count) else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }
}
