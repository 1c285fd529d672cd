import LogPipeline

extension PatternLint {
  static func layoutFindings(
    in library: PatternLibrary, _ files: Set<String>?, _ adversary: inout Adversary
  ) -> [LintFinding] {
    var findings: [LintFinding] = []
    let layouts = library.layouts.compactMap { try? Layout($0) }
    for spec in library.layouts where isWanted(spec.place, files) {
      do throws(PatternError) {
        let layout = try Layout(spec)
        findings += sampleFindings(
          SampleTest.failures(of: layout), matches: spec.samples.count, refuses: spec.refuses.count, spec.place,
          spec.id)
        findings += confusions(of: spec, with: layouts)
        for text in [spec.firstLine, spec.secondLine, spec.property, spec.exception, spec.frame].compactMap(\.self) {
          let compiled = (try? Expression(text)).map { [$0] } ?? []
          findings += expressionFindings(
            text, compiled: compiled, samples: spec.samples.map(\.text), spec.place, spec.id, &adversary)
        }
      } catch {
        findings.append(LintFinding(error))
      }
    }
    return findings
  }

  private static func confusions(of spec: LayoutSpec, with layouts: [Layout]) -> [LintFinding] {
    spec.samples.flatMap { sample in
      layouts.filter { $0.spec.id != spec.id && HeadReading(of: sample.text, by: $0) != nil }.map { other in
        LintFinding(
          .error, spec.place, spec.id,
          "sample \"\(sample.text)\" is a head of the layout `\(other.spec.id)` too; make one of them stricter")
      }
    }
  }
}
