import OxtailService

/// JSON whose long lists are written element by element: the bytes are those of the whole value.
struct JSONFrame {
  /// What stands before, between and behind the lists' elements.
  private let pieces: [String]
  private let isPretty: Bool
  private let depth: Int

  /// - Parameters:
  ///   - value: With the lists empty.
  ///   - lists: The keys of the lists, in the order of the text.
  ///   - depth: How deep the value stands in another one.
  init(_ value: some Encodable, lists: [String], isPretty: Bool, depth: Int = 0) throws {
    self.isPretty = isPretty
    self.depth = depth
    var rest = Self.indented(try PlainJSON.text(value, isPretty: isPretty), isPretty ? depth : 0)[...]
    var pieces: [String] = []
    for key in lists {
      // Within a string neither a line feed nor a quote stands as it is: only the key itself looks like this.
      let begin = isPretty ? "\n\(Self.blanks(depth + 1))\"\(key)\" : [" : "\"\(key)\":["
      let end = isPretty ? "\n\n\(Self.blanks(depth + 1))]" : "]"
      guard let place = rest.firstRange(of: begin + end) else { preconditionFailure("no empty list '\(key)'") }
      pieces.append(String(rest[..<place.lowerBound]) + begin)
      rest = rest[rest.index(place.upperBound, offsetBy: -1)...]
    }
    self.pieces = pieces + [String(rest)]
  }

  /// - Parameters:
  ///   - write: Receives the text.
  ///   - fill: Writes the elements of the list with an index; before each it calls `next`.
  func write(
    _ write: @escaping (String) throws -> Void, fill: (_ list: Int, _ next: () throws -> Void) throws -> Void
  ) throws {
    for (list, piece) in pieces.enumerated() {
      try write(piece)
      guard list < pieces.count - 1 else { break }
      var isEmpty = true
      try fill(list) {
        try write((isEmpty ? "" : ",") + (isPretty ? "\n" + Self.blanks(depth + 2) : ""))
        isEmpty = false
      }
      if isPretty { try write((isEmpty ? "\n\n" : "\n") + Self.blanks(depth + 1)) }
    }
  }

  /// The text of an element.
  func element(_ value: some JSONWritable) -> String {
    var page = JSONPage(isPretty: isPretty, depth: isPretty ? depth + 2 : 0)
    page.add(value)
    return PlainJSON.escaped(page.text)
  }

  private static func blanks(_ depth: Int) -> String { String(repeating: " ", count: 2 * depth) }

  private static func indented(_ text: String, _ depth: Int) -> String {
    guard depth > 0 else { return text }
    let newline = UInt8(ascii: "\n")
    let indent = Array(blanks(depth).utf8)
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count * 2)
    var isAtLineStart = false
    for byte in text.utf8 {
      // The empty line in an empty list stays empty.
      if isAtLineStart, byte != newline { result += indent }
      result.append(byte)
      isAtLineStart = byte == newline
    }
    return String(decoding: result, as: UTF8.self)
  }
}
