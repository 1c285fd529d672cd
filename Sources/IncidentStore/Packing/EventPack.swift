import LogPipeline

/// The words of some records and the rest of their reading, which are most of an index: together and compressed, as one record's are like the
/// next one's. What SQL asks for are columns of `ox_event`.
struct EventPack {
  struct Entry {
    var id: Int64
    /// Within ``bytes``.
    var text: Range<Int>
    var names: Range<Int>
    var body: Range<Int>
    var position: RecordPosition
  }

  /// See ``PackDraft/bytes``.
  let bytes: [UInt8]
  /// In the order of their ids.
  let entries: [Entry]

  /// - Returns: `nil` for anything that was not written by a ``PackDraft``.
  init?(bytes: [UInt8]) {
    var reader = VarintReader(bytes: bytes)
    // Each takes seven bytes at the least.
    guard let count = reader.next(), count <= bytes.count / 7, let ids = reader.next(count),
      let texts = reader.next(count, max: bytes.count), let names = reader.next(count, max: bytes.count),
      let bodies = reader.next(count, max: bytes.count), let offsets = reader.next(count),
      let lines = reader.next(count), let byteCounts = reader.next(count)
    else { return nil }
    // Texts, then names, then bodies.
    var text = reader.position
    var name = text + texts.reduce(0, +)
    var body = name + names.reduce(0, +)
    var (id, position): (Int64, RecordPosition) = (0, .beforePack)
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    for place in 0..<count {
      let (textEnd, nameEnd, bodyEnd) = (text + texts[place], name + names[place], body + bodies[place])
      guard bodyEnd <= bytes.count,
        let next = RecordPosition(
          from: position, (offset: offsets[place], line: lines[place]), byteCount: byteCounts[place])
      else { return nil }
      id &+= Int64(ids[place])
      position = next
      entries.append(
        Entry(id: id, text: text..<textEnd, names: name..<nameEnd, body: body..<bodyEnd, position: position))
      (text, name, body) = (textEnd, nameEnd, bodyEnd)
    }
    guard body == bytes.count else { return nil }
    self.bytes = bytes
    self.entries = entries
  }

  /// - Complexity: O(log *n*).
  subscript(_ id: Int64) -> EventWords? {
    let found = entries.partitionPoint { $0.id >= id }
    guard found < entries.count, entries[found].id == id else { return nil }
    return words(of: entries[found])
  }

  func words(of entry: Entry) -> EventWords {
    EventWords(
      text: bytes[entry.text], names: bytes[entry.names], body: bytes[entry.body], position: entry.position)
  }

  private struct VarintReader {
    let bytes: [UInt8]
    var position = 0

    /// - Returns: `nil` behind the end, and for what is longer than any number that is written.
    mutating func next() -> Int? {
      var value = 0
      for shift in stride(from: 0, to: 63, by: 7) {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        value |= Int(byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      return nil
    }

    /// - Returns: `nil` where one of them is none, or more than `max`.
    mutating func next(_ count: Int, max: Int = .max) -> [Int]? {
      var values: [Int] = []
      values.reserveCapacity(count)
      for _ in 0..<count {
        guard let value = next(), value <= max else { return nil }
        values.append(value)
      }
      return values
    }
  }
}

/// What of a record lies in a pack.
struct EventWords {
  /// Its redacted text, which a search looks into; empty where it was not kept.
  var text: ArraySlice<UInt8>
  /// By what it is found besides: see ``EventNames``.
  var names: ArraySlice<UInt8>
  /// See `Event.rowBytes`.
  var body: ArraySlice<UInt8>
  /// In its log. Which one that is its row says: what is read has source 0.
  var position: RecordPosition

  var string: String { String(decoding: text, as: UTF8.self) }
  var namesString: String { String(decoding: names, as: UTF8.self) }
}

/// Records that matter mostly begin where the one before them in their pack ends, or not far behind; seldom in another log.
extension RecordPosition {
  /// What a pack's first record follows.
  static let beforePack = RecordPosition(source: 0, offset: 0, line: 0, byteCount: 0)
  /// No log is as long, and sums of such numbers do not overflow.
  private static let packedMax = 1 << 60

  /// Whether it can be kept: that of a log can.
  var isPackable: Bool {
    let numbers = 0...Self.packedMax
    return numbers.contains(offset) && numbers.contains(line) && numbers.contains(byteCount)
  }

  /// How far it is behind the end of another one, and behind its line, with the sign as the lowest bit: what is near is a small number.
  ///
  /// - Parameter last: Like this one, packable.
  func steps(from last: RecordPosition) -> (offset: Int, line: Int) {
    let (offset, line) = (offset - last.end, line - last.line)
    return ((offset << 1) ^ (offset >> 63), (line << 1) ^ (line >> 63))
  }

  /// - Parameters:
  ///   - last: Packable.
  ///   - steps: What ``steps(from:)`` says; not below 0.
  /// - Returns: `nil` where no log has such a place.
  init?(from last: RecordPosition, _ steps: (offset: Int, line: Int), byteCount: Int) {
    self.init(
      source: 0, offset: last.end + ((steps.offset >> 1) ^ -(steps.offset & 1)),
      line: last.line + ((steps.line >> 1) ^ -(steps.line & 1)), byteCount: byteCount)
    guard isPackable else { return nil }
  }
}
