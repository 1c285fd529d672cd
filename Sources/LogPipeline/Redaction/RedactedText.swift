/// Text from a log that holds no secret any more. Stores and outputs accept only this type.
///
/// Only this folder makes values: what was never redacted cannot become one.
package struct RedactedText: Hashable, Sendable, Comparable {
  package let string: String

  init(redacted string: String) {
    self.string = string
  }

  package var isEmpty: Bool { string.isEmpty }

  package static func < (left: RedactedText, right: RedactedText) -> Bool { left.string < right.string }
}
