import PatternFiles
import Testing

@testable import LogPipeline

/// What every pattern in the project's `Patterns/` must keep.
struct ShippedPatternsTests {
  let library: PatternLibrary

  init() throws {
    library = try BuiltinPatterns.library()
  }

  @Test func `lint finds no error`() {
    for finding in PatternLint.findings(in: library) where finding.severity == .error {
      Issue.record("\(finding.place.file):\(finding.place.line) \(finding.id): \(finding.message)")
    }
  }

  @Test func `every sample passes`() throws {
    let groups = try SampleTest.run(library)
    #expect(groups.reduce(0) { $0 + $1.count } > 300)
    for failure in groups.flatMap(\.failures) {
      Issue.record("\(failure.place.file):\(failure.place.line) \(failure.id): \(failure)")
    }
  }

  @Test func `no expression reaches a tenth of the match limit on any adversarial subject`() throws {
    let catalogue = try Catalogue(library)
    var adversary = Adversary()
    #expect(AdversarialSubjects.all.count == 40)
    #expect(AdversarialSubjects.all.allSatisfy { $0.bytes.count == MatchLimits.subjectBytesMax })
    for layout in catalogue.layouts.layouts {
      for expression in [layout.first, layout.second, layout.property, layout.exception, layout.frame] {
        guard let expression else { continue }
        #expect(adversary.defeats(expression) == [], "\(layout.spec.id): \(expression.text)")
      }
    }
    for text in catalogue.texts {
      let id = library.causes[text.cause].id
      #expect(adversary.defeats(text.expression) == [], "\(id): \(text.expression.text)")
      if let bare = text.bare { #expect(adversary.defeats(bare) == [], "\(id): \(bare.text)") }
    }
    for rule in catalogue.fieldRules {
      #expect(adversary.defeats(rule.expression) == [], "\(rule.spec.id): \(rule.expression.text)")
    }
    for side in Side.allCases {
      for gate in catalogue.gate(for: side)?.expressions ?? [] {
        #expect(adversary.defeats(gate) == [], "gate of \(side)")
      }
    }
  }

  /// Gate and match find what match alone finds.
  @Test func `where a text is found, the gate of its side finds something`() throws {
    let catalogue = try Catalogue(library)
    var scratch = MatchScratch()
    var counts = (found: 0, passed: 0)
    for line in noise() {
      let bytes = Array(line.utf8)
      let span = RawSpan(_elements: bytes.span)
      for side in Side.allCases {
        let gate = try #require(catalogue.gate(for: side), "no text stands on the side \(side)")
        let passes = gate.passes(span, scratch: &scratch)
        counts.passed += passes ? 1 : 0
        for text in catalogue.texts where text.spec.sides.contains(side) {
          let isFound =
            scratch.contains(text.expression, in: span) || text.bare.map { scratch.contains($0, in: span) } ?? false
          counts.found += isFound ? 1 : 0
          #expect(!isFound || passes, "\(text.spec.regex) in \(line)")
        }
      }
    }
    #expect(counts.found > 200 && counts.passed > 200)
  }

  /// Every sample and near miss by itself, and mixed: behind a head, among frames, in the middle of a long record.
  private func noise() -> [String] {
    let texts = library.causes.flatMap(\.texts)
    let lines =
      texts.flatMap { $0.matches.map(\.text) + $0.refuses } + library.fieldRules.flatMap { $0.matches.map(\.text) }
    let padding = String(repeating: "#0 /usr/local/psa/admin/plib/Api.php(120): Api->call()\n", count: 400)
    return lines
      + lines.indices.filter { $0.isMultiple(of: 3) }.map { index in
        "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [panel] " + lines[(index * 7 + 5) % lines.count] + "\n"
          + padding
          + lines[index]
      }
  }
}
