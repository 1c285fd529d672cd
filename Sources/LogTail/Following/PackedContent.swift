/// What a gzip file holds. It is inflated from its beginning whenever bytes are asked for that lie behind.
final class PackedContent: FileContent {
  let file: any FollowedFile
  private let limits: ExpansionLimits
  private var stream: GzipStream
  private var position = 0
  private var total: Int?
  /// Why it ends earlier than it should; known once ``size()`` was asked.
  private(set) var damage: Damage?

  init(_ file: any FollowedFile, limits: ExpansionLimits) {
    self.file = file
    self.limits = limits
    stream = Self.stream(file, limits)
  }

  private static func stream(_ file: any FollowedFile, _ limits: ExpansionLimits) -> GzipStream {
    let source = HandleStream(file)
    return GzipStream(source, budget: ExpansionBudget(source, limits: limits))
  }

  var isPacked: Bool { true }

  /// Inflates all of it, once.
  func size() throws(UnreadablePath) -> Int {
    if let total { return total }
    var buffer = [UInt8](repeating: 0, count: FileStream.batchBytes)
    while case let count = try stream.read(into: &buffer), count > 0 { position += count }
    damage = stream.damage
    total = position
    return position
  }

  /// Whether its last bytes say that so many came in (modulo 2³²), as they do in a complete file of one member.
  func claims(_ size: Int) throws(UnreadablePath) -> Bool {
    let status = try file.status()
    var trailer = [UInt8](repeating: 0, count: 4)
    guard status.size >= 18, try file.read(into: &trailer, at: status.size - 4) == 4 else { return false }
    let claimed = trailer.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    return claimed == UInt32(truncatingIfNeeded: size)
  }

  func read(into buffer: inout [UInt8], at offset: Int) throws(UnreadablePath) -> Int {
    if offset < position {
      stream = Self.stream(file, limits)
      position = 0
    }
    position += try stream.skip(offset - position)
    guard position == offset else { return 0 }
    let count = try stream.read(into: &buffer)
    position += count
    return count
  }

  func holeEnd(at offset: Int) -> Int? { nil }
}

/// A followed file's bytes, one after the other.
private final class HandleStream: MeasuredStream {
  private let file: any FollowedFile
  private(set) var offset = 0

  init(_ file: any FollowedFile) { self.file = file }

  var damage: Damage? { nil }

  func read(into buffer: inout [UInt8]) throws(UnreadablePath) -> Int {
    let count = try file.read(into: &buffer, at: offset)
    offset += count
    return count
  }
}
