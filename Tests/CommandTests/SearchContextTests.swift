import Foundation
import LogPipeline
import TestSupport
import Testing

@testable import oxtail

/// What stands around a record, in the index and in the logs themselves.
struct SearchContextTests {
  private static let index = Result {
    let directory = try TemporaryDirectory()
    _ = try Program.run("index", "SampleLogs/tour", "--db", directory.path + "/case.db")
    return directory
  }

  private func search(_ arguments: String...) throws -> Program.Run {
    try Program.run(["search"] + arguments + ["--db", try Self.index.get().path + "/case.db"])
  }

  private func records(_ run: Program.Run) throws -> [JSONValue] { try JSONValue(text: run.output).list("records") }

  /// The heads of the records that are shown.
  private func heads(_ run: Program.Run) -> [Substring] {
    run.outputLines.filter {
      $0.firstMatch(of: #/^[> ] \S+  \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}  \w+  /#) != nil
    }
  }

  @Test func `context is the records before and after, each once, with the hits marked`() throws {
    let all = try records(search("-S", "2000-01-01", "-o", "json"))
    let hit = try #require(all.dropFirst(3).dropLast(3).first?["time"]?.string)
    let position = all.firstIndex { $0["time"]?.string == hit } ?? -1
    let next = try #require(all[(position + 1)...].compactMap { $0["time"]?.string }.first { $0 > hit })
    let same = all.count { $0["time"]?.string == hit }
    for (options, more) in [(["-C", "2"], 4), (["-A", "1"], 1), (["-B", "3"], 3), (["-C", "0"], 0)] {
      let run = try Program.run(
        ["search", "-S", hit, "-U", next] + options + ["--db", try Self.index.get().path + "/case.db"])
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.outputLines.count { $0.hasPrefix("> ") } == same)
      #expect(heads(run).count == same + more, "\(options): \(run.output)")
      for line in run.outputLines { #expect(displayWidth(line) <= 80, "\(line)") }
    }
    // All records are hits: each stands there once, and nothing is between them.
    let everything = try search("-S", "2000-01-01", "-C", "3")
    #expect(everything.outputLines.count { $0.hasPrefix("> ") } == all.count && heads(everything).count == all.count)
    #expect(!everything.output.contains("\n--\n"))
    let around = try search("-S", "2000-01-01", "--around", "1s")
    #expect(heads(around).count == all.count)
  }

  @Test(arguments: [
    ["x", "-C", "2", "-o", "json"], ["x", "-A", "-1"], ["x", "--around", "soon"], ["x", "-C", "2", "--raw"],
    ["x", "--raw"], ["--raw", "-S", "-1d", "domain:a.example"],
  ])
  func `what cannot be shown is refused`(arguments: [String]) throws {
    let run = try Program.run(["search"] + arguments + ["--db", try Self.index.get().path + "/case.db"])
    #expect(run.status == 64 && !run.errors.isEmpty)
  }

  @Test(arguments: [(["state:open"], "state"), (["--raw", "-S", "-1d", "cause:x"], "cause")] as [([String], String)])
  func `a key that cannot be asked has one colon behind it`(arguments: [String], key: String) throws {
    let run = try Program.run(["search"] + arguments + ["--db", try Self.index.get().path + "/case.db"])
    #expect(run.status == 64 && run.errors.hasPrefix("oxtail: \(key): "))
  }

  // MARK: The logs themselves

  /// Two logs with a record every second, one of them compressed; only the middle of them speaks of provisioning.
  private func estate() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    func time(_ second: Int) -> String {
      let digits = [second / 3600, second / 60 % 60, second % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      return digits.joined(separator: ":")
    }
    let filler = String(repeating: "x", count: 200)
    let panel = (0..<12_000).map { second in
      second == 6000
        ? "[2017-09-19 \(time(second))] ERR [panel] Configuration of Open-Xchange for a.example failed: Authentication failed\n"
        : "[2017-09-19 \(time(second))] ERR [util_exec] line \(second) password=geheim\(second) \(filler)\n"
    }
    try directory.write("plesk1/panel.log", panel.joined())
    let ox = (0..<12_000).map { second in
      "2017-09-19T\(time(second)),500+0000 INFO  [OXWorker-1] com.openexchange.caching.Cache.put(Cache.java:12)\nfine \(second) \(filler)\n"
    }
    try directory.write("ox1/open-xchange.log.1.gz", Gzip.member(ox.joined()))
    let run = try Program.run(
      "index", directory.path + "/plesk1", directory.path + "/ox1", "--db", directory.path + "/case.db")
    #expect(run.status == 0, "\(run.errors)")
    return directory
  }

  @Test func `the logs themselves show every record of a time, both sides in order, without secrets`() throws {
    let directory = try estate()
    func raw(_ arguments: String...) throws -> Program.Run {
      try Program.run(["search", "--raw"] + arguments + ["--db", directory.path + "/case.db"])
    }
    let window = ["-S", "2017-09-19T03:00:00Z", "-U", "2017-09-19T03:00:10Z"]
    let found = try records(
      Program.run(["search", "--raw"] + window + ["-o", "json", "--db", directory.path + "/case.db"]))
    #expect(found.count == 20)
    #expect(found.compactMap { $0["time"]?.string } == found.compactMap { $0["time"]?.string }.sorted())
    #expect(Set(found.compactMap { $0["host"]?.string }) == ["plesk1", "ox1"])
    #expect(found.first?["line"]?.int == 10_801)
    #expect(found.allSatisfy { $0["text"]?.string?.contains("geheim") == false })
    #expect(try raw("-S", "2017-09-19T03:00:00Z", "-U", "2017-09-19T03:00:10Z", "side:ox", "-c").output == "10\n")
    #expect(try raw("-S", "2017-09-19T00:00:00Z", "-U", "2017-09-20", "Authentication", "-c").output == "1\n")
    #expect(try raw("-S", "2017-09-19T00:00:00Z", "-U", "2017-09-20", "-c").output == "24000\n")
    #expect(try raw("-S", "2017-09-19T03:00:00Z", "-U", "2017-09-20", "-g", "line 11[01]00 ", "-c").output == "2\n")
    let table = try raw("-S", "2017-09-19T03:00:00Z", "-U", "2017-09-19T03:00:02Z")
    #expect(table.outputLines.count == 8)
    #expect(table.outputLines.allSatisfy { $0.count < 140 })
    #expect(try raw("-S", "2018-01-01", "-U", "2018-01-02").status == 1)
  }

  @Test func `a log that is another one now is said, and the rest is read`() throws {
    let directory = try estate()
    try directory.write("plesk1/panel.log", String(repeating: "nothing of a head here\n", count: 200_000))
    let run = try Program.run(
      "search", "--raw", "-S", "2017-09-19T03:10:00Z", "-U", "2017-09-19T03:10:10Z", "-c", "--db",
      directory.path + "/case.db")
    #expect(run.output == "10\n")
    #expect(run.status == 66)
    #expect(run.errors.contains("panel.log: is another log than it was; `oxtail index` finds where it went\n"))
  }

  private static let window = ["search", "--raw", "-S", "2017-09-19T03:10:00Z", "-U", "2017-09-19T03:10:10Z"]

  @Test func `a log that is gone is said in words, ends with 66, and the rest is shown`() throws {
    let directory = try estate()
    try FileManager.default.removeItem(atPath: directory.path + "/plesk1/panel.log")
    func run(_ arguments: String...) throws -> Program.Run {
      try Program.run(Self.window + arguments + ["--db", directory.path + "/case.db"])
    }
    let message =
      "oxtail: \(directory.path)/plesk1/panel.log: no such file; `oxtail index` finds where it went\n"
    let found = try run("-o", "json")
    #expect(try found.status == 66 && found.errors == message && records(found).count == 10)
    let nothing = try run("side:plesk")
    #expect(nothing.status == 66 && nothing.output == "")
    #expect(nothing.errors == message + "oxtail: no such record in what could be read of that time\n")
    #expect(try run("side:ox", "-c").status == 0)
  }

  @Test(.enabled(if: Unprivileged.isPossible, "needs a user who may not read everything"))
  func `a log that may not be read ends with 77, and the rest is shown`() throws {
    let directory = try estate()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0], ofItemAtPath: directory.path + "/plesk1/panel.log")
    for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) where name.hasPrefix("case.db") {
      try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: "\(directory.path)/\(name)")
    }
    let run = try Unprivileged.run(Self.window + ["-c", "--db", directory.path + "/case.db"], in: directory.path)
    #expect(run.status == 77 && run.output == "10\n")
    #expect(
      run.errors
        == "oxtail: \(directory.path)/plesk1/panel.log: permission denied; run as root, or as a member of the group that may read it\n"
    )
  }

  // MARK: Clocks that no record tells

  private func json(_ arguments: [String]) throws -> JSONValue { try JSONValue(text: Program.run(arguments).output) }

  /// Of each record in the answer, by its place.
  private func times(_ arguments: [String]) throws -> [String: String] {
    let records = try records(Program.run(arguments))
    return Dictionary(
      try records.map {
        (try #require($0["file"]?.string) + ":\(try #require($0["line"]?.int))", try #require($0["time"]?.string))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The first and the last moment that the index has for a log.
  private func ends(of file: String, _ index: [String]) throws -> [Int64] {
    let sql = "SELECT first_ms, last_ms FROM sources WHERE name = '\(file)'"
    let row = try Program.run(["sql", sql, "-o", "csv"] + index).outputLines.last
    return try #require(row).split(separator: ",").compactMap { Int64($0) }
  }

  @Test(arguments: ["22-dst-night/plesk17-berlin", "22-dst-night/obsidian", "09-display-name-taken/plesk17"])
  func `a clock that failures on both sides tell is the same everywhere`(story: String) throws {
    let directory = try TemporaryDirectory()
    let index = ["--db", directory.path + "/case.db"]
    let run = try Program.run(["index", Repository.root + "/SampleLogs/" + story] + index)
    #expect(run.status == 0, "\(run.errors)")
    let said = try json(["incidents", "-o", "json"] + index).list("sources")
    #expect(!said.isEmpty)
    for source in said {
      let file = try #require(source["file"]?.string)
      let ends = try ends(of: file, index)
      #expect([source["first"]?.string, source["last"]?.string] == ends.map { Instant(ms: $0).iso8601 }, "\(file)")
    }
    let ever = ["-S", "2000-01-01", "-U", "2100-01-01", "-o", "json"]
    let (found, raw) = try (times(["search"] + ever + index), times(["search", "--raw"] + ever + index))
    #expect(!found.isEmpty)
    for (place, time) in found { #expect(raw[place] == time, "\(place)") }
  }

  @Test func `a log whose parts were put together the wrong way round is read in its time`() throws {
    let directory = try TemporaryDirectory()
    let story = Repository.root + "/" + ScanCommandTests.story + "/plesk-06a/panel.log"
    let lines = try String(contentsOfFile: story, encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let half = try #require(lines[(lines.count / 2)...].firstIndex { $0.hasPrefix("[20") })
    try directory.write("plesk1/panel.log", (lines[half...].dropLast() + lines[..<half]).joined(separator: "\n") + "\n")
    let index = ["--db", directory.path + "/case.db"]
    let run = try Program.run(["index", directory.path + "/plesk1"] + index)
    #expect(run.status == 0, "\(run.errors)")
    let ends = try ends(of: directory.path + "/plesk1/panel.log", index)
    #expect(ends.count == 2 && ends[0] < ends[1], "\(ends)")
    let ever = ["-S", "2000-01-01", "-U", "2100-01-01", "-o", "json"]
    let found = try times(["search"] + ever + index)
    #expect(!found.isEmpty)
    for (place, time) in found {
      let around = ["-S", time, "-U", time.prefix(19) + ".999Z", "-o", "json"]
      #expect(try times(["search", "--raw"] + around + index)[place] == time, "\(place)")
    }
  }
}
