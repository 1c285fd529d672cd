import CByteLanes
import CPCRE2

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Lines that were passed over.
struct PassedLines {
  /// Where the next line begins.
  var end: Int
  var count: Int
  /// Where the next line ends, if it was seen.
  var newline: Int?
}

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
    in bytes: UnsafeRawBufferPointer, from newline: Int, to end: Int, most: Int, until stops: [UInt64]
  ) -> PassedLines {
    guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else {
      return PassedLines(end: newline + 1, count: 1, newline: nil)
    }
    let lines = unsafe oxtail_pass_lines(base, end, newline, most, stops)
    return PassedLines(end: lines.end, count: lines.count, newline: lines.newline < end ? lines.newline : nil)
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

  /// The same, and which of the shapes has that number, and whether it begins with the copy.
  ///
  /// - Parameters:
  ///   - shapes: `stride` bytes apart, as many as the line has at least.
  ///   - count: A power of two.
  @inline(__always) static func findShape(
    of line: RawSpan, copiedTo copy: UnsafeMutablePointer<UInt8>, in shapes: UnsafePointer<UInt8>, stride: Int,
    count: Int
  ) -> (slot: Int, isEqual: Bool) {
    precondition(line.byteCount >= withoutDigitsMin && line.byteCount <= stride)
    return unsafe line.withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return (0, false) }
      let found = unsafe oxtail_find_shape(base, bytes.count, copy, shapes, stride, count)
      return (found.slot, found.is_equal)
    }
  }

  /// Whether a text is ASCII and, where `hasEscapes` asks for it, holds neither a backslash nor an ampersand.
  static func isPlain(_ text: RawSpan, hasEscapes: Bool) -> Bool {
    unsafe text.withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return true }
      return unsafe oxtail_is_plain(base, bytes.count, hasEscapes)
    }
  }

  static func areEqual(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, count: Int) -> Bool {
    unsafe memcmp(one, other, count) == 0
  }
}
