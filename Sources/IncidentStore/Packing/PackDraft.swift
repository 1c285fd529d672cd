/// An ``EventPack`` in the making.
struct PackDraft {
  private struct Lengths {
    var id: Int64
    var text: Int
    var names: Int
    var body: Int
  }

  private var records: [Lengths] = []
  private var texts: [UInt8] = []
  private var names: [UInt8] = []
  private var bodies: [UInt8] = []

  init() {}

  /// - Parameter isThere: Whether a record's row still is.
  init(_ pack: EventPack, where isThere: (Int64) -> Bool = { _ in true }) {
    for entry in pack.entries where isThere(entry.id) { add(entry.id, pack.words(of: entry)) }
  }

  var count: Int { records.count }
  /// The ids of its first and its last record; `nil` where there is none.
  var ids: ClosedRange<Int64>? {
    guard let first = records.first, let last = records.last else { return nil }
    return first.id...last.id
  }
  /// What texts, names and bodies take.
  var byteCount: Int { texts.count + names.count + bodies.count }

  /// - Parameter id: Higher than those before.
  mutating func add(_ id: Int64, _ words: EventWords) {
    records.append(Lengths(id: id, text: words.text.count, names: words.names.count, body: words.body.count))
    texts += words.text
    names += words.names
    bodies += words.body
  }

  /// How many records there are; of each how far its id is from the one before, and how long its text, names and body are; then all texts, all names and
  /// all bodies, as like compresses best beside like.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount + records.count * 8)
    Self.append(records.count, to: &bytes)
    var last: Int64 = 0
    for record in records {
      for number in [Int(record.id - last), record.text, record.names, record.body] { Self.append(number, to: &bytes) }
      last = record.id
    }
    return bytes + texts + names + bodies
  }

  /// What the search's tables are told of it: no word reaches from one record into the next.
  var words: String {
    var words: [UInt8] = []
    words.reserveCapacity(texts.count + names.count + 2 * records.count)
    var (text, name) = (0, 0)
    for record in records {
      words += texts[text..<text + record.text]
      words.append(UInt8(ascii: "\n"))
      if record.names > 0 {
        words += names[name..<name + record.names]
        words.append(UInt8(ascii: "\n"))
      }
      (text, name) = (text + record.text, name + record.names)
    }
    return String(decoding: words, as: UTF8.self)
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(number)
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
