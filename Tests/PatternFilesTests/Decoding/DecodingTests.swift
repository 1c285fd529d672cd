import LogPipeline
import Testing

@testable import PatternFiles

/// What is wrong with a pattern file is told with its line, what was expected, and what may have been meant.
struct DecodingTests {
  /// The mistakes of a file as `line: message`.
  private func mistakes(_ text: String) -> [String] {
    PatternFile(text: text, name: "a.yaml").errors.map { error in
      #expect(error.file == "a.yaml")
      return "\(error.line.map { "\($0): " } ?? "")\(error.message)"
    }
  }

  @Test(arguments: [Entry.cause, Entry.layout, Entry.rule])
  func `a right file has no mistakes`(text: String) {
    #expect(mistakes(text) == [])
  }

  @Test func `a right file is decoded to what it says`() throws {
    let cause = try #require(PatternFile(text: Entry.cause, name: "a.yaml").library.causes.first)
    #expect(cause.id == "site.refused")
    #expect(cause.family == "site")
    #expect(cause.owner == .pleskAdmin)
    #expect(cause.place == PatternPlace(file: "a.yaml", line: 3))
    let text = try #require(cause.texts.first)
    #expect(text.sides == [.plesk])
    #expect(text.layer == .fault)
    #expect(text.regex == #"Billing bridge refused order (?<object>\d{1,12})"#)
    #expect(text.place.line == 13)
    #expect(text.matches.map(\.captures) == [["object": "4711"]])
    let layout = try #require(PatternFile(text: Entry.layout, name: "a.yaml").library.layouts.first)
    #expect(layout.levels == ["BAD": .error, "GOOD": .info])
    #expect(layout.secondLine == nil)
    let rule = try #require(PatternFile(text: Entry.rule, name: "a.yaml").library.fieldRules.first)
    #expect(rule.role == .fields)
    #expect(rule.place.line == 4)
  }

  // MARK: One key is wrong

  @Test(arguments: [
    // Unknown keys.
    (
      "    title: The", "    titel: The",
      ["3: `title` is missing; expected a text", "4: unknown key `titel`; did you mean `title`?"]
    ),
    ("        refuses:", "        refuse:", ["17: unknown key `refuse`; did you mean `refuses`?"]),
    ("    fix:", "    nonsense:", ["20: unknown key `nonsense`"]),
    ("            captures:", "            capture:", ["16: unknown key `capture`; did you mean `captures`?"]),
    (
      "family: site", "familie: site",
      ["1: `family` is missing; expected a text", "1: unknown key `familie`; did you mean `family`?"]
    ),
    // Missing keys.
    ("    explain: The bridge refused order {object}.\n", "", ["3: `explain` is missing; expected a text"]),
    (
      "      - sides: [plesk]\n        regex", "      - regex",
      ["12: `sides` is missing; expected a list of plesk, ox, apache"]
    ),
    // Wrong types.
    ("title: The bridge refused the order", "title: [a, b]", ["4: `title` must be a text"]),
    ("sides: [plesk]", "sides: plesk", ["12: `sides` must be a list of texts"]),
    ("fix: ['# Ask billing.']", "fix: [{a: b}]", ["20: `fix` must be a list of texts"]),
    ("captures: {object: '4711'}", "captures: [object]", ["16: `captures` must be a mapping of texts to texts"]),
    ("    ox_logs: never", "    ox_logs: never\n    derived: perhaps", ["11: `derived` must be true or false"]),
    ("    ox_logs: never", "    ox_logs: never\n    when: x", ["11: `when` must be a list of mappings"]),
    // Words of closed lists.
    (
      "kind: config", "kind: confg",
      ["5: `kind: confg` is none of transient, config, conflict, capacity, software, unknown; did you mean `config`?"]
    ),
    ("owner: plesk-admin", "owner: me", ["6: `owner: me` is none of ox-admin, plesk-admin, network, packager"]),
    ("sides: [plesk]", "sides: [plesc]", ["12: `sides: plesc` is none of plesk, ox, apache; did you mean `plesk`?"]),
    // Names of fields.
    (
      "(?<object>", "(?<objekt>",
      [
        "3: `explain`: unknown placeholder {object}; did you mean `objekt`?",
        "3: `check`: unknown placeholder {object}; did you mean `objekt`?",
        "13: the capture `objekt` is no field; did you mean `object`?",
      ]
    ),
    ("captures: {object:", "captures: {objekt:", ["16: `objekt` is no field; did you mean `object`?"]),
    (
      "refused order {object}.", "refused order {objekt}.",
      ["3: `explain`: unknown placeholder {objekt}; did you mean `object`?"]
    ),
    (
      "refused order {object}.", "refused order {limit}.",
      ["3: `explain`: unknown placeholder {limit}; no text of this cause captures it"]
    ),
    (
      "refused order {object}.", "refused order {object.",
      ["3: `explain`: a brace begins or ends a placeholder such as {domain} and may stand nowhere else"]
    ),
    // Conditions and families.
    (
      "    ox_logs: never", "    ox_logs: never\n    when: [{field: object}]",
      ["11: a condition needs `equals` or `not_equals`, one of them"]
    ),
    (
      "    ox_logs: never", "    ox_logs: never\n    when: [{field: objekt, equals: a}]",
      [
        "11: `field: objekt` is none of \(Field.allCases.map(\.rawValue).joined(separator: ", ")); did you mean `object`?"
      ]
    ),
    (
      "id: site.refused", "id: other.refused",
      ["3: the id belongs to the family `other`, the file to `site`; move the entry or correct its id"]
    ),
  ])
  func `a mistake in a cause`(old: String, new: String, expected: [String]) {
    #expect(Entry.cause.contains(old))
    #expect(mistakes(Entry.cause.replacing(old, with: new, maxReplacements: 1)) == expected)
  }

  @Test(arguments: [
    (
      "time: '%Y", "times: '%Y",
      ["1: `time` is missing; expected a text", "5: unknown key `times`; did you mean `time`?"]
    ),
    (
      "BAD: error", "BAD: eror",
      ["6: level `eror` is none of \(Level.allCases.map(\.rawValue).joined(separator: ", ")); did you mean `error`?"]
    ),
    (
      "levels: {BAD: error, GOOD: info}", "levels: {}",
      [
        "6: `levels` must map the log's words to levels, such as {ERR: error}; a log without levels names one for all records, `level: info`"
      ]
    ),
    ("level: error, time: '2022-01-02T03:04:05.000', ", "level: error, ", ["8: `time` is missing; expected a text"]),
    ("side: plesk", "side: apach", ["2: `side: apach` is none of plesk, ox, apache; did you mean `apache`?"]),
  ])
  func `a mistake in a layout`(old: String, new: String, expected: [String]) {
    #expect(mistakes(Entry.layout.replacing(old, with: new, maxReplacements: 1)) == expected)
  }

  @Test(arguments: [
    (
      "id: site.order", "role: contxt\n    id: site.order",
      ["3: `role: contxt` is none of fields, context, foreign; did you mean `context`?"]
    ),
    ("side: plesk\n", "", ["1: `side` is missing; expected one of plesk, ox, apache"]),
    (
      "(?<object>", "(?<nonsense>",
      [
        "4: the capture `nonsense` is no field; expected one of \(Field.allCases.map(\.rawValue).joined(separator: ", "))"
      ]
    ),
  ])
  func `a mistake in a field rule`(old: String, new: String, expected: [String]) {
    #expect(mistakes(Entry.rule.replacing(old, with: new, maxReplacements: 1)) == expected)
  }

  // MARK: No pattern file

  @Test(arguments: [
    ("", 1), ("# a comment\n", 1), ("a: b\n", 1), ("- a\n- b\n", 1), ("just text", 1), ("~", 1),
  ])
  func `what is no pattern file is said to be none`(text: String, line: Int) {
    #expect(
      mistakes(text) == [
        "\(line): is no pattern file; expected one of the keys `first_line` (a layout), `causes` (failures), `rules` (fields)"
      ])
  }

  @Test(arguments: [
    ("family: site\ncauses:\n  - id: 'open\n", 4), ("family: [a\ncauses: []\n", 2), ("a: b: c\n", 1),
    ("causes:\n\t- id: x\n", 2), ("causes: []\nfamily: a\ncauses: []\n", 1), ("causes: *nowhere\n", 1),
    ("causes: []\n\u{1}: x\n", 2),
  ])
  func `what is no YAML is said with the line`(text: String, line: Int) throws {
    let errors = PatternFile(text: text, name: "a.yaml").errors
    #expect(errors.count == 1)
    let error = try #require(errors.first)
    #expect(error.line == line, "\(error.message)")
    #expect(error.message.hasPrefix("is no valid YAML: ") || error.message.hasSuffix("remove one of them"))
  }

  @Test func `all mistakes of a file are told at once, in the order of their lines`() {
    let text = Entry.cause.replacing("title:", with: "titel:").replacing("kind: config", with: "kind: x")
      .replacing("sides: [plesk]", with: "sides: []").replacing("fix:", with: "fixx:")
    let lines = PatternFile(text: text, name: "a.yaml").errors.map { $0.line ?? 0 }
    #expect(lines.count >= 4)
    #expect(lines == lines.sorted())
  }

  @Test func `an entry with a mistake is left out, the others stay`() {
    let text = Entry.rule + "  - {id: site.b, regx: a}\n"
    let file = PatternFile(text: text, name: "a.yaml")
    #expect(file.library.fieldRules.map(\.id) == ["site.order"])
    #expect(file.errors.isEmpty == false)
  }
}
