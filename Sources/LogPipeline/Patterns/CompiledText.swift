/// One text of the catalogue, compiled. A class, so that a look at it copies nothing.
package final class CompiledText: Sendable {
  /// Index of its cause in the catalogue.
  package let cause: Int
  package let spec: TextSpec
  /// The text as it stands behind its code, if it has one.
  package let expression: Expression
  /// The text without its code; counts only in the context of the APS package. `nil` for texts that have no code.
  package let bare: Expression?
  /// How many characters of the text are literal: the longer, the more specific.
  package let literalLength: Int

  /// The bare form begins a line, or stands after a colon or a quote, and ends with its line, at a quote or before the place.
  private static func bareRegex(_ regex: String) -> String {
    #"(?m)(?:^|: |["'>(])(?:"# + regex + #")(?=\r?$|["'<)]| in /|\\n)"#
  }

  package init(_ spec: TextSpec, cause: Int, id: String) throws(PatternError) {
    self.cause = cause
    self.spec = spec
    do {
      if let code = spec.code {
        expression = try Expression(#"\["# + code + #"\] (?:"# + spec.regex + ")")
        bare = try Expression(Self.bareRegex(spec.regex))
      } else {
        expression = try Expression(spec.regex)
        bare = nil
      }
    } catch {
      // The place is told within what the user wrote.
      let plain = Self.firstError(in: spec.regex) ?? error
      throw PatternError(
        file: spec.place.file, line: spec.place.line, id: id, message: "no valid expression: \(plain.reason)",
        expression: plain)
    }
    literalLength = Self.literalLength(of: spec.regex)
  }

  private static func firstError(in regex: String) -> ExpressionError? {
    do {
      _ = try Expression(regex)
      return nil
    } catch {
      return error
    }
  }

  /// Counts the characters that a match must contain, as far as that is plain to see: not those of groups that are
  /// optional, of classes and of quantifiers.
  static func literalLength(of regex: String) -> Int {
    var length = 0
    var depth = 0
    var isClass = false
    var bytes = Array(regex.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\\"):
        let escaped = bytes.popFirst() ?? 0
        let isLetter = escaped | 0x20 >= UInt8(ascii: "a") && escaped | 0x20 <= UInt8(ascii: "z")
        if !isClass, depth == 0, !isLetter { length += 1 }
      case UInt8(ascii: "[") where !isClass: isClass = true
      case UInt8(ascii: "]") where isClass: isClass = false
      case UInt8(ascii: "(") where !isClass: depth += 1
      case UInt8(ascii: ")") where !isClass: depth -= 1
      case UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "^"), UInt8(ascii: "$"),
        UInt8(ascii: "."):
        break
      case UInt8(ascii: "{") where !isClass: while let inner = bytes.popFirst(), inner != UInt8(ascii: "}") {}
      default:
        if !isClass, depth == 0 { length += 1 }
      }
    }
    return length
  }
}
