import TestSupport
import Testing

@testable import oxtail

struct PatternsCommandTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  private func patterns(_ arguments: String..., input: String = "") throws -> Program.Run {
    try Program.run(["patterns"] + arguments, input: Array(input.utf8), in: directory.path)
  }

  /// The last line counts the whole catalogue, which grows.
  private func withoutSummary(_ run: Program.Run) throws -> String {
    let summary = try #require(run.outputLines.last)
    #expect(
      summary.wholeMatch(
        of: /\d+ causes, \d+ layouts, \d+ field rules: \d+ errors?, \d+ warnings?|\d+ samples, \d+ failed/)
        != nil)
    return run.outputLines.dropLast().map { $0 + "\n" }.joined()
  }

  // MARK: list

  @Test(arguments: ["table", "json"])
  func `the list of one family is what it was`(form: String) throws {
    let run = try patterns("list", "limit.", "plesk-", "-o", form)
    #expect(run.status == 0)
    try Golden.expect(run.output, is: "patterns/list-\(form)")
  }

  @Test func `the list has one line an entry, and JSON has the same entries`() throws {
    let entries = try JSONValue(text: try patterns("list", "-o", "json").output).list("patterns")
    let lines = try patterns("list").outputLines
    #expect(
      lines.dropFirst().map { $0.prefix { $0 != " " } } == entries.compactMap { $0["id"]?.string }.map { $0[...] })
    let library = Shipped.library
    #expect(entries.count == library.causes.count + library.layouts.count + library.fieldRules.count)
    for entry in entries {
      guard case .object(let values) = entry else { continue }
      #expect(
        Set(values.keys) == ["id", "type", "side", "kind", "owner", "retry", "grade", "title", "file", "line"])
    }
  }

  @Test func `on a terminal the list fits 80 columns`() {
    let entries = PatternListing.entries(of: Shipped.library, prefixes: [])
    let lines = PatternListing.table(entries, wraps: true)
    #expect(lines.filter { displayWidth($0) > 80 } == [])
    #expect(lines.count > entries.count)
  }

  @Test func `an empty list is said`() throws {
    let run = try patterns("list", "nothing.")
    #expect(run.output == "")
    #expect(run.errors == "oxtail: no pattern's id begins with that\n")
    #expect(run.status == 0)
  }

  // MARK: show

  @Test(arguments: ["limit.quota", "plesk-obsidian", "plesk.instance"])
  func `an entry is shown as it was`(id: String) throws {
    let run = try patterns("show", id)
    #expect(run.status == 0)
    try Golden.expect(run.output, is: "patterns/show-\(id)")
  }

  @Test func `every entry can be shown`() throws {
    let library = Shipped.library
    let ids = library.causes.map(\.id) + library.layouts.map(\.id) + library.fieldRules.map(\.id)
    for id in ids {
      let run = try patterns("show", id)
      #expect(run.status == 0)
      #expect(run.outputLines.first == id[...])
      #expect(run.outputLines.count > 8, "\(id)")
    }
  }

  @Test(arguments: [
    ("limit.context", "; did you mean `limit.contexts`?"), ("nothing", "; `oxtail patterns list` shows all"),
  ])
  func `an unknown id ends with 1`(id: String, next: String) throws {
    let run = try patterns("show", id)
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(run.errors == "oxtail: no pattern has the id `\(id)`\(next)\n")
  }

  @Test func `an override is shown with what it overrides`() throws {
    try directory.write("mine/a.yaml", Self.rule(id: "plesk.instance", regex: "Mine (?<instance>\\d{1,9})"))
    let run = try patterns("show", "plesk.instance", "--patterns", "mine")
    #expect(run.output.contains("  defined    mine/a.yaml:4\n  overrides  built-in:fields/plesk.yaml:"))
    #expect(run.output.contains("  Mine (?<instance>\\d{1,9})\n"))
  }

  // MARK: lint and test

  @Test func `the shipped patterns have no error, and no sample fails`() throws {
    let lint = try patterns("lint")
    #expect(lint.status == 0)
    #expect(lint.outputLines.last?.contains(" 0 errors, ") == true)
    let test = try patterns("test")
    #expect(test.status == 0)
    #expect(test.outputLines.last?.wholeMatch(of: /\d{3,} samples, 0 failed/) != nil)
    #expect(test.outputLines.dropLast().allSatisfy { $0.hasSuffix("  ok") })
  }

  @Test func `what is wrong with patterns is told as it was`() throws {
    try directory.write("bad/site.yaml", Self.badCauses)
    let lint = try patterns("lint", "bad")
    #expect(lint.status == 78)
    try Golden.expect(try withoutSummary(lint), is: "patterns/lint-bad")
    let test = try patterns("test", "bad")
    #expect(test.status == 78)
    try Golden.expect(try withoutSummary(test), is: "patterns/test-bad")
    #expect(test.outputLines.last == "5 samples, 3 failed")
  }

  @Test(arguments: ["lint", "test", "list", "match"])
  func `a file that breaks the schema ends with 78, every mistake with its place`(command: String) throws {
    try directory.write("broken/site.yaml", Self.brokenSchema)
    let run = try Program.run(
      ["patterns", command] + (command == "match" ? ["x"] : []) + ["--patterns", "broken"], in: directory.path)
    #expect(run.status == 78)
    #expect(run.output == "")
    try Golden.expect(run.errors, is: "patterns/broken")
  }

  @Test func `warnings alone end with 0`() throws {
    try directory.write(
      "slow/a.yaml", Self.cause(id: "site.slow", regex: "bridge refused \\d{1,9}", sample: "bridge refused 4711"))
    let run = try patterns("lint", "slow")
    #expect(run.status == 0)
    #expect(run.outputLines.last?.hasSuffix(" 0 errors, 1 warning") == true)
    #expect(run.output.contains("warning: site.slow: begins with a lower-case letter"))
  }

  // MARK: match

  @Test func `what a line is taken for is shown as it was`() throws {
    let head = try patterns(
      "match", "-",
      input:
        "[2021-12-19 13:58:02.439] 66792:61bf2c594eb73 ERR [panel] Configuration script of instance 24 (a.example) failed: pw=\"S3cret-Canary\"\n"
    )
    #expect(head.status == 0)
    #expect(!head.output.contains("Canary"))
    #expect(head.output.contains("layout    plesk-obsidian: error, 2021-12-19T13:58:02.439\n"))
    #expect(head.output.contains("fields    plesk.context"))
    #expect(head.output.contains("             domain = a.example\n"))
    #expect(head.output.contains("[redacted:"))
  }

  @Test func `a near miss says how far it got`() throws {
    let run = try patterns("match", "[2021-12-19 13:58:02.439] 66792:61bf2c594e ERR [panel] x")
    #expect(run.status == 1)
    try Golden.expect(run.output, is: "patterns/match-near-miss")
    #expect(run.outputLines.allSatisfy { displayWidth($0) <= 80 })
  }

  @Test func `what nothing matches ends with 1`() throws {
    let run = try patterns("match", "nothing")
    #expect(run.status == 1)
    #expect(
      run.output == """
        line      nothing
        layout    no layout takes it for a head
        cause     no text of the catalogue is in it
        fields    no field rule matches

        """)
  }
}

// MARK: Pattern files

extension PatternsCommandTests {
  static func rule(id: String, regex: String) -> String {
    """
    side: plesk
    rules:
      - id: \(id)
        regex: '\(regex)'
        matches: [{text: 'Mine 7', captures: {instance: '7'}}]
        refuses: ['Yours 7']

    """
  }

  static func cause(id: String, regex: String, sample: String) -> String {
    """
    family: site
    causes:
      - id: \(id)
        title: A title
        kind: config
        owner: plesk-admin
        retry: useless
        grade: V
        affects: host
        ox_logs: never
        texts:
          - sides: [plesk]
            regex: '\(regex)'
            matches: [{text: '\(sample)'}]
            refuses: ['something else']
        explain: An explanation.
        check: ['# Look.']

    """
  }

  /// Compiles, and is wrong in all that lint looks for.
  static let badCauses = """
    family: site
    causes:
      - id: site.samples
        title: Its samples say something else than its expression.
        kind: config
        owner: plesk-admin
        retry: useless
        grade: V
        affects: host
        ox_logs: never
        before: [site.slwo]
        texts:
          - sides: [plesk]
            regex: 'Billing bridge refused order (?<object>\\d{1,12})'
            matches:
              - text: 'Billing bridge refused order 4711'
                captures: {object: '4712'}
              - text: 'Billing bridge accepted order 4711'
                captures: {object: '4711'}
            refuses: ['Billing bridge refused order 1']
        explain: The order {object}.
      - id: site.slow
        title: Slow and without samples
        kind: config
        owner: plesk-admin
        retry: useless
        grade: V
        affects: host
        ox_logs: never
        texts:
          - sides: [plesk]
            regex: 'Slow (?:a+b?)+c'
        explain: An explanation.
        check: ['# Look.']
      - id: site.tie
        title: Claims what a built-in pattern claims
        kind: config
        owner: plesk-admin
        retry: useless
        grade: V
        affects: host
        ox_logs: never
        texts:
          - sides: [plesk]
            regex: 'Maximum number of contexts reached: '
            matches: [{text: 'Maximum number of contexts reached: 100'}]
            refuses: ['Maximum']
        explain: An explanation.
        check: ['# Look.']

    """

  static let brokenSchema = """
    family: site
    causes:
      - id: site.a
        titel: A title
        kind: configuration
        owner: plesk-admin
        retry: useless
        grade: V
        affects: host
        ox_logs: never
        texts: none
        explain: The order {objekt}.
      - id: other.b
        title: [a, b]
        kind: config
        owner: plesk-admin
        retry: useless
        grade: V
        affects: host
        ox_logs: never
        explain: An explanation.

    """

  // MARK: coverage and new

  @Test func `coverage tells what is understood and what is not`() throws {
    try directory.write(
      "panel.log",
      Array(
        """
        [2017-09-19 12:29:41] ERR [panel] Configuration of Open-Xchange for a.example failed: Forbidden
        [2017-09-19 12:31:41] ERR [panel] Configuration of Open-Xchange for b.example failed: The valve 17 is stuck
        [2017-09-19 12:33:41] ERR [apsc] Open-Xchange: the flux of "a" is not compensated
        [2017-09-19 12:35:41] ERR [apsc] Open-Xchange: the flux of "b" is not compensated

        """.utf8))
    let run = try patterns("coverage", directory.path + "/panel.log")
    #expect(run.status == 0)
    #expect(
      run.outputLines.filter { !$0.isEmpty } == [
        "1 of 4 failures understood (25.0 %)", "understood", "        1  transport.forbidden", "wrapper only",
        "        1  plesk.script-failed", "unknown",
        #"        2  plesk: Open-Xchange: the flux of "*" is not compensated"#,
      ])
    #expect(try patterns("coverage").status == 64)
  }

  @Test func `a new pattern is used as soon as it is named`() throws {
    let line = #"[2017-09-19 12:33:41] ERR [apsc] Open-Xchange: the flux of "a" is not compensated"#
    let new = try patterns("new", "--from", line, "--id", "local.flux")
    #expect(new.status == 0)
    try directory.write("mine/local.yaml", Array(new.output.utf8))
    let lint = try patterns("lint", directory.path + "/mine")
    #expect(lint.status == 0, "\(lint.output)")
    #expect(try withoutSummary(lint) == "")
    let match = try patterns("match", line.replacing("\"a\"", with: "\"b\""), "--patterns", directory.path + "/mine")
    #expect(match.output.contains("1. local.flux"))
    #expect(try patterns("new", "--from", line, "--id", "flux").status == 64)
    #expect(try patterns("new", "--from", "12 34").status == 64)
  }
}
