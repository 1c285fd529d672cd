/// The entries of a tar archive, one after the other, in one pass over its bytes.
///
/// Nothing is unpacked to disk, and no name is ever used as a path. Damaged input never throws: the entries before the damage
/// are handed out, the one in which it lies as far as it goes, and ``damage`` says what was wrong.
package final class TarArchive {
  /// Entries of one archive: a whole host's `/var/log` has some thousand.
  package static let entriesMax = 100_000
  /// Bytes of a name: Linux allows 4,096 in a path.
  package static let nameBytesMax = 4_096
  /// Bytes of a POSIX extended header that are looked at; it holds a handful of short records.
  private static let extensionBytesMax = 64 * 1024

  private let base: any ByteStream
  private var entryCount = 0
  private var isAtEnd = false
  private var own: Damage?
  /// Bytes of the current entry that are still to come, and the padding behind them.
  fileprivate private(set) var remaining = 0
  private var padding = 0
  /// Which entry a stream belongs to.
  fileprivate private(set) var current = 0

  package init(_ base: any ByteStream) {
    self.base = base
  }

  package var damage: Damage? { base.damage ?? own }

  /// The next entry; what was not read of the one before is passed over.
  package func next() throws(UnreadablePath) -> TarEntry? {
    var extensions = Extensions()
    var isBehindEndMark = false
    while !isAtEnd, try passCurrent() {
      guard let block = try block() else {
        end(isBehindEndMark ? nil : .tarTruncated)
        break
      }
      // Two blocks of NULs end an archive; another one may have been added behind them.
      if block.allSatisfy({ $0 == 0 }) {
        isBehindEndMark = true
        continue
      }
      guard let header = TarHeader(block) else {
        end(isBehindEndMark ? nil : .tarCorrupt)
        break
      }
      isBehindEndMark = false
      entryCount += 1
      guard entryCount <= Self.entriesMax else {
        end(.tarTooManyEntries)
        break
      }
      begin(header.size)
      guard try !extensions.take(header, from: self) else { continue }
      return entry(header, extensions)
    }
    return nil
  }

  /// The bytes of the entry that ``next()`` handed out last, until it is called again.
  package func contents() -> any ByteStream { TarEntryStream(self, current) }

  private func entry(_ header: TarHeader, _ extensions: Extensions) -> TarEntry {
    if let size = extensions.size { begin(size) }
    let name = extensions.name ?? header.name
    let kind: TarEntry.Kind =
      switch header.type {
      case _ where extensions.isNameTooLong: .nameTooLong
      case UInt8(ascii: "S"): .sparse
      case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
        extensions.isSparse ? .sparse : name.hasSuffix("/") ? .directory : .file
      case UInt8(ascii: "1"), UInt8(ascii: "2"): .link
      case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): .device
      case UInt8(ascii: "5"): .directory
      default: .unknown
      }
    // Links, devices and directories have no bytes, whatever their size says (some writers note that of a link's target).
    if [.link, .device, .directory].contains(kind) { begin(0) }
    return TarEntry(name: name, size: remaining, kind: kind)
  }

  private func begin(_ size: Int) {
    remaining = size
    padding = (TarHeader.blockBytes - size % TarHeader.blockBytes) % TarHeader.blockBytes
    current += 1
  }

  private func end(_ damage: Damage?) {
    isAtEnd = true
    own = damage
  }

  /// - Returns: `false` where the archive ends inside the entry.
  private func passCurrent() throws(UnreadablePath) -> Bool {
    let rest = remaining + padding
    guard rest > 0 else { return true }
    (remaining, padding) = (0, 0)
    if try base.skip(rest) == rest { return true }
    end(.tarTruncated)
    return false
  }

  /// The next 512 bytes; `nil` where there are fewer.
  private func block() throws(UnreadablePath) -> [UInt8]? {
    var block: [UInt8] = []
    while block.count < TarHeader.blockBytes {
      var buffer = [UInt8](repeating: 0, count: TarHeader.blockBytes - block.count)
      let count = try base.read(into: &buffer)
      if count == 0 { return nil }
      block.append(contentsOf: buffer[..<count])
    }
    return block
  }

  /// Bytes of the current entry.
  fileprivate func read(into buffer: inout [UInt8]) throws(UnreadablePath) -> Int {
    guard remaining > 0, !isAtEnd else { return 0 }
    var count: Int
    if buffer.count <= remaining {
      count = try base.read(into: &buffer)
    } else {
      var last = [UInt8](repeating: 0, count: remaining)
      count = try base.read(into: &last)
      buffer.replaceSubrange(0..<count, with: last[..<count])
    }
    remaining -= count
    if count == 0 { end(.tarTruncated) }
    return count
  }

  fileprivate func skipContents(_ count: Int) throws(UnreadablePath) -> Int {
    let wanted = min(count, remaining)
    let passed = try base.skip(wanted)
    remaining -= passed
    if passed < wanted { end(.tarTruncated) }
    return passed
  }

  /// Up to `count` bytes of the current entry.
  fileprivate func contents(_ count: Int) throws(UnreadablePath) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < min(count, bytes.count + remaining) {
      var buffer = [UInt8](repeating: 0, count: min(count - bytes.count, 4_096))
      let taken = try read(into: &buffer)
      if taken == 0 { break }
      bytes.append(contentsOf: buffer[..<taken])
    }
    return bytes
  }

  /// What entries say of the one behind them: GNU's long names and POSIX's extended headers.
  private struct Extensions {
    var name: String?
    var size: Int?
    var isSparse = false
    var isNameTooLong = false

    /// - Returns: Whether the header was one of an extension, which is read then.
    mutating func take(_ header: TarHeader, from archive: TarArchive) throws(UnreadablePath) -> Bool {
      switch header.type {
      case UInt8(ascii: "L"):
        isNameTooLong = header.size > nameBytesMax + 1
        name = String(decoding: try archive.contents(nameBytesMax).prefix { $0 != 0 }, as: UTF8.self)
      case UInt8(ascii: "x"):
        let records = PaxRecords(try archive.contents(extensionBytesMax))
        isNameTooLong = isNameTooLong || records.path?.utf8.count ?? 0 > nameBytesMax
        if let path = records.path { name = String(decoding: path.utf8.prefix(nameBytesMax), as: UTF8.self) }
        size = records.size ?? size
        isSparse = isSparse || records.isSparse
      // The name of a link's target, and what holds for the whole archive: times and the like.
      case UInt8(ascii: "K"), UInt8(ascii: "g"): break
      default: return false
      }
      return true
    }
  }
}

/// The bytes of one entry. Once the archive has moved on there are none.
private final class TarEntryStream: ByteStream {
  private let archive: TarArchive
  private let entry: Int

  init(_ archive: TarArchive, _ entry: Int) {
    self.archive = archive
    self.entry = entry
  }

  var damage: Damage? { archive.damage }

  func read(into buffer: inout [UInt8]) throws(UnreadablePath) -> Int {
    archive.current == entry ? try archive.read(into: &buffer) : 0
  }

  func skip(_ count: Int) throws(UnreadablePath) -> Int {
    archive.current == entry ? try archive.skipContents(count) : 0
  }
}
