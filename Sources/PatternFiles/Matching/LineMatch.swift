import LogPipeline

/// What the patterns make of one line, or of a record of several lines.
package struct LineMatch: Sendable {
  package struct RuleMatch: Sendable {
    package var rule: FieldRuleSpec
    package var captures: [String: String]
  }

  /// The layouts that take it for a head.
  package var heads: [(layout: LayoutSpec, reading: HeadReading)] = []
  /// The causes that claim it, the winner first.
  package var claims: [Claim] = []
  package var rules: [RuleMatch] = []
  /// The expressions that came nearest without matching, the nearest first.
  package var nearMisses: [NearMiss] = []

  /// How many near misses are worth reading.
  static let nearMissesMax = 3

  package var isEmpty: Bool { heads.isEmpty && claims.isEmpty && rules.isEmpty }

  /// - Parameter line: Without its secrets: the pipeline redacts before it matches.
  package init(_ line: String, catalogue: Catalogue) {
    let library = catalogue.library
    for layout in catalogue.layouts.layouts {
      if let reading = HeadReading(of: line, by: layout) { heads.append((layout.spec, reading)) }
    }
    // What is written as JSON is read as a layout lays it out.
    let record = catalogue.layouts.layouts.lazy.compactMap { $0.rendered(line) }.first ?? line
    claims = Claim.all(
      in: record, texts: catalogue.texts, causes: library.causes, masterLogin: catalogue.masterLogin)
    var matcher = SampleMatcher()
    for rule in catalogue.fieldRules {
      guard let captures = matcher.captures(of: rule.expression, in: record) else { continue }
      rules.append(RuleMatch(rule: rule.spec, captures: captures))
    }
    let misses = layoutMisses(line, library, &matcher) + textMisses(line, library, &matcher)
    nearMisses = Array(misses.sorted { ($1.weight, $0.id) < ($0.weight, $1.id) }.prefix(Self.nearMissesMax))
  }

  private func layoutMisses(_ line: String, _ library: PatternLibrary, _ matcher: inout SampleMatcher) -> [NearMiss] {
    let taken = Set(heads.map(\.layout.id))
    return library.layouts.filter { !taken.contains($0.id) }.compactMap { spec in
      // A head is one line; `$` and `.` of its expression mean that line.
      let first = line.prefix { !$0.isNewline }
      var miss = NearMiss.search(spec.firstLine, in: String(first), id: spec.id, place: spec.place, &matcher)
      if miss?.matchedTo == spec.firstLine.utf8.count {
        miss?.remark = "the line below it does not match `second_line`"
      }
      return miss
    }
  }

  private func textMisses(_ line: String, _ library: PatternLibrary, _ matcher: inout SampleMatcher) -> [NearMiss] {
    let taken = Set(claims.map(\.id))
    var misses: [NearMiss] = []
    for cause in library.causes where !taken.contains(cause.id) {
      let own = cause.texts.compactMap { text -> NearMiss? in
        var miss = NearMiss.search(text.regex, in: line, id: cause.id, place: text.place, &matcher)
        if miss?.matchedTo == text.regex.utf8.count { miss?.remark = Self.remark(text, cause) }
        return miss
      }
      if let best = own.max(by: { $0.weight < $1.weight }) { misses.append(best) }
    }
    return misses
  }

  /// Why a text whose expression matches is not found all the same.
  private static func remark(_ text: TextSpec, _ cause: CauseSpec) -> String? {
    if let code = text.code {
      return "the text is there, but not behind `[\(code)] `, and not alone behind a colon or a quote either"
    }
    return cause.when.isEmpty ? nil : "the text is there, but its `when` does not hold"
  }
}
