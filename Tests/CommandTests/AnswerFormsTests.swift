import Foundation
import TestSupport
import Testing

@testable import oxtail

/// What `show`, `why` and `trace` say, in every form.
struct AnswerFormsTests {
  private static let story = ScanCommandTests.story
  private static let forms = ["table", "text", "json", "jsonl", "csv", "md"]
  let directory: TemporaryDirectory
  let id: String

  /// Paths are broken where they are too long for a line, so the story lies in a place whose name is as long everywhere.
  init() throws {
    directory = try TemporaryDirectory(in: "/tmp/")
    let database = directory.path + "/case.db"
    let story = try directory.copy(Repository.root + Self.story, to: Self.story)
    _ = try Program.run("index", story, "--db", database)
    let list = try Program.run("incidents", "-o", "csv", "--db", database)
    id = try #require(list.output.firstMatch(of: /OX-[0-9A-Z]+/)).output.description
  }

  /// Paths are absolute; where they lie is nobody's business.
  private func answer(_ words: [String], _ form: String) throws -> Program.Run {
    var run = try Program.run(words + ["-o", form, "--db", directory.path + "/case.db"])
    run.output = run.output.replacing(directory.path, with: "")
    return run
  }

  /// Without the lines that hold a path.
  private func withoutPaths(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains(/\/\S*\.log/) && !$0.contains(/^ {10}\S*\.log[.:]/) }.joined(separator: "\n")
  }

  @Test(arguments: ["why", "trace"], ["json", "jsonl", "csv", "md"])
  func `an answer for programs and tickets is what it was`(command: String, form: String) throws {
    let run = try answer([command, command == "trace" ? "rosenberg.example" : id], form)
    #expect(run.status == 0)
    #expect(run.errors == "")
    try Golden.expect(run.output, is: "\(command)/\(form)")
  }

  @Test(arguments: ["show", "why", "trace"], ["table", "text"])
  func `an answer for people is what it was`(command: String, form: String) throws {
    let run = try answer([command, command == "trace" ? "rosenberg.example" : id], form)
    #expect(run.status == 0)
    try Golden.expect(withoutPaths(run.output), is: "\(command)/\(form)")
  }

  @Test(arguments: ["show", "why", "trace"])
  func `every form is a form of the same answer`(command: String) throws {
    for form in Self.forms {
      let run = try answer([command, command == "trace" ? "rosenberg.example" : id], form)
      #expect(run.status == 0, "\(form)")
      #expect(run.output.contains(form == "csv" && command == "why" ? id : "panel.log"), "\(form)")
    }
  }

  @Test func `why in JSON tells each reason with its weight`() throws {
    let why = try JSONValue(text: answer(["why", id], "json").output)
    let link = try #require(why.list("failures").first?.list("links").first)
    let reasons = link.list("reasons")
    #expect(reasons.count >= 3)
    #expect(why["grouping"]?["owning_entity"] == .string("subadmin reseller7"))
    let sum = reasons.compactMap { Double($0["weight"]?.description ?? "") }.reduce(0, +)
    let score = try #require(Double(link["score"]?.description ?? ""))
    #expect(abs(sum - score) < 0.011, "what was added is the score")
  }

  @Test func `a list is in the order of the documents, and as long as asked`() throws {
    let database = directory.path + "/all.db"
    for story in ["01-forbidden/obsidian", "06-subadmin-limit/plesk11", "17-mailbox-already-there/obsidian"] {
      _ = try Program.run("index", "SampleLogs/" + story, "--db", database)
    }
    func ids(_ words: String...) throws -> [String] {
      try Program.run(["incidents", "--db", database] + words).output.matches(of: /(?m)^OX-[0-9A-Z]+/)
        .map { String($0.output) }
    }
    let list = try ids()
    #expect(list.count >= 4)
    let json = try JSONValue(text: Program.run("incidents", "-o", "json", "--db", database).output)
    #expect(json.list("incidents").compactMap { $0["id"]?.string } == list)
    #expect(try ids("-n", "2") == Array(list.prefix(2)))
    let newest = try JSONValue(text: Program.run("incidents", "-o", "json", "-n", "2", "--db", database).output)
    #expect(newest.list("incidents").compactMap { $0["id"]?.string } == Array(list.prefix(2)))
  }

  @Test func `the timeline tells how far apart the records are`() throws {
    let show = try answer(["show", id], "table").output
    #expect(show.contains(/panel\.log:73  error  \+[0-9]\.[0-9]{3} s/))
    #expect(show.contains("LOGS\n"))
    let timeline = try #require(show.split(separator: "TIMELINE").last)
    for line in timeline.split(separator: "\n") { #expect(SafeText(joining: String(line)).width <= 80, "\(line)") }
  }
}
