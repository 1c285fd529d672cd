import LogPipeline

/// Finds what is wrong, or would be slow or ambiguous, in a library.
package enum PatternLint {
  /// Every finding, in the order of files and lines.
  ///
  /// - Parameter files: Looks only at entries of these files, though for ties beside all others; `nil` for all.
  /// - Complexity: Some seconds for the whole catalogue: every expression meets every adversarial subject.
  package static func findings(in library: PatternLibrary, files: Set<String>? = nil) -> [LintFinding] {
    var findings = PatternLayer.duplicates(in: library).map { LintFinding($0) }
    var adversary = Adversary()
    findings += layoutFindings(in: library, files, &adversary)
    findings += causeFindings(in: library, files, &adversary)
    findings += ruleFindings(in: library, files, &adversary)
    return
      findings
      .filter { files?.contains($0.place.file) ?? true }
      .enumerated()
      .sorted {
        ($0.element.place.file, $0.element.place.line, $0.offset) < (
          $1.element.place.file, $1.element.place.line, $1.offset
        )
      }
      .map(\.element)
  }

  static func isWanted(_ place: PatternPlace, _ files: Set<String>?) -> Bool { files?.contains(place.file) ?? true }

  /// What can be said of any expression: that it is slow, or matches nothing.
  static func expressionFindings(
    _ text: String, compiled: [Expression], samples: [String], _ place: PatternPlace, _ id: String,
    _ adversary: inout Adversary
  ) -> [LintFinding] {
    var findings = Backtracking.dangers(in: text).map {
      LintFinding(.error, place, id, $0.message, expression: text, offset: $0.offset)
    }
    let subjects = compiled.flatMap { adversary.defeats($0, samples: samples) }
    if let first = subjects.first {
      findings.append(
        LintFinding(
          .error, place, id,
          "backtracks without bound: reached a tenth of the match limit on \(subjects.count) of the adversarial subjects, "
            + "such as “\(first)”", expression: text, offset: 0))
    }
    if RegexParser.parse(text).contains(where: { $0.lengthMin == 0 }) {
      findings.append(
        LintFinding(
          .error, place, id, "matches the empty text and would be found everywhere", expression: text, offset: 0))
    }
    return findings
  }

  static func sampleFindings(
    _ failures: [SampleFailure], matches: Int, refuses: Int, _ place: PatternPlace, _ id: String
  ) -> [LintFinding] {
    var findings = failures.map {
      LintFinding(.error, $0.place, $0.id, "sample \"\($0.text)\": expected \($0.expected); got \($0.got)")
    }
    if matches == 0 {
      findings.append(LintFinding(.error, place, id, "has no sample that it matches; at least one is needed"))
    }
    if refuses == 0 {
      findings.append(LintFinding(.error, place, id, "has no sample that it refuses; at least one near miss is needed"))
    }
    return findings
  }
}
