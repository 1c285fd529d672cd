import LogPipeline

/// An expression that does not match a line, and how far it got.
package struct NearMiss: Sendable {
  /// The id of the layout or cause.
  package var id: String
  package var place: PatternPlace
  package var expression: String
  /// The expression's longest beginning that still matches ends before this byte of it.
  package var matchedTo: Int
  /// That beginning's match ends before this byte of the line.
  package var lineOffset: Int
  /// What is missing besides, if the whole expression matches.
  package var remark: String?
  /// The fewest bytes that the matched beginning takes: how much of a miss it is.
  package var weight: Int

  /// Shorter agreements are chance.
  static let weightMin = 8

  /// How far an expression gets in a line, at the boundaries of its top-level elements.
  ///
  /// - Returns: `nil` if not even its beginning is there.
  static func search(
    _ expression: String, in line: String, id: String, place: PatternPlace, _ matcher: inout SampleMatcher
  ) -> NearMiss? {
    var best: NearMiss?
    for sequence in RegexParser.parse(expression) {
      let found = longestPrefix(of: sequence, in: expression, line, &matcher)
      guard let (count, range) = found else { continue }
      let miss = NearMiss(
        id: id, place: place, expression: expression, matchedTo: sequence[count - 1].range.upperBound,
        lineOffset: range.upperBound, weight: Array(sequence[..<count]).lengthMin)
      if miss.weight >= weightMin, miss.weight > best?.weight ?? 0 { best = miss }
    }
    return best
  }

  /// How many elements from the left still match, and where. What a longer beginning matches, a shorter one matches too, so
  /// halving finds it.
  private static func longestPrefix(
    of sequence: [RegexElement], in expression: String, _ line: String, _ matcher: inout SampleMatcher
  ) -> (count: Int, range: Range<Int>)? {
    guard let start = sequence.first?.range.lowerBound else { return nil }
    var (low, high) = (0, sequence.count)
    var best: (Int, Range<Int>)?
    while low < high {
      let middle = (low + high + 1) / 2
      let bytes = expression.utf8.dropFirst(start).prefix(sequence[middle - 1].range.upperBound - start)
      guard let prefix = try? Expression(String(decoding: bytes, as: UTF8.self)),
        let range = matcher.range(of: prefix, in: line)
      else {
        high = middle - 1
        continue
      }
      low = middle
      best = (middle, range)
    }
    return best
  }
}
