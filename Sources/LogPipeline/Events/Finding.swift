/// A cause that a text of the catalogue shows in a record.
package struct Finding: Codable, Equatable, Sendable {
  /// The catalogue's id.
  package var cause: String
  package var layer: TextSpec.Layer
  /// How deep in the chain of exceptions the text stands: 0 for the message and the outermost exception.
  package var depth: Int
  package var literalLength: Int
  /// Where the match begins, in bytes of the text that was searched.
  package var offset: Int
  package var captures: Fields
  /// The matched text, without its code.
  package var text: RedactedText
  /// What stands before it in its line, up to a hundred bytes: a code, a class, a subject.
  package var lead: RedactedText
  /// The text from there to its line's end, as far as it can belong to the fault.
  package var tail: RedactedText
  /// Whether the text stood behind its code or a `SoapFault`'s, so that no context is needed to believe it.
  package var isCoded: Bool
}

extension Finding {
  /// Whether this finding says more about the root than another one of the same failure: what the catalogue ranks before another
  /// one, then the kind of text, then the deeper exception, then the longer text, and the id where all else is equal.
  func outranks(_ other: Finding, in catalogue: Catalogue) -> Bool {
    if cause == other.cause { return (layer.rank, -depth) < (other.layer.rank, -other.depth) }
    if catalogue.compiledCause(cause)?.spec.before.contains(other.cause) == true { return true }
    if catalogue.compiledCause(other.cause)?.spec.before.contains(cause) == true { return false }
    return standard < other.standard
  }

  /// The rank without `before`.
  var standard: (Int, Int, Int, String) { (layer.rank, -depth, -literalLength, cause) }
}
