import LogPipeline

/// That a text of a cause is found in a line, and how much that counts beside other causes.
package struct Claim: Sendable {
  /// Index of the cause in its library.
  package var cause: Int
  package var id: String
  package var layer: TextSpec.Layer
  package var literalLength: Int
  package var before: [String]
  package var captures: [String: String]
  package var text: TextSpec
  /// Whether only the form without the code was found, which counts in the context of the APS package alone.
  package var isBare: Bool

  package enum Order: Equatable {
    case before, after, tie
  }

  /// The rank that the pipeline uses among the texts of one record: `before`, then the layer, then the literal length.
  /// Where all are equal it takes the ids' order, which nobody chose: a tie.
  package func order(to other: Claim) -> Order {
    if before.contains(other.id) { return .before }
    if other.before.contains(id) { return .after }
    let (mine, others) = ((layer.rank, -literalLength), (other.layer.rank, -other.literalLength))
    if mine == others { return .tie }
    return mine < others ? .before : .after
  }

  /// What each cause claims of a line: its best text, the causes in the order of their ranks.
  package static func all(
    in line: String, texts: [CompiledText], causes: [CauseSpec], sides: [Side] = Side.allCases,
    masterLogin: String = Catalogue.masterLoginDefault
  ) -> [Claim] {
    var matcher = SampleMatcher()
    var claims: [Int: Claim] = [:]
    for text in texts where text.spec.sides.contains(where: sides.contains) {
      let cause = causes[text.cause]
      let coded = matcher.captures(of: text.expression, in: line)
      guard let captures = coded ?? text.bare.flatMap({ matcher.captures(of: $0, in: line) }),
        ConditionCheck.hold(cause.when, captures, masterLogin: masterLogin)
      else { continue }
      let claim = Claim(
        cause: text.cause, id: cause.id, layer: text.spec.layer, literalLength: text.literalLength,
        before: cause.before, captures: captures, text: text.spec, isBare: coded == nil)
      if let known = claims[text.cause], known.order(to: claim) != .after { continue }
      claims[text.cause] = claim
    }
    return ranked(claims.values.sorted { $0.id < $1.id })
  }

  /// `before` is no total order, so each place goes to a claim that none of the rest outranks.
  private static func ranked(_ claims: [Claim]) -> [Claim] {
    var rest = claims.sorted { ($0.layer.rank, -$0.literalLength, $0.id) < ($1.layer.rank, -$1.literalLength, $1.id) }
    var result: [Claim] = []
    while !rest.isEmpty {
      let best = rest.firstIndex { claim in !rest.contains { $0.order(to: claim) == .before } } ?? 0
      result.append(rest.remove(at: best))
    }
    return result
  }
}
