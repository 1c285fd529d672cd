import CByteLanes
import CPCRE2

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The one place that calls searches in C, which use whatever vector instructions the machine has.
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

  static func passLines(
    in bytes: UnsafeRawBufferPointer, from newline: Int, to end: Int, most: Int, until stops: [UInt8]
  ) -> (end: Int, count: Int) {
    guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return (newline + 1, 1) }
    let lines = unsafe oxtail_pass_lines(base, end, newline, most, stops)
    return (lines.end, lines.count)
  }

  /// A line may not be shorter to be copied without its digits.
  static let withoutDigitsMin = 32

  /// Copies a line with a 0 in place of each digit.
  ///
  /// - Parameter copy: Has room for it.
  /// - Returns: A number that equal copies have in common.
  static func copyWithoutDigits(_ line: RawSpan, to copy: UnsafeMutablePointer<UInt8>) -> UInt64 {
    precondition(line.byteCount >= withoutDigitsMin)
    return unsafe line.withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return 0 }
      return unsafe oxtail_without_digits(base, bytes.count, copy)
    }
  }

  static func areEqual(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, count: Int) -> Bool {
    unsafe memcmp(one, other, count) == 0
  }
}
