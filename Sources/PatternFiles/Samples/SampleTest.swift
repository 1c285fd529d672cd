import LogPipeline

/// Runs the samples of entries.
package enum SampleTest {
  /// The samples of one file.
  package struct Group: Equatable, Sendable {
    package var file: String
    /// How many samples were run.
    package var count = 0
    package var failures: [SampleFailure] = []
  }

  /// All samples of a library, by file, in the order of the entries.
  ///
  /// - Throws: ``PatternError`` for the first entry that does not compile.
  package static func run(_ library: PatternLibrary) throws(PatternError) -> [Group] {
    var groups: [Group] = []
    func add(_ place: PatternPlace, _ count: Int, _ failures: [SampleFailure]) {
      let index = groups.firstIndex { $0.file == place.file } ?? groups.count
      if index == groups.count { groups.append(Group(file: place.file)) }
      groups[index].count += count
      groups[index].failures += failures
    }
    for spec in library.layouts {
      add(spec.place, spec.samples.count + spec.refuses.count, failures(of: try Layout(spec)))
    }
    for (index, cause) in library.causes.enumerated() {
      for text in cause.texts {
        let compiled = try CompiledText(text, cause: index, id: cause.id)
        add(text.place, text.matches.count + text.refuses.count, failures(of: compiled, cause))
      }
    }
    for rule in library.fieldRules {
      let expression = try compile(rule)
      add(rule.place, rule.matches.count + rule.refuses.count, failures(of: rule, expression))
    }
    return groups
  }

  static func compile(_ rule: FieldRuleSpec) throws(PatternError) -> Expression {
    do {
      return try Expression(rule.regex)
    } catch {
      throw PatternError(
        file: rule.place.file, line: rule.place.line, id: rule.id, message: "no valid expression: \(error.reason)",
        expression: error)
    }
  }

  // MARK: Layouts

  static func failures(of layout: Layout) -> [SampleFailure] {
    let spec = layout.spec
    var failures: [SampleFailure] = []
    for sample in spec.samples {
      let expected = describe(sample.level, sample.time, sample.message)
      guard let reading = HeadReading(of: sample.text, by: layout) else {
        failures.append(failure(spec.place, spec.id, sample.text, "a head: \(expected)", "no head"))
        continue
      }
      let fits = sample.message.map { $0.isEmpty ? reading.message.isEmpty : reading.message.hasPrefix($0) } ?? true
      if reading.level != sample.level || reading.time != sample.time || !fits {
        let got = describe(reading.level, reading.time ?? "no date that exists", reading.message)
        failures.append(failure(spec.place, spec.id, sample.text, expected, got))
      }
    }
    for text in spec.refuses {
      guard let reading = HeadReading(of: text, by: layout) else { continue }
      let got = "a head: " + describe(reading.level, reading.time ?? "no date that exists", reading.message)
      failures.append(failure(spec.place, spec.id, text, "no head", got))
    }
    return failures
  }

  private static func describe(_ level: Level, _ time: String, _ message: String?) -> String {
    "\(level) \(time)" + (message.map { $0.isEmpty ? ", no message" : ", \($0)" } ?? "")
  }

  // MARK: Texts and rules

  static func failures(of text: CompiledText, _ cause: CauseSpec) -> [SampleFailure] {
    var matcher = SampleMatcher()
    var failures: [SampleFailure] = []
    for sample in text.spec.matches {
      let found = matcher.captures(of: text, in: sample.text)
      check(sample, found, text.spec.place, cause.id, &failures)
      if let found, !ConditionCheck.hold(cause.when, found) {
        failures.append(failure(text.spec.place, cause.id, sample.text, "what `when` asks for", describe(found)))
      }
    }
    for refused in text.spec.refuses {
      guard let found = matcher.captures(of: text, in: refused) else { continue }
      failures.append(failure(text.spec.place, cause.id, refused, "no match", "a match, " + describe(found)))
    }
    return failures
  }

  static func failures(of rule: FieldRuleSpec, _ expression: Expression) -> [SampleFailure] {
    var matcher = SampleMatcher()
    var failures: [SampleFailure] = []
    for sample in rule.matches {
      check(sample, matcher.captures(of: expression, in: sample.text), rule.place, rule.id, &failures)
    }
    for refused in rule.refuses {
      guard let found = matcher.captures(of: expression, in: refused) else { continue }
      failures.append(failure(rule.place, rule.id, refused, "no match", "a match, " + describe(found)))
    }
    return failures
  }

  private static func check(
    _ sample: TextSpec.Sample, _ found: [String: String]?, _ place: PatternPlace, _ id: String,
    _ failures: inout [SampleFailure]
  ) {
    guard found != sample.captures else { return }
    let got = found.map { "a match, " + describe($0) } ?? "no match"
    failures.append(failure(place, id, sample.text, "a match, " + describe(sample.captures), got))
  }

  private static func describe(_ captures: [String: String]) -> String {
    guard !captures.isEmpty else { return "no captures" }
    return captures.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }

  private static func failure(
    _ place: PatternPlace, _ id: String, _ text: String, _ expected: String, _ got: String
  ) -> SampleFailure {
    SampleFailure(place: place, id: id, text: text, expected: expected, got: got)
  }
}
