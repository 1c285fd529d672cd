/// The words of some records and the rest of their reading, which are most of an index: together and compressed, as one record's are like the
/// next one's. What SQL asks for are columns of `ox_event`.
struct EventPack {
  struct Entry {
    var id: Int64
    /// Within ``bytes``.
    var text: Range<Int>
    var body: Range<Int>
  }

  /// Entry by entry: id, lengths of text and body, text, body.
  private(set) var bytes: [UInt8] = []
  /// In the order of their ids.
  private(set) var entries: [Entry] = []

  init() {}

  /// - Returns: `nil` for anything that was not written by this.
  init?(bytes: [UInt8]) {
    self.bytes = bytes
    var reader = VarintReader(bytes: bytes)
    while reader.position < bytes.count {
      guard let id = reader.next(), let text = reader.next(), let body = reader.next(),
        text <= bytes.count - reader.position, body <= bytes.count - reader.position - text
      else { return nil }
      let start = reader.position
      let end = start + text
      entries.append(Entry(id: Int64(id), text: start..<end, body: end..<end + body))
      reader.position = end + body
    }
  }

  /// - Parameter id: Higher than those before.
  mutating func add(_ id: Int64, text: some Collection<UInt8>, body: some Collection<UInt8>) {
    for number in [Int(id), text.count, body.count] { add(number) }
    let start = bytes.count
    bytes += text
    let end = bytes.count
    bytes += body
    entries.append(Entry(id: id, text: start..<end, body: end..<bytes.count))
  }

  private mutating func add(_ number: Int) {
    var rest = UInt(number)
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// - Complexity: O(log *n*).
  subscript(_ id: Int64) -> EventWords? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].id < id { low = middle + 1 } else { high = middle }
    }
    guard low < entries.count, entries[low].id == id else { return nil }
    return words(of: entries[low])
  }

  func words(of entry: Entry) -> EventWords { EventWords(text: bytes[entry.text], body: bytes[entry.body]) }

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
  }
}

/// What of a record lies in a pack.
struct EventWords {
  /// Its redacted text, which a search looks into; empty where it was not kept.
  var text: ArraySlice<UInt8>
  /// See `Event.rowBytes`.
  var body: ArraySlice<UInt8>

  var string: String { String(decoding: text, as: UTF8.self) }
}
