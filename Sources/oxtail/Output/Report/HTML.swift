import LogPipeline

/// A piece of HTML. What is put into one is made safe and escaped on its way in: text from a log is never markup.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  let string: String

  init(stringLiteral value: String) { string = value }

  init(stringInterpolation: Interpolation) { string = stringInterpolation.text }

  /// Only for pieces of HTML behind each other.
  private init(joining string: String) { self.string = string }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: HTML) { text += value.string }
    mutating func appendInterpolation(_ value: SafeText) { text += HTML.escaped(value.string) }
    mutating func appendInterpolation(_ value: some StringProtocol) { text += HTML.escaped(SafeText(value).string) }
    mutating func appendInterpolation(_ value: Int) { text += String(value) }
  }

  static func joined(_ pieces: [HTML], separator: HTML = "") -> HTML {
    HTML(joining: pieces.map(\.string).joined(separator: separator.string))
  }

  /// For text and for values in quotes.
  static func escaped(_ text: String) -> String {
    text.escaping { sign in
      switch sign {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      default: nil
      }
    }
  }
}
