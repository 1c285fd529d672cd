import LogPipeline
import Testing

@testable import PatternFiles

/// One test for each thing that `patterns lint` promises to find.
struct PatternLintTests {
  /// The findings for files named `a.yaml`, `b.yaml` and so on, as `file:line severity id: message`.
  private func findings(_ texts: String...) -> [LintFinding] {
    var library = PatternLibrary()
    for (text, name) in zip(texts, "abcdef") {
      let file = PatternFile(text: text, name: "\(name).yaml")
      #expect(file.errors == [])
      library.append(file.library)
    }
    return PatternLint.findings(in: library)
  }

  private func messages(_ texts: String...) -> [String] {
    (texts.count == 1 ? findings(texts[0]) : findings(texts[0], texts[1])).map {
      "\($0.place.file):\($0.place.line) \($0.severity.rawValue) \($0.id): \($0.message)"
    }
  }

  @Test(arguments: [Entry.cause, Entry.layout, Entry.rule])
  func `there is nothing to say of a right entry`(text: String) {
    #expect(messages(text) == [])
  }

  // MARK: Expressions

  @Test(arguments: [
    ("Billing (bridge", 15, "missing closing parenthesis"),
    ("Billing [bridge", 15, "missing terminating ] for character class"),
    ("Billing a{2,1}", 13, "numbers out of order in {} quantifier"), ("Bad) x", 3, "unmatched closing parenthesis"),
    ("Billing +*", 9, "quantifier does not follow a repeatable item"),
  ])
  func `an expression that does not compile has its caret below the place`(regex: String, offset: Int, reason: String)
    throws
  {
    let text = Entry.rule.replacing(#"'order (?<object>\d{1,12})'"#, with: "'\(regex)'")
    let found = findings(text).filter { $0.message.hasPrefix("no valid expression: ") }
    let finding = try #require(found.first)
    #expect(finding.message == "no valid expression: \(reason)")
    #expect(finding.expression == regex)
    #expect(finding.offset == offset)
    #expect(finding.place == PatternPlace(file: "a.yaml", line: 4))
    #expect(finding.severity == .error)
  }

  @Test func `an expression that does not compile is found in causes and layouts too`() {
    #expect(
      findings(Entry.cause.replacing("bridge refused order (?<", with: "(bridge refused order (?<")).contains {
        $0.id == "site.refused" && $0.message == "no valid expression: missing closing parenthesis"
          && $0.place.line == 13
      })
    #expect(
      findings(Entry.layout.replacing("(?<msg>.*)$", with: "(?<msg>.*$")).contains {
        $0.id == "site-layout" && $0.message.contains("missing closing parenthesis")
      })
  }

  @Test(arguments: [
    (
      #"Slow (?:a+b?)+c"#, 8,
      "a repetition without bound inside of a repeated group, overlapping with what follows it, backtracks exponentially"
    ),
    (#"Slow (?:a|a)*c"#, 5, "two alternatives of a repeated group take the same character: backtracks exponentially"),
    (
      #"Slow .*x"#, 5,
      "this repetition has no bound and overlaps with what follows it: write {0,n} or exclude the next character from its class"
    ),
    (
      #".*slow"#, 0, "the expression begins with a repetition without bound and is tried at every byte: give it a bound"
    ),
    (
      #"\w+ slow"#, 0,
      "the expression begins with a repetition without bound and is tried at every byte: give it a bound"
    ),
  ])
  func `an expression that can backtrack without bound is an error with a caret`(
    regex: String, offset: Int, message: String
  ) {
    let text = Entry.rule.replacing(#"'order (?<object>\d{1,12})'"#, with: "'\(regex)'")
    #expect(findings(text).contains { $0.message == message && $0.offset == offset && $0.severity == .error })
  }

  @Test(arguments: [#"(?:a|a?)+$"#, #"(?:\w\w?)+$"#])
  func `an expression that is defeated by an adversarial subject is an error`(regex: String) {
    let text = Entry.rule.replacing(#"'order (?<object>\d{1,12})'"#, with: "'\(regex)'")
    #expect(
      findings(text).contains {
        $0.message.hasPrefix("backtracks without bound: reached a tenth of the match limit on ")
          && $0.severity == .error
      })
  }

  @Test(arguments: ["(?:order)?", "a{0,3}", "x|", "^"])
  func `an expression that matches nothing at all is an error`(regex: String) {
    let text = Entry.rule.replacing(#"'order (?<object>\d{1,12})'"#, with: "'\(regex)'")
    #expect(findings(text).contains { $0.message == "matches the empty text and would be found everywhere" })
  }

  @Test func `a text that begins small is a warning with a caret`() throws {
    let text = Entry.cause.replacing("regex: 'Billing ", with: "regex: '(?:x)?illing ")
      .replacing("text: 'Billing", with: "text: 'illing").replacing("refuses: ['Billing", with: "refuses: ['illing")
    let finding = try #require(findings(text).first)
    #expect(finding.severity == .warning)
    #expect(finding.message.hasPrefix("begins with a lower-case letter or a blank, which makes the gate slow"))
    #expect(finding.offset == 6)
  }

  // MARK: Ids

  @Test func `an id that stands twice is an error that names both places`() {
    #expect(
      messages(Entry.rule, Entry.rule).filter { $0.contains("stands already") } == [
        "b.yaml:4 error site.order: the field rule stands already at a.yaml:4; an id may stand once in a directory"
      ])
    #expect(
      messages(Entry.cause, Entry.cause).contains(
        "b.yaml:3 error site.refused: the cause stands already at a.yaml:3; an id may stand once in a directory"))
    #expect(
      messages(Entry.layout, Entry.layout).contains(
        "b.yaml:1 error site-layout: the layout stands already at a.yaml:1; an id may stand once in a directory"))
  }

  @Test(arguments: [
    ("site.other", "`before` names `site.other`, which is no cause"),
    ("site.refusde", "`before` names `site.refusde`, which is no cause; did you mean `site.refused`?"),
    ("site.refused", "`before` names `site.refused`, which stands before this one: only one may be first"),
  ])
  func `before names a cause that there is, and not itself`(id: String, message: String) {
    let text = Entry.cause.replacing("    texts:", with: "    before: [\(id)]\n    texts:")
    #expect(messages(text) == ["a.yaml:3 error site.refused: \(message)"])
  }

  // MARK: Entries

  @Test(arguments: [
    (
      "    check: ['grep {object} bridge.log']\n    fix: ['# Ask billing.']\n", "", "error",
      "has neither a `check` nor a `fix`: say at least how to find out more"
    ),
    ("    ox_logs: never", "    ox_logs: never\n    derived: true", "error", "is `derived` and has texts"),
    (
      "refused the order\n", "refused the order.\n", "warning",
      "the title should have at most 60 characters and no full stop"
    ),
    (
      "refused the order\n", "refused the order, and this title is longer than a line\n", "warning",
      "the title should have at most 60 characters and no full stop"
    ),
  ])
  func `an entry that nobody can use`(old: String, new: String, severity: String, message: String) {
    #expect(
      messages(Entry.cause.replacing(old, with: new, maxReplacements: 1)) == [
        "a.yaml:3 \(severity) site.refused: \(message)"
      ])
  }

  @Test func `a cause without texts has to be derived`() {
    let text = Entry.cause.replacing(#/ {4}texts:(.|\n)* {4}explain: .*\n/#, with: "    explain: Derived.\n")
      .replacing("{object} ", with: "")
    #expect(messages(text) == ["a.yaml:3 error site.refused: has no texts; is it `derived: true`?"])
    #expect(messages(text.replacing("ox_logs: never", with: "ox_logs: never\n    derived: true")) == [])
  }

  @Test func `a condition on what a text does not capture is an error`() {
    let text = Entry.cause.replacing("    texts:", with: "    when: [{field: limit, equals: '1'}]\n    texts:")
    #expect(
      messages(text).contains(
        "a.yaml:14 error site.refused: `when` asks for `limit`, which this text does not capture"))
  }

  // MARK: Samples

  @Test(arguments: [
    (
      "        refuses: ['Billing bridge accepted order 4711']\n",
      "has no sample that it refuses; at least one near miss is needed"
    ),
    (
      "        matches:\n          - text: 'Billing bridge refused order 4711'\n            captures: {object: '4711'}\n",
      "has no sample that it matches; at least one is needed"
    ),
  ])
  func `samples are not optional`(lines: String, message: String) {
    #expect(messages(Entry.cause.replacing(lines, with: "")) == ["a.yaml:13 error site.refused: \(message)"])
  }

  @Test(arguments: [
    (
      "accepted order 4711'", "refused order 4'",
      #"sample "Billing bridge refused order 4": expected no match; got a match, object=4"#
    ),
    (
      "text: 'Billing bridge refused", "text: 'Billing bridge lost",
      #"sample "Billing bridge lost order 4711": expected a match, object=4711; got no match"#
    ),
    (
      "captures: {object: '4711'}", "captures: {}",
      #"sample "Billing bridge refused order 4711": expected a match, no captures; got a match, object=4711"#
    ),
  ])
  func `a sample that fails is an error that says what was expected`(old: String, new: String, message: String) {
    #expect(messages(Entry.cause.replacing(old, with: new)) == ["a.yaml:13 error site.refused: \(message)"])
  }

  @Test func `a sample of one layout that is a head of another is an error`() {
    let other = Entry.layout.replacing("id: site-layout", with: "id: site-other").replacing(
      "BAD|GOOD", with: "BAD|GOOD|UGLY")
    let found = messages(Entry.layout, other)
    #expect(
      found.contains(
        #"a.yaml:1 error site-layout: sample "<2022-01-02 03:04:05> BAD news" is a head of the layout `site-other` too; make one of them stricter"#
      ))
    #expect(found.contains { $0.hasPrefix("b.yaml:1 error site-other: ") })
  }

  // MARK: Ties

  private static let rival = Entry.cause.replacing("id: site.refused", with: "id: site.rival")

  @Test func `a sample that another cause claims with the same rank is an error on both sides`() {
    #expect(
      messages(Entry.cause, Self.rival) == [
        #"a.yaml:13 error site.refused: sample "Billing bridge refused order 4711" is claimed by `site.rival` (b.yaml:13) with the same rank; put one of the two into the other's `before`"#,
        #"b.yaml:13 error site.rival: sample "Billing bridge refused order 4711" is claimed by `site.refused` (a.yaml:13) with the same rank; put one of the two into the other's `before`"#,
      ])
  }

  @Test(arguments: [
    ("    texts:", "    before: [site.refused]\n    texts:"),
    ("      - sides: [plesk]", "      - layer: wrapper\n        sides: [plesk]"),
    ("Billing bridge refused order (", "Billing bridge (?:refused) order ("), ("sides: [plesk]", "sides: [ox]"),
  ])
  func `what decides between two claims ends the tie`(old: String, new: String) {
    #expect(messages(Entry.cause, Self.rival.replacing(old, with: new, maxReplacements: 1)) == [])
  }

  @Test func `only entries of the files asked for are told, though beside all others`() {
    var library = PatternFile(text: Entry.cause, name: "a.yaml").library
    library.append(PatternFile(text: Self.rival, name: "b.yaml").library)
    #expect(PatternLint.findings(in: library, files: ["b.yaml"]).map(\.id) == ["site.rival"])
    #expect(PatternLint.findings(in: library, files: ["c.yaml"]) == [])
  }
}
