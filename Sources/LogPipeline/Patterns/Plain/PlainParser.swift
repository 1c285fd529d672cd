/// Reads the plain part of an expression that is anchored at its beginning.
///
/// What it does not know ends the reading with ``PlainNode/unknown``; what could change the meaning of the part already read makes it
/// give up.
struct PlainParser {
  private let bytes: [UInt8]
  private var position = 0
  private var groupCount = 0

  private struct NotPlain: Error {}

  /// - Returns: `nil` for an expression that is not anchored, or that holds what may reach back.
  static func parse(_ regex: String) -> PlainNode? {
    let bytes = Array(regex.utf8)
    guard bytes.first == UInt8(ascii: "^"), isContained(bytes), !hasTopLevelAlternatives(bytes) else { return nil }
    var parser = PlainParser(bytes: bytes)
    parser.position = 1
    return .sequence(parser.topLevel())
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether the expression is free of options, verbs, comments, quoted stretches and whatever else is no part of a sequence.
  private static func isContained(_ bytes: [UInt8]) -> Bool {
    for (index, byte) in bytes.enumerated() where index + 1 < bytes.count {
      if byte == UInt8(ascii: "\\"), [UInt8(ascii: "Q"), UInt8(ascii: "E")].contains(bytes[index + 1]) { return false }
      guard byte == UInt8(ascii: "(") else { continue }
      if bytes[index + 1] == UInt8(ascii: "*") { return false }
      if bytes[index + 1] == UInt8(ascii: "?"), index + 2 < bytes.count, !Array(":<=!>".utf8).contains(bytes[index + 2])
      {
        return false
      }
    }
    return true
  }

  private static func hasTopLevelAlternatives(_ bytes: [UInt8]) -> Bool {
    var depth = 0
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "["): index = classEnd(bytes, index)
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: "|") where depth == 0: return true
      default: break
      }
      index += 1
    }
    return false
  }

  /// Where the class that begins at `start` has its closing bracket.
  private static func classEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start + 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "^") { index += 1 }
    // A bracket at the beginning is one of the class.
    if index < bytes.count, bytes[index] == UInt8(ascii: "]") { index += 1 }
    while index < bytes.count, bytes[index] != UInt8(ascii: "]") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skip(_ text: String) -> Bool {
    guard bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  private mutating func topLevel() -> [PlainNode] {
    var nodes: [PlainNode] = []
    while position < bytes.count {
      guard let node = try? item() else { return nodes + [.unknown] }
      nodes.append(node)
    }
    return nodes
  }

  private mutating func alternatives() throws -> PlainNode {
    var branches: [PlainNode] = []
    var nodes: [PlainNode] = []
    while let byte = current, byte != UInt8(ascii: ")") {
      if skip("|") {
        branches.append(.sequence(nodes))
        nodes = []
      } else {
        nodes.append(try item())
      }
    }
    guard skip(")") else { throw NotPlain() }
    return branches.isEmpty ? .sequence(nodes) : .alternatives(branches + [.sequence(nodes)])
  }

  /// One element with its quantifier.
  private mutating func item() throws -> PlainNode {
    if skip("$") {
      return .end
    }
    if skip("(") {
      let node = try group()
      if skip("?") {
        guard !skip("?"), !skip("+") else { throw NotPlain() }
        return .optional(node)
      }
      guard try counts() == nil else { throw NotPlain() }
      return node
    }
    let set = try PlainClass.set(bytes, &position)
    guard let counts = try counts() else { return .set(set) }
    return .many(set, counts, skip("?") ? .lazy : skip("+") ? .possessive : .greedy)
  }

  private mutating func group() throws -> PlainNode {
    if skip("?:") { return try alternatives() }
    if skip("?<") {
      guard let first = current, first != UInt8(ascii: "="), first != UInt8(ascii: "!"),
        let end = bytes[position...].firstIndex(of: UInt8(ascii: ">"))
      else { throw NotPlain() }
      position = end + 1
    } else if current == UInt8(ascii: "?") {
      throw NotPlain()
    }
    groupCount += 1
    let number = groupCount
    return .group(number, try alternatives())
  }

  private mutating func counts() throws -> ClosedRange<Int>? {
    if skip("?") { return 0...1 }
    if skip("*") { return 0...Self.countMax }
    if skip("+") { return 1...Self.countMax }
    guard skip("{") else { return nil }
    guard let low = number() else { throw NotPlain() }
    if skip("}") { return low...low }
    guard skip(",") else { throw NotPlain() }
    if skip("}") { return low...Self.countMax }
    guard let high = number(), high >= low, skip("}") else { throw NotPlain() }
    return low...high
  }

  /// No subject is as long.
  private static let countMax = 1 << 30

  private mutating func number() -> Int? {
    var value: Int?
    while let byte = current, let digit = ByteCursor.digit(byte), (value ?? 0) < 100_000 {
      value = (value ?? 0) * 10 + digit
      position += 1
    }
    return value
  }
}
