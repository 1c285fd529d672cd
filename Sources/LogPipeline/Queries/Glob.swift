/// A text to compare others with, in which `*` stands for any characters. The case of ASCII letters does not count.
package struct Glob: Equatable, Sendable {
  /// As it was typed.
  package let text: String
  /// What stands between the stars, in lower case.
  private let pieces: [[UInt8]]

  package init(_ text: String) {
    self.text = text
    pieces = text.asciiLowercased.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map { Array($0) }
  }

  /// Whether it has no star, so that it fits equal texts only.
  package var isLiteral: Bool { pieces.count == 1 }

  /// Whether it fits the whole of a text.
  ///
  /// - Complexity: O(*n* · *m*) at worst; every piece is looked for once.
  package func fits(_ text: String) -> Bool { fits(Array(text.utf8)[...]) }

  /// The same of a text's UTF-8.
  package func fits(_ text: ArraySlice<UInt8>) -> Bool {
    let bytes = text.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
    guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else { return bytes == pieces.first }
    guard bytes.starts(with: first), bytes.count >= first.count + last.count else { return false }
    let end = bytes.count - last.count
    guard bytes[end...].elementsEqual(last) else { return false }
    return unsafe bytes.withUnsafeBytes { bytes in
      let middle = unsafe UnsafeRawBufferPointer(rebasing: bytes[first.count..<end])
      var start = 0
      for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
        guard let next = unsafe ByteSearch.firstIndex(of: piece, in: middle, from: start) else { return false }
        start = next + piece.count
      }
      return true
    }
  }

  /// Whether it fits some part of a text.
  package func stands(in text: String) -> Bool { Glob("*\(self.text)*").fits(text) }
}
