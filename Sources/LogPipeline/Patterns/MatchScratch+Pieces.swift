/// Where the groups of one match lie, in bytes of the text that was searched.
package struct MatchRanges: Equatable, Sendable {
  /// Group 0 is the whole match; `nil` stands for a group that took no part.
  package var groups: [Range<Int>?]

  package var whole: Range<Int> { groups[0] ?? 0..<0 }
}

extension MatchScratch {
  /// Calls `body` for each match of `expression` in a text of any length, from left to right, not overlapping.
  ///
  /// Texts above ``MatchLimits/subjectBytesMax`` are searched in pieces that overlap by
  /// ``MatchLimits/pieceOverlapBytes``; a match longer than half of that overlap may be missed at a seam.
  ///
  /// - Parameter body: Returns whether to go on.
  /// - Returns: `.limit` as soon as a limit was hit (the matches before it were handed out), else whether any matched.
  @discardableResult
  package mutating func forEachMatch(
    of expression: borrowing Expression, in text: RawSpan, _ body: (MatchRanges) -> Bool
  ) -> Outcome {
    let groupCount = expression.groupCount
    var outcome = Outcome.noMatch
    var base = 0
    var start = 0
    while true {
      let end = min(text.byteCount, base + MatchLimits.subjectBytesMax)
      let isLast = end == text.byteCount
      let startMax = isLast ? nil : end - base - MatchLimits.pieceOverlapBytes / 2
      switch match(expression, in: text.extracting(base..<end), from: start - base, startMax: startMax) {
      case .limit:
        return .limit
      case .match:
        outcome = .match
        let ranges = MatchRanges(
          groups: (0...groupCount).map { group in
            range(of: group).map { $0.lowerBound + base..<$0.upperBound + base }
          })
        guard body(ranges) else { return outcome }
        // An empty match would be found for ever.
        start = max(ranges.whole.upperBound, ranges.whole.lowerBound + 1)
        if start > text.byteCount { return outcome }
      case .noMatch:
        if isLast { return outcome }
        base = end - MatchLimits.pieceOverlapBytes
        start = max(start, end - MatchLimits.pieceOverlapBytes / 2)
      }
      // A match may have ended beyond this piece's last allowed start.
      if !isLast, start >= end - MatchLimits.pieceOverlapBytes / 2 { base = end - MatchLimits.pieceOverlapBytes }
      start = max(start, base)
    }
  }

  /// The first match of `expression` in a text of any length.
  package mutating func firstMatch(of expression: borrowing Expression, in text: RawSpan) -> MatchRanges? {
    var first: MatchRanges?
    forEachMatch(of: expression, in: text) { ranges in
      first = ranges
      return false
    }
    return first
  }

  /// Whether `expression` is found in a text of any length; a match that hit a limit counts as not found.
  package mutating func contains(_ expression: borrowing Expression, in text: RawSpan) -> Bool {
    firstMatch(of: expression, in: text) != nil
  }
}
