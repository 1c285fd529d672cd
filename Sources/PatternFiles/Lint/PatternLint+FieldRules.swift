import LogPipeline

extension PatternLint {
  static func ruleFindings(
    in library: PatternLibrary, _ files: Set<String>?, _ adversary: inout Adversary
  ) -> [LintFinding] {
    var findings: [LintFinding] = []
    for rule in library.fieldRules where isWanted(rule.place, files) {
      findings += FieldNames.errors(in: rule).map { LintFinding($0) }
      do throws(PatternError) {
        let expression = try SampleTest.compile(rule)
        findings += sampleFindings(
          SampleTest.failures(of: rule, expression), matches: rule.matches.count, refuses: rule.refuses.count,
          rule.place, rule.id)
        findings += expressionFindings(
          rule.regex, compiled: [expression], samples: rule.matches.map(\.text), rule.place, rule.id, &adversary)
      } catch {
        findings.append(LintFinding(error))
      }
    }
    return findings
  }
}
