import Foundation
import LogPipeline
import TestSupport
import Testing

@testable import oxtail

/// `search`, `values`, `stats`, `todo`, `reply` and `nagios` of a day at a hoster's.
struct AskingCommandsTests {
  private static let index = Result {
    let directory = try TemporaryDirectory()
    _ = try Program.run("index", "SampleLogs/tour", "SampleLogs/07-ghost-context", "--db", directory.path + "/case.db")
    return directory
  }

  private func oxtail(_ arguments: [String]) throws -> Program.Run {
    try Program.run(arguments + ["--db", try Self.index.get().path + "/case.db"])
  }

  private func incidents() throws -> [JSONValue] {
    try JSONValue(text: oxtail(["incidents", "-o", "json"]).output).list("incidents")
  }

  // MARK: Search

  @Test func `search finds what trace finds, and counts it`() throws {
    let subject = try #require(
      try incidents().lazy.flatMap { $0.list("occurrences") }.compactMap { $0["subject"]?["domain"]?.string }.first)
    let found = try oxtail(["search", "domain:\(subject)", "-o", "csv"])
    #expect(found.status == 0)
    #expect(found.outputLines.count > 1)
    #expect(try oxtail(["search", "domain:\(subject)", "-c"]).output == "\(found.outputLines.count - 1)\n")
    let files = try oxtail(["search", "domain:\(subject)", "-l"]).outputLines
    #expect(!files.isEmpty && files.allSatisfy { FileManager.default.fileExists(atPath: String($0)) })
    let newest = try oxtail(["search", "domain:\(subject)", "-n", "1", "-o", "csv"]).outputLines
    #expect(newest.last == found.outputLines.last)
    let reversed = try oxtail(["search", "domain:\(subject)", "-r", "-o", "csv"]).outputLines
    #expect(Array(reversed.dropFirst().reversed()) == Array(found.outputLines.dropFirst()))
  }

  @Test func `an expression matches or does not, and both together are all`() throws {
    func count(_ arguments: String...) throws -> Int {
      Int(try oxtail(["search", "-c"] + arguments).output.dropLast()) ?? -1
    }
    let (all, with, without) = (
      try count("-g", ""), try count("-i", "-g", "CONTEXT"), try count("-i", "-v", "-g", "CONTEXT")
    )
    #expect(with > 0 && without > 0 && with + without == all)
    #expect(try count("-g", "CONTEXT") < with)
  }

  @Test(
    arguments: [
      (["search"], 64), (["search", "-g", "("], 64), (["search", "state:open"], 64),
      (["search", "nothing-like-it"], 1),
      (["search", "x", "-v"], 64), (["values", "domian"], 64), (["stats", "--by", "nothing"], 64),
      (["todo", "OX-ZZZZZ"], 1),
      (["reply", "OX-ZZZZZ"], 1), (["stats", "nothing-like-it", "--exit-code"], 1), (["todo", "nothing-like-it"], 0),
    ] as [([String], Int32)])
  func `what cannot be answered has its exit code`(arguments: [String], status: Int32) throws {
    let run = try oxtail(arguments)
    #expect(run.status == status)
    #expect(!run.errors.isEmpty || arguments.contains("-c"))
  }

  /// Half of all exceptionIds have a minus.
  @Test func `an exceptionId with a minus is a word wherever words are taken`() throws {
    let directory = try TemporaryDirectory()
    let database = directory.path + "/case.db"
    let id = "-225208343-74"
    let text = "Configuration of Open-Xchange for a.example failed: Authentication failed; exceptionId \(id)"
    try directory.write("plesk1/panel.log", "[2017-09-19 03:10:00] ERR [panel] \(text)\n")
    _ = try Program.run("index", directory.path + "/plesk1", "--db", database)
    for arguments in [
      ["trace", id], ["trace", id, "-o", "md"], ["search", id, "-n", "1"], ["watch", id, "--for", "0s"],
    ] {
      let run = try Program.run(arguments + ["--db", database])
      #expect(run.status == 0 && run.output.contains("panel.log:1"), "\(arguments): \(run.errors)")
    }
    let explained = try Program.run("explain", "[soap:Server]", "Authentication", "failed;", "exceptionId", id)
    #expect(explained.status == 0 && explained.errors == "")
    #expect(try Program.run("explain", id).errors.contains("no known failure in: \(id)"))
  }

  // MARK: Counts

  @Test func `counts are those of the incidents`() throws {
    let incidents = try incidents()
    let failures = incidents.reduce(0) { $0 + $1.list("occurrences").count }
    for field in ["cause", "host", "day", "hour", "owner", "state"] {
      let rows = try oxtail(["values", field, "-o", "csv"]).outputLines.dropFirst()
      let sum = rows.reduce(0) { $0 + (Int($1.split(separator: ",").dropFirst(2).first ?? "") ?? -1000) }
      #expect(sum == failures, "\(field)")
    }
    let stats = try JSONValue(text: oxtail(["stats", "-o", "json"]).output)
    #expect(stats.list("fields").compactMap { $0["field"]?.string } == ["cause", "domain", "host", "day"])
  }

  @Test(
    arguments: [
      (["search", "failed"], "no such record"), (["values", "cause"], "no such failure"),
      (["stats"], "no such failure"), (["incidents"], "no such incident"), (["sql", "SELECT 1"], "no row"),
    ] as [([String], String)])
  func `the first none of a list are none, which is said, and less than none is no number`(
    arguments: [String], words: String
  ) throws {
    let none = try oxtail(arguments + ["-n", "0"])
    #expect(none.status == (arguments[0] == "search" ? 1 : 0) && none.output == "")
    #expect(none.errors.hasPrefix("oxtail: \(words)"), "\(none.errors)")
    #expect(none.errors.split(separator: "\n").count == 1)
    let less = try oxtail(arguments + ["-n", "-1"])
    #expect(less.status == 64 && less.output == "")
    #expect(less.errors.contains(", 0 or more; not -1"), "\(less.errors)")
  }

  @Test func `a field is not said to be empty where the question was narrow`() throws {
    #expect(try oxtail(["values", "cause", "cause:x"]).errors.hasPrefix("oxtail: no such failure in "))
    #expect(try oxtail(["values", "customer"]).errors.hasPrefix("oxtail: no failure with a customer in "))
  }

  @Test(
    arguments: [
      (["a", "b"], ["a", "b"]), (["a", "a", "a"], ["a", "a_2", "a_3"]), (["a", "a", "a_2"], ["a", "a_3", "a_2"]),
      (["", ""], ["", "_2"]), (["a", "A"], ["a", "A"]), ([], []),
    ])
  func `columns of one name have keys of their own`(columns: [String], keys: [String]) {
    #expect(SQLView.keys(columns) == keys)
  }

  @Test func `a row has a key for each column, and a table their names`() throws {
    let question = "SELECT NULL a, 1 a"
    #expect(try oxtail(["sql", question, "-o", "jsonl"]).output == "{\"a\":null,\"a_2\":1}\n")
    #expect(try oxtail(["sql", question, "-o", "csv"]).outputLines.first == "a,a_2")
    #expect(try oxtail(["sql", question]).outputLines.first?.split(separator: " ") == ["A", "A"])
  }

  @Test(arguments: ["hour", "day"])
  func `hours and days say that they are in UTC where times beside them are not`(field: String) throws {
    for command in [["values", field], ["stats", "--by", field]] {
      let elsewhere = try oxtail(command + ["--timezone", "Asia/Kathmandu"])
      #expect(elsewhere.outputLines.first?.contains("\(field.uppercased()) (UTC)") == true, "\(elsewhere.output)")
      for zone in [[], ["--timezone", "UTC"]] { #expect(!(try oxtail(command + zone)).output.contains("(UTC)")) }
    }
    #expect(!(try oxtail(["values", "host", "--timezone", "Asia/Kathmandu"])).output.contains("(UTC)"))
  }

  // MARK: Todo

  @Test func `each operation stands in todo once, and a ghost is no rerun`() throws {
    let items = try JSONValue(text: oxtail(["todo", "-o", "json"]).output).list("items")
    let keys = items.map { item in
      ["host", "operation", "domain", "mailbox", "context_name", "context_id", "subscription"]
        .map { item[$0]?.description ?? "" }.joined(separator: "|")
    }
    #expect(Set(keys).count == keys.count)
    let ghosts = items.filter { $0["advice"] == .string("adopt") }
    #expect(!ghosts.isEmpty)
    for ghost in ghosts {
      #expect((ghost["attempts"]?.int ?? 0) > 1)
      let check = ghost["check"]?.string ?? ""
      #expect(check.contains(ghost["domain"]?.string ?? "-"), "\(check)")
    }
    let table = try oxtail(["todo"])
    for line in table.outputLines where !line.hasPrefix("    ") { #expect(displayWidth(line) <= 80, "\(line)") }
    #expect(try oxtail(["todo", "-o", "csv"]).outputLines.count == items.count + 1)
    let domain = ghosts[0]["domain"]?.string ?? "-"
    #expect(table.outputLines.contains { $0.hasPrefix("    # for ") && $0.contains(domain) }, "\(table.output)")
  }

  // MARK: Reply

  @Test(arguments: ["en", "de"])
  func `a reply names nobody's machine`(language: String) throws {
    for incident in try incidents() {
      let run = try oxtail(["reply", incident["id"]?.string ?? "", "--lang", language])
      #expect(run.status == 0)
      #expect(run.outputLines.count > 1)
      for line in run.outputLines { #expect(displayWidth(line) <= 78) }
      for occurrence in incident.list("occurrences") {
        for evidence in occurrence.list("evidence") {
          #expect(!run.output.contains(evidence["host"]?.string ?? "?"))
        }
      }
      for word in ["OX-", "plesk", "Plesk", "Exception", "/", "reseller"] {
        #expect(!run.output.contains(word) || word == "/", "\(word): \(run.output)")
      }
    }
  }

  // MARK: Bundle

  @Test func `a bundle names nobody, and its map tells who is who`() throws {
    let directory = try TemporaryDirectory()
    for incident in try incidents() {
      let map = directory.path + "/map.csv"
      let run = try oxtail(["bundle", incident["id"]?.string ?? "", "--map", map])
      #expect(run.status == 0)
      #expect(run.output.contains(incident["title"]?.string?.prefix(12) ?? "?"))
      #expect(run.output == (try oxtail(["bundle", incident["id"]?.string ?? ""]).output))
      let names = try String(contentsOfFile: map, encoding: .utf8)
      let bare = run.output.replacing("\\", with: "")
      for occurrence in incident.list("occurrences") {
        let subject = occurrence["subject"]
        let hosts = [occurrence["host"]] + occurrence.list("evidence").map { $0["host"] }
        for name in ["domain", "mailbox", "context_name", "subadmin"].map({ subject?[$0] }) + hosts {
          guard let name = name?.string, name.contains(where: \.isLetter) else { continue }
          #expect(!bare.contains(name), "\(name)")
          #expect(names.contains(name), "\(name)")
        }
      }
    }
  }

  // MARK: Monitoring

  @Test func `a plug-in says one line with data`() throws {
    let run = try oxtail(["nagios"])
    #expect(run.status == 2 || run.status == 1)
    #expect(run.outputLines.count == 1)
    #expect(
      run.output.wholeMatch(
        of:
          /OXTAIL (WARNING|CRITICAL) - \d+ open incidents? \(.*\), newest record .* old \| open=\d+;1;10;0 .*age=\d+s;3600;;0\n/
      ) != nil)
    let none = try Program.run("nagios", "--db", "/none.db")
    #expect(none.status == 3)
    #expect(none.output.hasPrefix("OXTAIL UNKNOWN - "))
  }

  @Test(
    arguments: [
      (0, 0, 0, Int64(60_000), NagiosCheck.Status.ok), (1, 0, 0, 60_000, .warning), (10, 0, 0, 60_000, .critical),
      (1, 1, 1, 60_000, .critical), (0, 0, 0, 3_600_001, .warning),
      (0, 0, 0, -60_000, .ok), (0, 0, 0, -3_600_000, .warning),
    ])
  func `a check's status is what its limits say`(
    all: Int, new: Int, everyone: Int, age: Int64, status: NagiosCheck.Status
  ) {
    let check = NagiosCheck(
      .init(all: all, new: new, everyone: everyone), unknown: 0, newest: .init(ms: 0), now: .init(ms: age),
      limits: .init(warning: 1, critical: 10, ageMs: 3_600_000))
    #expect(check.status == status)
  }
}
