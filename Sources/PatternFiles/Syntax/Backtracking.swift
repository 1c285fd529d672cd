import LogPipeline

/// Finds, by its structure alone, what makes an expression slow on text that somebody else wrote.
enum Backtracking {
  struct Danger: Equatable {
    /// Byte offset in the expression.
    var offset: Int
    var message: String
  }

  static func dangers(in text: String) -> [Danger] {
    let alternatives = RegexParser.parse(text)
    var dangers: [Danger] = []
    for alternative in alternatives {
      if let start = startDanger(alternative) { dangers.append(start) }
      dangers += overlaps(in: alternative, follow: ByteSet(), isRepeated: false)
    }
    // An expression that is anchored is tried once a line. One repetition that must give back then costs no more than the
    // line's length; from two on it is the square of that.
    let isAnchored = alternatives.allSatisfy { $0[...].startsWithAnchor(text) }
    let nested = dangers.filter { $0.message != overlap }
    return isAnchored && nested.isEmpty && dangers.count <= 1 ? [] : dangers
  }

  private static let overlap =
    "this repetition has no bound and overlaps with what follows it: write {0,n} or exclude the next character from its class"
  private static let nested =
    "a repetition without bound inside of a repeated group, overlapping with what follows it, backtracks exponentially"
  private static let twins = "two alternatives of a repeated group take the same character: backtracks exponentially"

  private static func startDanger(_ sequence: [RegexElement]) -> Danger? {
    guard let element = sequence.first, element.isUnbounded, case .character = element.node else { return nil }
    return Danger(
      offset: element.range.lowerBound,
      message: "the expression begins with a repetition without bound and is tried at every byte: give it a bound")
  }

  private static func overlaps(in sequence: [RegexElement], follow: ByteSet, isRepeated: Bool) -> [Danger] {
    var dangers: [Danger] = []
    for (index, element) in sequence.enumerated() {
      let rest = sequence[(index + 1)...].start
      var next = rest.bytes
      if rest.canBeEmpty { next.formUnion(follow) }
      switch element.node {
      case .character(let set):
        guard element.isUnbounded, set.intersects(next) else { continue }
        dangers.append(Danger(offset: element.range.lowerBound, message: isRepeated ? nested : overlap))
      case .group(let alternatives):
        let loops = element.isUnbounded
        if loops { next.formUnion(element.start.bytes) }
        if loops, hasTwins(alternatives) { dangers.append(Danger(offset: element.range.lowerBound, message: twins)) }
        for alternative in alternatives {
          dangers += overlaps(in: alternative, follow: next, isRepeated: isRepeated || loops)
        }
      case .assertion, .unknown: continue
      }
    }
    return dangers
  }

  private static func hasTwins(_ alternatives: [[RegexElement]]) -> Bool {
    let single = alternatives.compactMap { alternative -> ByteSet? in
      guard alternative.count == 1, case .character(let set) = alternative[0].node else { return nil }
      return set
    }
    return single.indices.contains { left in
      single.indices.contains { $0 > left && single[left].intersects(single[$0]) }
    }
  }
}

extension ArraySlice<RegexElement> {
  /// Whether the sequence begins with `^` or `\A`, whichever way `(?m)` makes of it: once a line is not at every byte.
  func startsWithAnchor(_ text: String) -> Bool {
    for element in self {
      guard case .assertion = element.node else { return false }
      let source = Substring(text.utf8.dropFirst(element.range.lowerBound).prefix(element.range.count))
      if source == "^" || source == "\\A" { return true }
    }
    return false
  }
}
