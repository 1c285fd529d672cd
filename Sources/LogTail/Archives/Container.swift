/// What holds other bytes, told by its first bytes and never by its name.
package enum Container: Hashable, Sendable {
  case gzip
  case tar
  /// A compressed file or an archive of a kind that is not read, with its usual name.
  case other(String)

  /// Bytes to decide by: a tar's first head, and enough beyond it to tell text from other bytes.
  package static let headBytes = 4_096

  private static let others: [(magic: [UInt8], name: String)] = [
    ([0x28, 0xB5, 0x2F, 0xFD], "zstd"), (Array("BZh".utf8), "bzip2"), ([0xFD] + Array("7zXZ".utf8), "xz"),
    ([0x1F, 0x9D], "compress"), (Array("PK".utf8) + [3, 4], "zip"), ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7z"),
  ]

  /// - Parameter start: The first ``headBytes`` bytes, or all there are.
  /// - Returns: `nil` for what holds nothing else.
  package static func of(_ start: ArraySlice<UInt8>) -> Container? {
    if start.starts(with: [0x1F, 0x8B, 8]) { return .gzip }
    if let other = others.first(where: { start.starts(with: $0.magic) }) { return .other(other.name) }
    return TarHeader(Array(start.prefix(TarHeader.blockBytes))) == nil ? nil : .tar
  }
}
