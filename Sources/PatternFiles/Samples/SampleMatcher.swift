import LogPipeline

/// Runs expressions and layouts on samples.
package struct SampleMatcher: ~Copyable {
  private var scratch = MatchScratch()

  package init() {}

  /// The named groups of the first match, or `nil` without a match. Groups that took no part are left out.
  package mutating func captures(of expression: Expression, in text: String) -> [String: String]? {
    let bytes = Array(text.utf8)
    guard let ranges = scratch.firstMatch(of: expression, in: RawSpan(_elements: bytes.span)) else { return nil }
    var captures: [String: String] = [:]
    for (name, group) in expression.captureNames where captures[name] == nil {
      guard group < ranges.groups.count, let range = ranges.groups[group] else { continue }
      captures[name] = String(decoding: bytes[range], as: UTF8.self)
    }
    return captures
  }

  /// The same for a text of the catalogue, which may stand with or, in the context of the APS package, without its code.
  package mutating func captures(of text: CompiledText, in sample: String) -> [String: String]? {
    if let found = captures(of: text.expression, in: sample) { return found }
    guard let bare = text.bare else { return nil }
    return captures(of: bare, in: sample)
  }

  /// Where the first match of an expression lies, in bytes.
  package mutating func range(of expression: Expression, in text: String) -> Range<Int>? {
    let bytes = Array(text.utf8)
    return scratch.firstMatch(of: expression, in: RawSpan(_elements: bytes.span))?.whole
  }
}
