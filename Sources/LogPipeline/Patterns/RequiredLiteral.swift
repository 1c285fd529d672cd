/// What a text must hold for an expression to match in it, as far as that is plain to see.
enum RequiredLiteral {
  /// Shorter ones are in every second record: looking for them tells nothing.
  static let bytesMin = 4

  /// The longest stretch of plain characters that stands in every match; `nil` where none is plain to see.
  ///
  /// Classes and what is optional are passed over, and groups too unless little stands outside them; options, verbs and alternatives on
  /// the top level are given up on.
  static func of(_ regex: String) -> [UInt8]? { of(Array(regex.utf8)[...]) }

  private static func of(_ regex: ArraySlice<UInt8>) -> [UInt8]? {
    var longest: [UInt8] = []
    var longestInGroups: [UInt8] = []
    var run: [UInt8] = []
    func end() {
      if run.count > longest.count { longest = run }
      run = []
    }
    var bytes = regex
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"):
        guard let escaped = bytes.popFirst() else { return nil }
        if !isWord(escaped), escaped < 0x80 {
          run.append(escaped)
        } else if oneByte.contains(escaped) {
          end()
        } else if escaped | 0x20 == UInt8(ascii: "p"), bytes.first == UInt8(ascii: "{") {
          bytes = bytes.drop { $0 != UInt8(ascii: "}") }.dropFirst()
          end()
        } else {
          return nil
        }
      case UInt8(ascii: "["):
        guard dropClass(&bytes) else { return nil }
        end()
      case UInt8(ascii: "("):
        let group = bytes
        guard dropGroup(&bytes) else { return nil }
        end()
        let isThere = bytes.first.map { !repeating.contains($0) } ?? true
        if isThere, let literal = ofGroup(group[..<(bytes.startIndex - 1)]), literal.count > longestInGroups.count {
          longestInGroups = literal
        }
      case UInt8(ascii: "|"), UInt8(ascii: ")"): return nil
      case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "{"):
        // What it counts may be missing, or be there more than once.
        _ = run.popLast()
        end()
        if byte == UInt8(ascii: "{") { bytes = bytes.drop { $0 != UInt8(ascii: "}") }.dropFirst() }
      case UInt8(ascii: "+"), UInt8(ascii: "^"), UInt8(ascii: "$"), UInt8(ascii: "."), 0x80...: end()
      default: run.append(byte)
      }
    }
    end()
    if longest.count < bytesMin, longest.count <= longestInGroups.count { longest = longestInGroups }
    return longest.isEmpty ? nil : longest
  }

  /// - Parameter group: What stands between its brackets.
  private static func ofGroup(_ group: ArraySlice<UInt8>) -> [UInt8]? {
    guard group.first == UInt8(ascii: "?") else { return of(group) }
    let rest = group.dropFirst()
    if rest.first == UInt8(ascii: ":") { return of(rest.dropFirst()) }
    // A name, and no look-around.
    guard rest.first == UInt8(ascii: "<"), let next = rest.dropFirst().first, isWord(next) || next == UInt8(ascii: "_"),
      let end = rest.firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    return of(rest[(end + 1)...])
  }

  /// What may mean that the group before it is not there.
  private static let repeating = Array("?*{".utf8)

  /// Escapes that stand for a character of some kind or for a place, and take nothing of what follows.
  private static let oneByte = Array("dDwWsShHvVRbBAzZtnrfea".utf8)

  private static func isWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func dropClass(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    if bytes.first == UInt8(ascii: "^") { bytes.removeFirst() }
    // A bracket at the beginning is one of the class.
    if bytes.first == UInt8(ascii: "]") { bytes.removeFirst() }
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "]") { return true }
      if byte == UInt8(ascii: "\\") { _ = bytes.popFirst() }
      // A class by name has a bracket of its own.
      if byte == UInt8(ascii: "["), bytes.first == UInt8(ascii: ":") { return false }
    }
    return false
  }

  /// - Returns: `false` for what is no group, such as an option.
  private static func dropGroup(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    if bytes.first == UInt8(ascii: "*") { return false }
    if bytes.first == UInt8(ascii: "?"), let second = bytes.dropFirst().first, !Array(":<=!>".utf8).contains(second) {
      return false
    }
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: ")"): return true
      case UInt8(ascii: "("): guard dropGroup(&bytes) else { return false }
      case UInt8(ascii: "["): guard dropClass(&bytes) else { return false }
      case UInt8(ascii: "\\"): _ = bytes.popFirst()
      default: break
      }
    }
    return false
  }
}
