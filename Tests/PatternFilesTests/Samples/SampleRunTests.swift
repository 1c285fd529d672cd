import LogPipeline
import Testing

@testable import PatternFiles

/// `patterns test`: samples that fail say what was expected.
struct SampleRunTests {
  private func groups(_ text: String) throws -> [SampleTest.Group] {
    let file = PatternFile(text: text, name: "a.yaml")
    #expect(file.errors == [])
    return try SampleTest.run(file.library)
  }

  @Test(arguments: [(Entry.cause, 2), (Entry.layout, 2), (Entry.rule, 2)])
  func `samples that pass are counted`(text: String, count: Int) throws {
    #expect(try groups(text) == [SampleTest.Group(file: "a.yaml", count: count)])
  }

  @Test(arguments: [
    (Entry.rule, "refuses: ['order x']", "refuses: ['order 8']", "order 8", "no match", "a match, object=8"),
    (Entry.rule, "{object: '7'}", "{object: '8'}", "order 7", "a match, object=8", "a match, object=7"),
    (Entry.rule, "{text: 'order 7'", "{text: 'order'", "order", "a match, object=7", "no match"),
    (
      Entry.layout, "['<2022-01-02> BAD", "['<2022-01-02 03:04:05> BAD", "<2022-01-02 03:04:05> BAD news", "no head",
      "a head: error 2022-01-02T03:04:05.000, news"
    ),
    (
      Entry.layout, "message: news", "message: olds", "<2022-01-02 03:04:05> BAD news",
      "error 2022-01-02T03:04:05.000, olds", "error 2022-01-02T03:04:05.000, news"
    ),
    (
      Entry.layout, "05> BAD news', level: error", "05> BAD news', level: info", "<2022-01-02 03:04:05> BAD news",
      "info 2022-01-02T03:04:05.000, news", "error 2022-01-02T03:04:05.000, news"
    ),
    (
      Entry.layout, "{text: '<2022-01-02 03", "{text: '<2022-02-30 03", "<2022-02-30 03:04:05> BAD news",
      "error 2022-01-02T03:04:05.000, news", "error no date that exists, news"
    ),
    (
      Entry.layout, "{text: '<2022-01-02 03", "{text: '<2022-01-02 3", "<2022-01-02 3:04:05> BAD news",
      "a head: error 2022-01-02T03:04:05.000, news", "no head"
    ),
  ])
  func `a sample that fails`(entry: String, old: String, new: String, text: String, expected: String, got: String)
    throws
  {
    #expect(entry.contains(old))
    let failures = try groups(entry.replacing(old, with: new)).flatMap(\.failures)
    #expect(failures.map(\.text) == [text])
    #expect(failures.map(\.expected) == [expected])
    #expect(failures.map(\.got) == [got])
  }

  @Test func `a sample has to keep the conditions of its cause`() throws {
    let text = Entry.cause.replacing("    texts:", with: "    when: [{field: object, equals: '1'}]\n    texts:")
    let failures = try groups(text).flatMap(\.failures)
    #expect(failures.map(\.expected) == ["what `when` asks for"])
    #expect(failures.map(\.got) == ["object=4711"])
  }

  @Test(arguments: [
    ("a", false, ["login": "a"], true), ("a", false, ["login": "b"], false), ("a", false, [:], false),
    ("a", true, ["login": "b"], true), ("a", true, ["login": "a"], false), ("a", true, [:], true),
    ("{master_login}", false, ["login": "boss"], true), ("{master_login}", true, ["login": "boss"], false),
    ("{master_login}", false, ["login": "oxadminmaster"], false),
  ])
  func `a condition compares a field, or the name of the master administrator`(
    value: String, isNegated: Bool, captures: [String: String], holds: Bool
  ) {
    let condition = CauseSpec.Condition(field: .login, value: value, isNegated: isNegated)
    #expect(ConditionCheck.hold([condition], captures, masterLogin: "boss") == holds)
  }
}
