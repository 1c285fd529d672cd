/// A value that writes its JSON itself: the bytes of ``JSON/text(_:isPretty:)`` in a tenth of the time, for what an answer has thousands of. A test
/// holds the two to each other.
package protocol JSONWritable {
  func write(to page: inout JSONPage)
}

/// JSON while it is written, key by key in their order.
package struct JSONPage {
  private let isPretty: Bool
  private var depth: Int
  private var isFirst = true
  private var bytes: [UInt8] = []

  /// - Parameter depth: How deep the value stands in another one.
  package init(isPretty: Bool, depth: Int) {
    self.isPretty = isPretty
    self.depth = depth
    bytes.reserveCapacity(4096)
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func add(_ value: some JSONWritable) {
    let wasFirst = isFirst
    isFirst = true
    depth += 1
    bytes.append(UInt8(ascii: "{"))
    value.write(to: &self)
    depth -= 1
    startLine()
    bytes.append(UInt8(ascii: "}"))
    isFirst = wasFirst
  }

  mutating func add(_ key: StaticString, _ value: some JSONWritable) {
    add(key: key)
    add(value)
  }

  mutating func add(_ key: StaticString, _ value: (some JSONWritable)?) {
    add(key: key)
    if let value { add(value) } else { add(literal: "null") }
  }

  mutating func add(_ key: StaticString, _ value: String?) {
    add(key: key)
    if let value { add(string: value) } else { add(literal: "null") }
  }

  mutating func add(_ key: StaticString, _ value: Int?) {
    add(key: key)
    bytes += value.map { "\($0)" }?.utf8 ?? "null".utf8
  }

  mutating func add(_ key: StaticString, _ value: Bool) {
    add(key: key)
    add(literal: value ? "true" : "false")
  }

  /// - Parameter value: A number.
  mutating func add(_ key: StaticString, _ value: Double) {
    add(key: key)
    let digits = "\(value)"
    bytes += (digits.hasSuffix(".0") ? digits.dropLast(2) : digits[...]).utf8
  }

  mutating func add(_ key: StaticString, _ values: [String]) {
    add(key: key)
    list(values) { $0.add(string: $1) }
  }

  mutating func add(_ key: StaticString, _ values: [some JSONWritable]) {
    add(key: key)
    list(values) { $0.add($1) }
  }

  private mutating func list<Value>(_ values: [Value], _ add: (inout Self, Value) -> Void) {
    bytes.append(UInt8(ascii: "["))
    depth += 1
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      startLine()
      add(&self, value)
    }
    depth -= 1
    // An empty list has an empty line.
    if values.isEmpty, isPretty { bytes.append(UInt8(ascii: "\n")) }
    startLine()
    bytes.append(UInt8(ascii: "]"))
  }

  private mutating func startLine() {
    guard isPretty else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func add(key: StaticString) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    startLine()
    bytes.append(UInt8(ascii: "\""))
    add(literal: key)
    add(literal: isPretty ? "\" : " : "\":")
  }

  private mutating func add(literal: StaticString) {
    literal.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  private mutating func add(string: String) {
    bytes.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { text in
      var start = 0
      for place in text.indices where unsafe text[place] < 0x20 || text[place] == 0x22 || text[place] == 0x5C {
        unsafe bytes.append(contentsOf: text[start..<place])
        unsafe escape(text[place])
        start = place + 1
      }
      unsafe bytes.append(contentsOf: text[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: add(literal: "\\\"")
    case 0x5C: add(literal: "\\\\")
    case 0x08: add(literal: "\\b")
    case 0x0C: add(literal: "\\f")
    case 0x0A: add(literal: "\\n")
    case 0x0D: add(literal: "\\r")
    case 0x09: add(literal: "\\t")
    default:
      add(literal: byte < 0x10 ? "\\u000" : "\\u001")
      bytes += String(byte & 15, radix: 16).utf8
    }
  }
}
