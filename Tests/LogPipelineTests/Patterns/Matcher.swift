@testable import LogPipeline

/// A scratch that expectations can ask: they cannot hold what is not copied.
final class Matcher {
  private var scratch: MatchScratch

  init(interpreterOnly: Bool = false) { scratch = MatchScratch(interpreterOnly: interpreterOnly) }

  func match(
    _ expression: Expression, _ bytes: [UInt8], from start: Int = 0, startMax: Int? = nil
  ) -> MatchScratch.Outcome {
    scratch.match(expression, in: RawSpan(_elements: bytes.span), from: start, startMax: startMax)
  }

  /// Of the last match.
  func range(of group: Int = 0) -> Range<Int>? { scratch.range(of: group) }

  func first(_ expression: Expression, _ bytes: [UInt8]) -> MatchRanges? {
    scratch.firstMatch(of: expression, in: RawSpan(_elements: bytes.span))
  }

  func contains(_ expression: Expression, _ bytes: [UInt8]) -> Bool {
    scratch.contains(expression, in: RawSpan(_elements: bytes.span))
  }

  func all(_ expression: Expression, _ bytes: [UInt8]) -> (found: [Range<Int>], outcome: MatchScratch.Outcome) {
    var found: [Range<Int>] = []
    let outcome = scratch.forEachMatch(of: expression, in: RawSpan(_elements: bytes.span)) { ranges in
      found.append(ranges.whole)
      return true
    }
    return (found, outcome)
  }

  func passes(_ gate: Gate, _ bytes: [UInt8]) -> Bool {
    gate.passes(RawSpan(_elements: bytes.span), scratch: &scratch)
  }
}
