/// One line of text that any output can be given: nothing in it moves the cursor, changes colours or reorders what is read.
///
/// The page, the diagnostics, the Markdown and the CSV accept only this type, so that nothing from a log, a file's name or a
/// pattern reaches them by another way.
struct SafeText: Hashable, Sendable {
  let string: String

  /// - Parameter raw: Text from anywhere; control characters become visible escapes, a TAB a blank.
  init(_ raw: some StringProtocol) {
    let safe = terminalSafe(raw, allowingNewlines: false)
    // A TAB has no width that a column could be computed with.
    string = safe.utf8.contains(9) ? safe.replacing("\t", with: " ") : safe
  }

  /// - Parameter string: Pieces of safe texts.
  init(joining string: String) { self.string = string }

  var isEmpty: Bool { string.isEmpty }

  /// In columns of a terminal.
  var width: Int { displayWidth(string) }

  static func + (left: SafeText, right: SafeText) -> SafeText { SafeText(joining: left.string + right.string) }
}

extension SafeText: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.init(value) }
  init(stringInterpolation: Interpolation) { self.init(joining: stringInterpolation.text) }

  /// Makes every value safe on its way in.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }
    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: SafeText) { text += value.string }
    mutating func appendInterpolation(_ value: some StringProtocol) { text += SafeText(value).string }
    mutating func appendInterpolation(_ value: Int) { text += String(value) }
  }
  typealias StringInterpolation = Interpolation
}

extension Sequence<SafeText> {
  func joined(separator: SafeText) -> SafeText {
    SafeText(joining: map(\.string).joined(separator: separator.string))
  }
}
