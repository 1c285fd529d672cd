import LogPipeline

/// Tries expressions on the ``AdversarialSubjects`` with a tenth of the match limit, in the interpreter, which counts finer than
/// machine code does. No clock is looked at: the answer is the same on every machine.
package struct Adversary: ~Copyable {
  private var scratch = MatchScratch(matchLimit: MatchLimits.matchLimit / 10, interpreterOnly: true)

  package init() {}

  /// The names of the subjects on which the expression reaches the limit.
  ///
  /// - Parameter samples: Texts that it matches. Each one's first half, over and over, gets it going and never ends.
  package mutating func defeats(_ expression: Expression, samples: [String] = []) -> [String] {
    var names: [String] = []
    for subject in AdversarialSubjects.all + samples.map(AdversarialSubjects.firstHalf)
    where scratch.forEachMatch(of: expression, in: RawSpan(_elements: subject.bytes.span), { _ in true }) == .limit {
      names.append(subject.name)
    }
    return names
  }
}
