/// Looking at bytes one by one; every access is checked against the span's bounds.
extension RawSpan {
  package subscript(offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The eight bytes at `offset`, the first one lowest.
  func word(at offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// - Complexity: O(*n*), eight bytes at a time.
  var isASCII: Bool {
    var offset = 0
    while offset + 8 <= byteCount {
      if word(at: offset) & 0x8080_8080_8080_8080 != 0 { return false }
      offset += 8
    }
    while offset < byteCount {
      if self[offset] >= 0x80 { return false }
      offset += 1
    }
    return true
  }

  /// Offset of the first `byte` at or after `start`.
  ///
  /// - Complexity: O(*n*), by the C library's `memchr`.
  package func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    unsafe withUnsafeBytes { unsafe ByteSearch.firstIndex(of: byte, in: $0, from: start) }
  }

  /// Offset of the first occurrence of `needle` at or after `start`.
  package func firstIndex(of needle: [UInt8], from start: Int = 0) -> Int? {
    unsafe withUnsafeBytes { unsafe ByteSearch.firstIndex(of: needle, in: $0, from: start) }
  }

  package func starts(with prefix: [UInt8], at start: Int = 0) -> Bool {
    guard start + prefix.count <= byteCount else { return false }
    for index in prefix.indices where self[start + index] != prefix[index] { return false }
    return true
  }

  /// The bytes as a string; what is no UTF-8 becomes U+FFFD.
  package var decoded: String {
    unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the bytes are text.
  ///
  /// - Complexity: O(*n*), without a copy.
  var isUTF8: Bool {
    do {
      _ = try unsafe UTF8Span(validating: _unsafeView(as: UInt8.self))
      return true
    } catch {
      return false
    }
  }

  /// The offset just before a line's end: without `\n`, `\r\n`.
  func contentEnd(ofLine line: Range<Int>) -> Int {
    var end = line.upperBound
    if end > line.lowerBound, self[end - 1] == UInt8(ascii: "\n") {
      end -= 1
      if end > line.lowerBound, self[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    }
    return end
  }
}
