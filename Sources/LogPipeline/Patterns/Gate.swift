/// What a record of a side must hold, whatever the catalogue may find in it: derived from the texts, so that where the gate finds
/// nothing, no text is found.
final class Gate: Sendable {
  /// One alternation of all texts without their codes, then each text that cannot stand in an alternation.
  let expressions: [Expression]
  /// Finds what one of the texts must hold; `nil` where a text has nothing that is plain to see.
  let literals: LiteralSearch?
  /// The same, as words.
  let words: [[UInt8]]?

  /// - Returns: `nil` for a side without texts.
  init?(for side: Side, texts: [CompiledText]) {
    let texts = texts.filter { $0.spec.sides.contains(side) }
    guard !texts.isEmpty else { return nil }
    let required = texts.map { RequiredLiteral.of($0.spec.regex) ?? [] }
    words = required.allSatisfy { $0.count >= RequiredLiteral.bytesMin } ? required.uniqued() : nil
    literals = words.map(LiteralSearch.init)
    let joinable = texts.filter { Self.isJoinable($0.spec.regex) }
    let alternation = joinable.map(Self.alternative).joined(separator: "|")
    if let alternation = try? Expression(alternation), !joinable.isEmpty {
      expressions = [alternation] + texts.filter { !Self.isJoinable($0.spec.regex) }.map(Self.alone)
    } else {
      expressions = texts.map(Self.alone)
    }
  }

  /// A gate that hits a limit lets the record pass: the single texts decide.
  func passes(_ text: RawSpan, scratch: inout MatchScratch) -> Bool {
    if let literals, !literals.isFound(in: text) { return false }
    return expressions.contains { scratch.forEachMatch(of: $0, in: text) { _ in false } != .noMatch }
  }

  /// The bare form of a text reads `^` and `$` as those of lines.
  private static func alternative(_ text: CompiledText) -> String {
    (text.bare == nil ? "(?:" : "(?m:") + withoutNames(text.spec.regex) + ")"
  }

  /// The bare form is the wider one: it stands for the one with a code too.
  private static func alone(_ text: CompiledText) -> Expression {
    (try? Expression(text.bare == nil ? text.spec.regex : "(?m)" + text.spec.regex)) ?? text.bare ?? text.expression
  }

  /// References to groups would point at other texts' groups, verbs and `\Q` reach beyond their text, and only one notation of
  /// names is understood by ``withoutNames(_:)``.
  private static func isJoinable(_ regex: String) -> Bool {
    var bytes = Array(regex.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\\"), let escaped = bytes.popFirst() {
        if referring.contains(escaped) { return false }
      } else if byte == UInt8(ascii: "("), special.contains(where: bytes.starts) {
        return false
      }
    }
    return true
  }

  private static let referring = ByteSet(Array("123456789gkQE".utf8))
  private static let special = [
    "*", "?P", "?'", "?&", "?R", "?(", "?|", "?C", "?+", "?0", "?1", "?2", "?3", "?4", "?5", "?6", "?7", "?8", "?9",
  ].map { Array($0.utf8) }

  /// Named groups may not repeat within one expression; the gate captures nothing anyway.
  static func withoutNames(_ regex: String) -> String {
    var result: [UInt8] = []
    var isClass = false
    var bytes = Array(regex.utf8)[...]
    let opening = Array("?<".utf8)
    while let byte = bytes.popFirst() {
      result.append(byte)
      switch byte {
      case UInt8(ascii: "\\"):
        if let escaped = bytes.popFirst() { result.append(escaped) }
      case UInt8(ascii: "["): isClass = true
      case UInt8(ascii: "]"): isClass = false
      case UInt8(ascii: "(") where !isClass && bytes.starts(with: opening):
        guard let next = bytes.dropFirst(2).first, next != UInt8(ascii: "="), next != UInt8(ascii: "!"),
          let end = bytes.firstIndex(of: UInt8(ascii: ">"))
        else { continue }
        result += Array("?:".utf8)
        bytes = bytes[(end + 1)...]
      default: break
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
