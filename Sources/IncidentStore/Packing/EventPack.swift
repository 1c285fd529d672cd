/// The words of some records and the rest of their reading, which are most of an index: together and compressed, as one record's are like the
/// next one's. What SQL asks for are columns of `ox_event`.
struct EventPack {
  struct Entry {
    var id: Int64
    /// Within ``bytes``.
    var text: Range<Int>
    var names: Range<Int>
    var body: Range<Int>
  }

  /// See ``PackDraft/bytes``.
  let bytes: [UInt8]
  /// In the order of their ids.
  let entries: [Entry]

  /// - Returns: `nil` for anything that was not written by a ``PackDraft``.
  init?(bytes: [UInt8]) {
    var reader = VarintReader(bytes: bytes)
    // Each takes four bytes at the least.
    guard let count = reader.next(), count <= bytes.count / 4 else { return nil }
    var lengths: [(id: Int64, text: Int, names: Int, body: Int)] = []
    lengths.reserveCapacity(count)
    var (id, texts, names): (Int64, Int, Int) = (0, 0, 0)
    for _ in 0..<count {
      guard let step = reader.next(), let text = reader.next(), let name = reader.next(), let body = reader.next(),
        text <= bytes.count, name <= bytes.count, body <= bytes.count
      else { return nil }
      id &+= Int64(step)
      lengths.append((id, text, name, body))
      (texts, names) = (texts + text, names + name)
    }
    // Texts, then names, then bodies.
    var (text, name, body) = (reader.position, reader.position + texts, reader.position + texts + names)
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    for length in lengths {
      guard body + length.body <= bytes.count else { return nil }
      entries.append(
        Entry(
          id: length.id, text: text..<text + length.text, names: name..<name + length.names,
          body: body..<body + length.body))
      (text, name, body) = (text + length.text, name + length.names, body + length.body)
    }
    guard body == bytes.count else { return nil }
    self.bytes = bytes
    self.entries = entries
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

  func words(of entry: Entry) -> EventWords {
    EventWords(text: bytes[entry.text], names: bytes[entry.names], body: bytes[entry.body])
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

  var string: String { String(decoding: text, as: UTF8.self) }
  var namesString: String { String(decoding: names, as: UTF8.self) }
}
