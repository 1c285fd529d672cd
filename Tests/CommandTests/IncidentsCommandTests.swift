import Foundation
import GRDB
import TestSupport
import Testing

@testable import oxtail

/// What is asked of a list, and what is said of incidents, as a user types it.
struct IncidentsCommandTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
    _ = try oxtail("index", ScanCommandTests.story, "SampleLogs/09-display-name-taken/obsidian")
  }

  private var database: String { directory.path + "/case.db" }

  private func oxtail(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Run {
    try Program.run(arguments + ["--db", database], environment: environment)
  }

  @Test(
    arguments: [
      (["cause:limit.*"], 1), (["-cause:limit.*"], 1), (["--owner", "ox-admin"], 2), (["--open"], 2), ([], 2),
      (["-S", "2022-05-17", "-U", "2022-05-18"], 1), (["-S", "-1h"], 0),
      (["-S", "1h"], 0), (["-S", "2022-05-17", "-U", "36h"], 1), (["--subadmin", "reseller7"], 1),
      (["--host", "nowhere"], 0),
    ])
  func `terms and flags narrow the list`(arguments: [String], count: Int) throws {
    let run = try Program.run(["incidents", "-o", "json", "--db", database] + arguments)
    #expect(run.status == 0)
    let table = try Program.run(["incidents", "--db", database] + arguments)
    #expect(table.outputLines.count == (count == 0 ? 0 : count + 1))
    #expect(table.errors.isEmpty == (count > 0))
    #expect(try JSONValue(text: run.output).list("incidents").count == count)
    #expect(try Program.run(["incidents", "--exit-code", "--db", database] + arguments).status == (count == 0 ? 1 : 0))
  }

  @Test func `the oldest come first if asked`() throws {
    let newest = try oxtail("incidents", "-o", "csv").outputLines.dropFirst().map { $0.prefix(8) }
    let oldest = try oxtail("incidents", "-r", "-o", "csv").outputLines.dropFirst().map { $0.prefix(8) }
    #expect(newest != oldest)
    #expect(Set(newest) == Set(oldest))
    #expect(try oxtail("incidents", "-r", "-n", "1").output.contains(newest[0]))
  }

  /// Adds older incidents that are like one that is there.
  private func addCopies(_ numbers: ClosedRange<Int>) throws {
    try DatabaseQueue(path: database).write { database in
      let columns = try database.columns(in: "ox_incident").map(\.name)
      let copied = columns.map { ["number": "number + n", "id": "id || n", "last_ms": "last_ms - n"][$0] ?? $0 }
      try database.execute(
        sql: """
          WITH RECURSIVE copy (n) AS (VALUES (\(numbers.lowerBound)) UNION ALL SELECT n + 1 FROM copy WHERE n < \(numbers.upperBound))
          INSERT INTO ox_incident (\(columns.joined(separator: ", "))) SELECT \(copied.joined(separator: ", "))
          FROM (SELECT * FROM ox_incident ORDER BY length(id), last_ms LIMIT 1), copy
          """)
    }
  }

  @Test func `a table of very many is cut, and says so`() throws {
    try addCopies(1...998)
    let whole = try oxtail("incidents")
    #expect(whole.outputLines.count == 1001)
    #expect(whole.errors.isEmpty)
    try addCopies(999...999)
    let cut = try oxtail("incidents")
    #expect(cut.outputLines.count == 1001)
    #expect(cut.errors == "oxtail: there are more incidents; -n all shows them, and terms narrow them down\n")
    let all = try oxtail("incidents", "-n", "all")
    #expect(all.outputLines.count == 1002)
    #expect(all.errors.isEmpty)
    #expect(try oxtail("incidents", "-n", "1001").outputLines == all.outputLines)
    #expect(try oxtail("incidents", "-r").outputLines.dropFirst() == cut.outputLines.dropFirst().reversed()[...])
    let none = try oxtail("incidents", "-n", "many")
    #expect(none.status == 64)
    #expect(none.errors.contains("-n expects all or a number of incidents, 0 or more; not many"))
  }

  @Test(
    arguments: [
      (["ownr:x"], "did you mean `owner:`?"), (["owner:ox"], "it is one of ox-admin"),
      (["soap:Server"], "goes into quotes"),
      (["domain:"], "oxtail: domain: the value is missing"), (["-S", "soon"], "write it as one of"),
      (["-S", "now", "-U", "-1h"], "exchange them"),
      (["--owner", "me"], "it is one of"),
    ])
  func `what cannot be understood is a usage error that helps`(arguments: [String], words: String) throws {
    let run = try Program.run(["incidents", "--db", database] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(words))
    #expect(run.output == "")
  }

  @Test func `what is said of an incident is kept and shown`() throws {
    let id = String(
      try #require(try oxtail("incidents", "cause:limit.*", "-o", "csv").output.firstMatch(of: /OX-\w+/)).output)
    let said = try oxtail(
      "resolve", id, "-m", "limit raised, password=geheim123", "--ticket", "OPS-3", environment: ["USER": "alice"])
    #expect(said.status == 0)
    #expect(said.output.hasPrefix("\(id)  resolved on "))
    #expect(said.output.contains("by alice"))
    // What does not fit stands below, beside the id.
    #expect(said.outputLines.count == 2 && said.outputLines[1].hasPrefix(String(repeating: " ", count: id.count + 2)))
    for line in said.outputLines { #expect(displayWidth(line) <= 80, "\(line)") }
    _ = try oxtail("index", ScanCommandTests.story)
    let shown = try oxtail("show", id)
    for word in ["resolved on", "limit raised", "OPS-3"] { #expect(shown.output.contains(word), "\(word)") }
    #expect(!shown.output.contains("geheim"))
    let incident = try #require(try JSONValue(text: oxtail("show", id, "-o", "json").output).list("incidents").first)
    #expect(incident["state"] == .string("resolved"))
    #expect(incident["recovered_by"] == .string("user"))
    #expect(incident.list("remarks").first?["ticket"] == .string("OPS-3"))
    #expect(try oxtail("reopen", id).output.hasPrefix("\(id)  new, limit.contexts"))
    #expect(try oxtail("mute", id, "--until", "escalating").output.contains("until it escalates"))
    #expect(try oxtail("incidents", "state:muted").output.contains(id))
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
      let bytes = try Repository.bytes(of: directory.path + "/" + name)
      #expect(!String(decoding: bytes, as: UTF8.self).contains("geheim"), "\(name)")
    }
  }

  @Test(
    arguments: [
      (["resolve"], 64), (["resolve", "ZZZZZ"], 1), (["note", "OX-1"], 64), (["link", "OX-1"], 64),
      (["mute", "OX-1", "--until", "soon"], 64), (["resolve", "OX-1", "-m", " "], 64),
    ] as [([String], Int32)])
  func `what cannot be said has its exit code`(arguments: [String], status: Int32) throws {
    #expect(try Program.run(arguments + ["--db", database]).status == status)
    #expect(try Program.run(["resolve", "OX-1", "--db", directory.path + "/none.db"]).status == 66)
  }

  @Test(
    arguments: [
      (["resolve", "--at", "tomorrow"], "--at tomorrow: lies ahead: 2"), (["reopen", "--at", "+1min"], "lies ahead"),
      (["mute", "--until", "yesterday"], "--until yesterday: is over already: 2"),
      (["mute", "--until", "0d"], "is over already"), (["mute", "--until", "-2h"], "is over already"),
      (["mute", "--at", "2022-05-20", "--until", "2022-05-19"], "is over already"),
    ])
  func `what is so is not said of a time ahead, nor muted until one that is past`(
    arguments: [String], words: String
  ) throws {
    let id = String(try #require(try oxtail("incidents", "-o", "csv").output.firstMatch(of: /OX-\w+/)).output)
    let run = try Program.run(arguments + [id, "--db", database])
    #expect(run.status == 64 && run.output == "")
    #expect(run.errors.contains(words), "\(run.errors)")
    // Logs are read long after their time, too.
    #expect(try oxtail("mute", id, "--at", "2022-05-19", "--until", "1d").output.contains("until 2022-05-20"))
  }

  @Test func `a muting that a record's time ends at once says why`() throws {
    let id = String(try #require(try oxtail("incidents", "-o", "csv").output.firstMatch(of: /OX-\w+/)).output)
    #expect(try oxtail("mute", id, "--until", "1h").errors == "")
    try directory.write("plesk9/panel.log", "[2099-01-01 10:00:00] ERR [util_exec] nothing of ours\n")
    #expect(try oxtail("index", directory.path + "/plesk9").status == 0)
    let run = try oxtail("mute", id, "--until", "1h")
    #expect(run.status == 0)
    #expect(!run.output.contains("muted"))
    #expect(run.errors.contains("muted no longer: a record of 2099-01-01 10:00 was read"), "\(run.errors)")
    #expect(try oxtail("mute", id).errors == "")
    #expect(try oxtail("mute", id).output.contains("muted on"))
  }

  @Test func `nobody speaks while another one writes`() throws {
    let id = String(try #require(try oxtail("incidents", "-o", "csv").output.firstMatch(of: /OX-\w+/)).output)
    let run = try Program.run(
      ["note", id, "-m", "x", "--db", database], launcher: ["/usr/bin/flock", database + ".lock"])
    #expect(run.status == 75)
  }

  @Test func `an answer says what it does not count yet`() throws {
    #expect(try !oxtail("incidents").errors.contains("not counted yet"))
    try DatabaseQueue(path: database).write {
      try $0.execute(
        sql: """
          UPDATE ox_meta SET value = 1 + (SELECT max(value) FROM ox_meta WHERE key IN ('revision', 'derived'))
          WHERE key IN ('revision', 'events')
          """)
    }
    for command in [["incidents"], ["trace", "rosenberg.example"]] {
      let run = try Program.run(command + ["--db", database])
      #expect(run.status == 0)
      #expect(run.errors.contains("not counted yet"), "\(command)")
    }
  }

  @Test func `a row that cannot be understood is passed over, and said once`() throws {
    try DatabaseQueue(path: database).write { try $0.execute(sql: "UPDATE ox_occurrence SET body = body || 'x'") }
    for isAll in [false, true] {
      let run = try oxtail("trace", "rosenberg.example")
      #expect(run.status == 78)
      #expect(run.output.contains("panel.log") == !isAll)
      #expect(run.errors.split(separator: "\n").count == 1)
      #expect(run.errors.contains("reads damaged"))
      try DatabaseQueue(path: database).write {
        try $0.execute(sql: "UPDATE ox_pack SET data = zeroblob(9)")
      }
    }
  }
}
