import LogPipeline

/// Texts that belong together, such as the occurrences of one incident, in the order of their places: together and compressed, as one is like the next
/// one. They take half of what each takes alone, or less. A table's row is a chunk: see `ChunkTable`.
///
/// Each is its place, and its text behind that's length: `1636701046359,0,221:…`. An occurrence's place is mostly the millisecond that its text speaks of
/// (see `TimeOrder`), and written as that and the rest, so that it costs next to nothing when it is compressed.
struct RowChunk {
  struct Entry {
    var place: Int64
    /// Within ``bytes``.
    var text: Range<Int>
  }

  /// It takes no more when it has as many bytes, or some times as many entries as in the mean: who looks for one unpacks all.
  static let bytesMax = 64 << 10
  static func entriesMax(mean: Int) -> Int { 4 * mean }
  /// How many bits of a place stand behind the first comma.
  private static let restBits = 15
  /// No number is longer.
  private static let digitsMax = 20

  private(set) var bytes: [UInt8] = []
  private(set) var entries: [Entry] = []

  init() {}

  /// - Returns: `nil` for anything that was not written by this.
  init?(_ text: String) {
    bytes = Array(text.utf8)
    var position = 0
    let limits = Int64.min >> Self.restBits...Int64.max >> Self.restBits
    while position < bytes.count {
      guard let most = number(until: ",", &position), limits.contains(most),
        let rest = number(until: ",", &position), rest >= 0, rest < 1 << Self.restBits,
        let count = number(until: ":", &position), count >= 0, count <= bytes.count - position
      else { return nil }
      let place = most << Self.restBits | rest
      if let last = entries.last, last.place >= place { return nil }
      entries.append(Entry(place: place, text: position..<position + Int(count)))
      position += Int(count)
    }
    guard !entries.isEmpty else { return nil }
  }

  /// - Returns: `nil` where none ends so.
  private func number(until end: Unicode.Scalar, _ position: inout Int) -> Int64? {
    let digits = bytes[position...].prefix(Self.digitsMax + 1)
    guard let place = digits.firstIndex(of: UInt8(ascii: end)) else { return nil }
    defer { position = place + 1 }
    return Int64(String(decoding: digits[..<place], as: UTF8.self))
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// - Parameter place: Higher than those before.
  mutating func add(_ place: Int64, _ text: String) {
    bytes += "\(place >> Self.restBits),\(place & (1 << Self.restBits - 1)),\(text.utf8.count):".utf8
    let start = bytes.count
    bytes += text.utf8
    entries.append(Entry(place: place, text: start..<bytes.count))
  }

  /// Whether the next one begins another chunk: where its place says so, and where this chunk is full. Places stay what they are, whatever else
  /// turns up, and so do chunks: what comes between others changes the chunk in which it comes, or makes two of it. Only where more than one chunk
  /// takes follow each other and none begins one, those up to the next that does move on.
  ///
  /// - Parameter mean: As in ``begins(at:mean:)``.
  func ends(before place: Int64, mean: Int) -> Bool {
    guard !entries.isEmpty else { return false }
    return Self.begins(at: place, mean: mean) || entries.count >= Self.entriesMax(mean: mean)
      || bytes.count >= Self.bytesMax
  }

  /// True of one place in `mean`, also where places are evenly spaced.
  ///
  /// - Parameter mean: A power of two.
  static func begins(at place: Int64, mean: Int) -> Bool {
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var hash = UInt64(bitPattern: place) &* factor
    hash = (hash ^ hash >> 32) &* factor
    return hash.leadingZeroBitCount >= mean.trailingZeroBitCount
  }

  func text(of entry: Entry) -> String { String(decoding: bytes[entry.text], as: UTF8.self) }

  /// - Complexity: O(log *n*).
  subscript(_ place: Int64) -> String? {
    let found = entries.partitionPoint { $0.place >= place }
    guard found < entries.count, entries[found].place == place else { return nil }
    return text(of: entries[found])
  }
}
