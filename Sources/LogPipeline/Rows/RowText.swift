/// Values one behind the other as text, for columns that SQL does not look into: numbers up to a comma, texts behind their length, `~` for
/// what is absent and `+` before what could be. What stands in the record's own words too, which are kept beside it, is a place there: `@`, where
/// it begins and how long it is. That is most of an event.
///
/// An index holds hundreds of thousands of events: written and read like this, one costs a few microseconds, as JSON twenty times as much.
struct RowText {
  private(set) var bytes: [UInt8] = []
  private let words: [UInt8]
  /// A place takes as many bytes itself.
  private static let sharedMin = 9

  /// - Parameter words: What is kept beside it, and which the reader is given as well.
  init(besides words: [UInt8] = []) {
    self.words = words
    bytes.reserveCapacity(1024)
  }

  var string: String { String(decoding: bytes, as: UTF8.self) }

  mutating func add(_ number: some BinaryInteger) {
    append(number)
    bytes.append(UInt8(ascii: ","))
  }

  /// As `String(number)`, which takes longer.
  private mutating func append(_ number: some BinaryInteger) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = number.magnitude
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      bytes.append(UInt8(ascii: "0") + UInt8(digit))
      rest = quotient
    } while rest > 0
    bytes[start...].reverse()
  }

  mutating func add(_ flag: Bool) { add(flag ? 1 : 0) }

  mutating func add(_ text: String) {
    if let place = place(of: text) {
      bytes.append(UInt8(ascii: "@"))
      add(place)
      add(text.utf8.count)
      return
    }
    append(text.utf8.count)
    bytes.append(UInt8(ascii: ":"))
    bytes += text.utf8
  }

  private func place(of text: String) -> Int? {
    guard text.utf8.count >= Self.sharedMin, text.utf8.count <= words.count else { return nil }
    var text = text
    return text.withUTF8 { text in
      unsafe words.withUnsafeBytes { words in
        unsafe ByteSearch.firstIndex(of: UnsafeRawBufferPointer(text), in: words, from: 0)
      }
    }
  }

  mutating func add(_ text: RedactedText) { add(text.string) }

  mutating func add<Value>(_ value: Value?, _ add: (inout RowText, Value) -> Void) {
    // What is there says so: a value may begin with something that is absent in it.
    bytes.append(value == nil ? UInt8(ascii: "~") : UInt8(ascii: "+"))
    if let value { add(&self, value) }
  }

  mutating func add(_ text: String?) { add(text) { $0.add($1) } }

  mutating func add(_ number: Int?) { add(number) { $0.add($1) } }

  mutating func add<Value>(_ values: [Value], _ add: (inout RowText, Value) -> Void) {
    self.add(values.count)
    for value in values { add(&self, value) }
  }
}
