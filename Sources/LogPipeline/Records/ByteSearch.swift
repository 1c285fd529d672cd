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
    unsafe needle.withUnsafeBytes { unsafe firstIndex(of: $0, in: bytes, from: start) }
  }

  static func firstIndex(
    of needle: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    guard start <= bytes.count, let base = bytes.baseAddress else { return nil }
    guard let pattern = needle.baseAddress else { return start }
    guard let found = unsafe memmem(base + start, bytes.count - start, pattern, needle.count) else { return nil }
    return unsafe UnsafeRawPointer(found) - base
  }

  /// At how many places of a line ``findLines(in:leaving:ends:asked:)`` looks.
  static let headPlaces = Int(oxtail_head_places)
  /// For how many numbers more than bytes there must be room.
  static let lineSlack = 4

  /// Finds the lines of a text.
  ///
  /// - Parameters:
  ///   - heads: For each place and byte the heads that it leaves; see ``HeadSieve/table``.
  ///   - ends: Receives where each line's newline is.
  ///   - asked: Receives the numbers of the lines that may be heads or begin with a NUL, and of some near the text's end.
  /// - Returns: How many there are of both.
  static func findLines(
    in text: UnsafeRawBufferPointer, leaving heads: [UInt64], ends: UnsafeMutablePointer<UInt32>,
    asked: UnsafeMutablePointer<UInt32>
  ) -> (count: Int, asked: Int) {
    precondition(heads.count == headPlaces * 256)
    guard let base = unsafe text.bindMemory(to: UInt8.self).baseAddress else { return (0, 0) }
    let lines = unsafe oxtail_find_lines(base, text.count, heads, ends, asked)
    return (lines.count, lines.asked)
  }

  /// A line may not be shorter to be copied without its digits.
  static let withoutDigitsMin = 32

  /// Copies a line with a 0 in place of each digit.
  ///
  /// - Parameter copy: Has room for it.
  static func copyWithoutDigits(_ line: RawSpan, to copy: UnsafeMutablePointer<UInt8>) {
    precondition(line.byteCount >= withoutDigitsMin)
    unsafe line.withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return }
      unsafe oxtail_copy_without_digits(base, bytes.count, copy)
    }
  }

  /// Which of the shapes begins with a line whose digits are zeros; where none does, the first of the two that could.
  ///
  /// - Parameters:
  ///   - shapes: `stride` bytes apart, as many as the line has at least.
  ///   - count: A power of two.
  @inline(__always) static func findShape(
    of line: RawSpan, in shapes: UnsafePointer<UInt8>, stride: Int, count: Int
  ) -> (slot: Int, isEqual: Bool) {
    precondition(line.byteCount >= withoutDigitsMin && line.byteCount <= stride)
    return unsafe line.withUnsafeBytes { bytes in
      guard let base = unsafe bytes.bindMemory(to: UInt8.self).baseAddress else { return (0, false) }
      let found = unsafe oxtail_find_shape(base, bytes.count, shapes, stride, count)
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
