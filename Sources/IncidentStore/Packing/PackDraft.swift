import LogPipeline

/// An ``EventPack`` in the making.
struct PackDraft {
  private struct Record {
    var id: Int64
    var text: Int
    var names: Int
    var body: Int
    var position: RecordPosition
  }

  private var records: [Record] = []
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

  /// - Parameters:
  ///   - id: Higher than those before.
  ///   - words: With a position that is packable.
  mutating func add(_ id: Int64, _ words: EventWords) {
    records.append(
      Record(
        id: id, text: words.text.count, names: words.names.count, body: words.body.count, position: words.position))
    texts += words.text
    names += words.names
    bodies += words.body
  }

  /// How many records there are; how far the id of each is from the one before; how long all texts are, all names and all bodies; where each
  /// record stands, by the one before, offsets and then lines; how long each is in its log; then all texts, all names and all bodies, as like
  /// compresses best beside like.
  var bytes: [UInt8] {
    var columns = [[UInt8]](repeating: [], count: 7)
    var (id, position): (Int64, RecordPosition) = (0, .beforePack)
    for record in records {
      let steps = record.position.steps(from: position)
      let numbers = [
        Int(record.id - id), record.text, record.names, record.body, steps.offset, steps.line,
        record.position.byteCount,
      ]
      for (column, number) in numbers.enumerated() { Self.append(number, to: &columns[column]) }
      (id, position) = (record.id, record.position)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount + records.count * 12)
    Self.append(records.count, to: &bytes)
    for part in columns + [texts, names, bodies] { bytes += part }
    return bytes
  }

  /// What the search's tables are told of it: no word reaches from one record into the next.
  var words: [UInt8] {
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
    return words
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
