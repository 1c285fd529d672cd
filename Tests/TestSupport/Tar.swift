/// Writes tar archives byte by byte, good ones and bad ones.
package struct Tar {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// How a long name is written.
  package enum LongNames: Sendable, CaseIterable {
    case ustar, gnu, pax
  }

  package mutating func add(_ name: String, _ contents: [UInt8], longNames: LongNames = .gnu) {
    var name = name
    var prefix = ""
    if name.utf8.count > 100 {
      switch longNames {
      case .ustar:
        guard let slash = name.dropLast(1).lastIndex(where: { $0 == "/" }) else { preconditionFailure("no prefix") }
        prefix = String(name[..<slash])
        name = String(name[name.index(after: slash)...])
      case .gnu:
        addEntry("././@LongLink", type: "L", Array(name.utf8) + [0])
        name = String(name.prefix(100))
      case .pax:
        addEntry("PaxHeaders/x", type: "x", Self.paxRecord("path", name))
        name = String(name.prefix(100))
      }
    }
    addEntry(name, prefix: prefix, contents)
  }

  package mutating func add(_ name: String, _ text: String, longNames: LongNames = .gnu) {
    add(name, Array(text.utf8), longNames: longNames)
  }

  /// Any entry at all.
  ///
  /// - Parameter size: The bytes of the size field, if they are to say something else than the truth.
  package mutating func addEntry(
    _ name: String, type: Character = "0", prefix: String = "", size: [UInt8]? = nil, magic: String = "ustar\u{0}00",
    isDamaged: Bool = false, _ contents: [UInt8] = []
  ) {
    var block = [UInt8](repeating: 0, count: 512)
    func put(_ bytes: [UInt8], at offset: Int) { block.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
    put(Array(name.utf8.prefix(100)), at: 0)
    put(Array("0000644".utf8), at: 100)
    put(size ?? Self.octal(contents.count, 11), at: 124)
    put(Array("00000000000".utf8), at: 136)
    put([UInt8(ascii: " ")] + Array("       ".utf8), at: 148)
    block[156] = type.asciiValue ?? 0
    put(Array(magic.utf8), at: 257)
    put(Array(prefix.utf8.prefix(155)), at: 345)
    let sum = block.reduce(0) { $0 + Int($1) } + (isDamaged ? 1 : 0)
    put(Self.octal(sum, 6) + [0], at: 148)
    bytes += block + contents
    bytes += [UInt8](repeating: 0, count: (512 - contents.count % 512) % 512)
  }

  /// With the end mark.
  package var ended: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

  package static func octal(_ number: Int, _ digits: Int) -> [UInt8] {
    let text = String(number, radix: 8)
    return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8)
  }

  /// GNU's form for sizes beyond 8 GiB.
  package static func binary(_ number: UInt64) -> [UInt8] {
    [0x80, 0, 0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }

  package static func paxRecord(_ key: String, _ value: String) -> [UInt8] {
    let rest = " \(key)=\(value)\n"
    var length = rest.utf8.count
    while "\(length)".utf8.count + rest.utf8.count != length { length = "\(length)".utf8.count + rest.utf8.count }
    return Array("\(length)\(rest)".utf8)
  }

  /// An archive of files, with its end mark.
  package static func archive(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var tar = Tar()
    for file in files { tar.add(file.name, file.bytes) }
    return tar.ended
  }
}
