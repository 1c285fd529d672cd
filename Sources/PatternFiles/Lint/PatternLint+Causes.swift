import LogPipeline

extension PatternLint {
  static func causeFindings(
    in library: PatternLibrary, _ files: Set<String>?, _ adversary: inout Adversary
  ) -> [LintFinding] {
    var findings: [LintFinding] = []
    var texts: [CompiledText] = []
    for (index, cause) in library.causes.enumerated() {
      let wanted = isWanted(cause.place, files)
      if wanted { findings += entryFindings(cause, library) }
      for text in cause.texts {
        do throws(PatternError) {
          let compiled = try CompiledText(text, cause: index, id: cause.id)
          texts.append(compiled)
          if wanted { findings += textFindings(compiled, cause, &adversary) }
        } catch {
          if wanted { findings.append(LintFinding(error)) }
        }
      }
    }
    // An override's samples may tie with a built-in entry's, and the other way round.
    return findings + ties(texts, library.causes)
  }

  // MARK: One entry

  private static func entryFindings(_ cause: CauseSpec, _ library: PatternLibrary) -> [LintFinding] {
    func error(_ message: String) -> LintFinding { LintFinding(.error, cause.place, cause.id, message) }
    var findings = FieldNames.errors(in: cause).map { LintFinding($0) }
    let ids = Set(library.causes.map(\.id))
    for other in cause.before where !ids.contains(other) {
      findings.append(error("`before` names `\(other)`, which is no cause\(Suggestion.text(for: other, among: ids))"))
    }
    for other in cause.before {
      let theirs = library.causes.first { $0.id == other }
      if other == cause.id || theirs?.before.contains(cause.id) == true {
        findings.append(error("`before` names `\(other)`, which stands before this one: only one may be first"))
      }
    }
    findings += conditionFindings(cause)
    if cause.check.isEmpty, cause.fix.isEmpty {
      findings.append(error("has neither a `check` nor a `fix`: say at least how to find out more"))
    }
    if cause.isDerived != cause.texts.isEmpty {
      let message = cause.isDerived ? "is `derived` and has texts" : "has no texts; is it `derived: true`?"
      findings.append(error(message))
    }
    if cause.title.count > 60 || cause.title.hasSuffix(".") {
      findings.append(
        LintFinding(.warning, cause.place, cause.id, "the title should have at most 60 characters and no full stop"))
    }
    return findings
  }

  private static func conditionFindings(_ cause: CauseSpec) -> [LintFinding] {
    // Derived causes get their fields from the rule that finds them.
    guard !cause.isDerived else { return [] }
    return cause.when.flatMap { condition in
      cause.texts.filter { !FieldNames.groupNames(in: $0.regex).contains(condition.field.rawValue) }.map { text in
        LintFinding(
          .error, text.place, cause.id,
          "`when` asks for `\(condition.field.rawValue)`, which this text does not capture", expression: text.regex,
          offset: 0)
      }
    }
  }

  // MARK: One text

  private static func textFindings(
    _ text: CompiledText, _ cause: CauseSpec, _ adversary: inout Adversary
  ) -> [LintFinding] {
    let spec = text.spec
    var findings = expressionFindings(
      spec.regex, compiled: [text.expression] + (text.bare.map { [$0] } ?? []), samples: spec.matches.map(\.text),
      spec.place, cause.id, &adversary)
    findings += sampleFindings(
      SampleTest.failures(of: text, cause), matches: spec.matches.count, refuses: spec.refuses.count, spec.place,
      cause.id)
    for alternative in RegexParser.parse(spec.regex) where alternative.start.bytes.intersects(slowStart) {
      let offset = alternative.first { $0.lengthMin > 0 }?.range.lowerBound
      findings.append(
        LintFinding(
          .warning, spec.place, cause.id,
          "begins with a lower-case letter or a blank, which makes the gate slow; extend it to the left to a capital, "
            + "`[`, `;` or a quote, if the real text allows it", expression: spec.regex, offset: offset ?? 0))
    }
    return findings
  }

  private static let slowStart = ByteSet(
    Array(UInt8(ascii: "a")...UInt8(ascii: "z")) + [UInt8(ascii: " "), UInt8(ascii: "\t")])

  // MARK: Ties

  private static func ties(_ texts: [CompiledText], _ causes: [CauseSpec]) -> [LintFinding] {
    var findings: [LintFinding] = []
    for text in texts {
      let id = causes[text.cause].id
      for sample in text.spec.matches {
        let claims = Claim.all(in: sample.text, texts: texts, causes: causes, sides: text.spec.sides)
        guard let mine = claims.first(where: { $0.cause == text.cause }) else { continue }
        for other in claims where other.cause != text.cause && mine.order(to: other) == .tie {
          findings.append(
            LintFinding(
              .error, text.spec.place, id,
              "sample \"\(sample.text)\" is claimed by `\(other.id)` (\(other.text.place.file):\(other.text.place.line)) with the "
                + "same rank; put one of the two into the other's `before`", expression: text.spec.regex, offset: 0))
        }
      }
    }
    return findings
  }
}
