import TestSupport
import Testing

@testable import oxtail

struct ScanCommandTests {
  static let story = "SampleLogs/06-subadmin-limit/obsidian"
  static let panel = story + "/plesk-06a/panel.log"
  static let openXchange = story + "/ox-06a/open-xchange.log.0"

  private static let messages = """
    oxtail: skipped \(story)/expected.json (1.6 KB): no known log
    oxtail: no zone in \(story)/ox-06a/error.log: the zone of the same host's other logs assumed; correct it with --timezone-of 'GLOB=ZONE'

    """

  private func scan(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Run {
    try Program.run(["scan"] + arguments, environment: environment)
  }

  @Test func `one failure that tells a log's zone is one`() throws {
    let run = try scan("SampleLogs/27-one-failure-three-records/plesk11")
    #expect(run.errors.contains("UTC+00:00 taken, as 1 failure shows that stands on both sides; correct it"))
  }

  @Test(arguments: OutputFormat.allCases)
  func `a story in every form is what it was`(form: OutputFormat) throws {
    let run = try scan(Self.story, "-o", form.rawValue)
    #expect(run.status == 0)
    #expect(run.errors == Self.messages)
    try Golden.expect(run.output, is: "scan/\(form.rawValue)")
  }

  @Test func `the reader's zone, locale and home change nothing`() throws {
    let plain = try scan(Self.story)
    let elsewhere = try scan(
      Self.story, environment: ["TZ": "Asia/Kathmandu", "LC_ALL": "de_DE.UTF-8", "LANG": "C", "HOME": "/nowhere"])
    #expect(plain.output == elsewhere.output)
    #expect(plain.errors == elsewhere.errors)
  }

  @Test func `bare files are scanned`() throws {
    let bare = try Program.run(Self.panel, Self.openXchange)
    let named = try Program.run("scan", Self.panel, Self.openXchange)
    #expect(bare.output == named.output)
    #expect(bare.errors == named.errors)
    #expect(bare.output.contains("limit.contexts"))
  }

  // MARK: Times

  @Test(arguments: [
    (["--utc"], "2022-05-17 08:33:19 UTC"), (["--timezone", "Europe/Berlin"], "2022-05-17 10:33:19 +02:00"),
    (["--timezone", "+05:45"], "2022-05-17 14:18:19 +05:45"),
  ])
  func `people see times in the zone that they ask for`(arguments: [String], time: String) throws {
    let run = try Program.run(["scan", Self.story] + arguments)
    #expect(run.output.contains("SINCE \(time)"))
  }

  @Test(arguments: [OutputFormat.json, .jsonl, .csv])
  func `programs see UTC, whatever zone is asked for`(form: OutputFormat) throws {
    let utc = try scan(Self.story, "-o", form.rawValue)
    let berlin = try scan(Self.story, "-o", form.rawValue, "--timezone", "Europe/Berlin")
    #expect(utc.output == berlin.output)
  }

  // MARK: Sources

  @Test func `host-of names hosts, and the first glob that fits counts`() throws {
    let run = try scan(
      Self.panel, Self.openXchange, "-o", "json", "--host-of", "panel.log=eu1", "--host-of", "*=other", "-q")
    let sources = try JSONValue(text: run.output).list("sources")
    #expect(sources.map { $0["host"]?.string } == ["eu1", "other"])
    #expect(run.errors == "")
  }

  @Test func `timezone-of dates a log whose heads have no offset`() throws {
    let plesk = "SampleLogs/06-subadmin-limit/plesk11/plesk-06b/panel.log"
    func first(_ zone: [String]) throws -> String? {
      let run = try Program.run(["scan", plesk, "-o", "json"] + zone)
      return try JSONValue(text: run.output).list("sources").first?["first"]?.string
    }
    let assumed = try #require(try first([]))
    let configured = try #require(try first(["--timezone-of", "panel.log=+02:00"]))
    #expect(assumed.hasPrefix("2014-03-18T"))
    let hours = try [assumed, configured].map { try #require(Int($0.dropFirst(11).prefix(2))) }
    #expect(hours[0] - hours[1] == 2)
    #expect(assumed.dropFirst(13) == configured.dropFirst(13))
  }

  @Test func `what was assumed is said with the flag that corrects it`() throws {
    let errors = try scan("SampleLogs/06-subadmin-limit/plesk11/plesk-06b/panel.log").errors
    #expect(errors.contains("UTC assumed; correct it with --timezone-of 'GLOB=ZONE'"))
    #expect(errors.contains("taken for 'plesk'; correct it with --host-of 'GLOB=NAME'"))
  }

  @Test func `as takes a file for a log of a side`() throws {
    let directory = try TemporaryDirectory()
    try directory.write("odd.txt", "no head at all\n")
    let refused = try Program.run(["scan", "odd.txt"], in: directory.path)
    let forced = try Program.run(["scan", "odd.txt", "--as", "plesk"], in: directory.path)
    #expect(refused.status == 65)
    #expect(forced.status == 0)
    #expect(forced.output.hasPrefix("READ      1 Plesk log, no Open-Xchange log · 1 host · 0 records\n"))
  }

  @Test func `standard input is read, and its host is the user's word`() throws {
    let text = try String(decoding: Repository.bytes(of: Repository.root + Self.panel), as: UTF8.self)
    let run = try Program.run("scan", "-", "--host-of=-=plesk17", input: text)
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.contains("install on plesk17"))
    #expect(run.output.contains("-:73\n"))
    let bare = try Program.run("-", input: text)
    #expect(bare.output.contains("limit.contexts"))
  }

  @Test func `a packed tree on standard input is read like the tree`() throws {
    var tar = Tar()
    for path in [Self.panel, Self.openXchange] { tar.add(path, try Repository.bytes(of: Repository.root + path)) }
    let packed = try Program.run(["scan", "-", "-q", "-o", "json"], input: Gzip.member(tar.ended))
    let plain = try Program.run("scan", Self.panel, Self.openXchange, "-q", "-o", "json")
    #expect(packed.status == 0)
    #expect(packed.errors == "")
    func causes(_ run: Program.Run) throws -> [String?] {
      try JSONValue(text: run.output).list("incidents").map { $0["cause"]?.string }
    }
    #expect(try causes(packed) == ["limit.contexts"])
    #expect(try causes(packed) == causes(plain))
    let files = try JSONValue(text: packed.output).list("sources").map { $0["file"]?.string }
    #expect(Set(files) == ["-/\(Self.panel)", "-/\(Self.openXchange)"])
  }

  @Test func `a packed tree on standard input that breaks off is read as far as it goes`() throws {
    let whole = Gzip.member(try Repository.bytes(of: Repository.root + Self.panel))
    let run = try Program.run(["scan", "-", "-q"], input: Array(whole.dropLast(9)))
    #expect(run.status == 65)
    #expect(run.output.contains("limit.contexts"))
  }

  // MARK: Limits and messages

  @Test func `n shows the newest only, and says so`() throws {
    let run = try scan("SampleLogs", "-n", "2", "-q")
    let all = try JSONValue(text: try scan("SampleLogs", "-o", "json", "-q").output).list("incidents")
    let newest = all.sorted { ($0["last_seen"]?.string ?? "") > ($1["last_seen"]?.string ?? "") }.prefix(2)
    #expect(run.output.contains(" · the newest 2 shown\n"))
    let shown = run.outputLines.filter { $0.hasPrefix("OX-") }.map { $0.prefix { $0 != " " } }
    #expect(shown.map(String.init) == newest.compactMap { $0["id"]?.string })
    let json = try JSONValue(text: try scan("SampleLogs", "-n", "2", "-q", "-o", "json").output)
    #expect(json.list("incidents").count == 2)
    // The limit is of incidents; what was read is told whole.
    let sources = try JSONValue(text: try scan("SampleLogs", "-q", "-o", "json").output).list("sources")
    #expect(json.list("sources").count == sources.count)
    #expect(sources.count > 2)
  }

  @Test func `q leaves errors only`() throws {
    let run = try scan("-q", Self.story, "missing.log")
    #expect(run.errors == "oxtail: missing.log: no such file; check the name, or name the directory above it\n")
  }

  @Test func `v names every file with what is known of it`() throws {
    let lines = try scan("-v", Self.story).errors.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "oxtail: read \(Self.story)/ox-06a/access.log: Apache (apache-access), host ox-06a, UTC+02:00 (head), 102 records, 19 KB",
        "oxtail: read \(Self.story)/ox-06a/error.log: Apache (apache-error), host ox-06a, UTC+02:00 (assumed), 36 records, 7.1 KB",
        "oxtail: read \(Self.openXchange): Open-Xchange (ox-t), host ox-06a, UTC+02:00 (head), 47 records, 28 KB",
        "oxtail: read \(Self.panel): Plesk (plesk-obsidian), host plesk-06a, UTC+02:00 (uniqid), 45 records, 8.8 KB",
      ] + Self.messages.split(separator: "\n").map(String.init))
  }

  @Test func `an empty result is said on standard error with what may be wrong`() throws {
    let directory = try TemporaryDirectory()
    try directory.write("panel.log", "[2022-05-17 10:00:00] ERR [panel] nothing of ours\n")
    let run = try Program.run(["scan", "panel.log", "-o", "csv"], in: directory.path)
    #expect(run.status == 0)
    #expect(run.outputLines.count == 1)
    #expect(run.errors.contains("oxtail: no failed provisioning in 1 Plesk log, no Open-Xchange log, 1 host, 1 record"))
    #expect(run.errors.contains("and are both sides there (Plesk's panel.log, every node's open-xchange.log)?\n"))
  }

  @Test func `progress is lines where there is no terminal`() throws {
    let run = try scan("SampleLogs", "--progress", "-q")
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count >= 5)
    #expect(lines.allSatisfy { $0.wholeMatch(of: /oxtail: read \d+ %  .+ of .+/) != nil })
    #expect(lines.last?.contains("100 %") == true)
  }

  // MARK: Colour

  @Test(arguments: [
    (["--color", "always"], [:] as [String: String], true), (["--color", "always"], ["NO_COLOR": "1"], true),
    (["--color", "never"], [:], false), ([], [:], false), ([], ["NO_COLOR": "1"], false),
  ])
  func `colour is a matter of the flag, and of the terminal where none is given`(
    flags: [String], environment: [String: String], isColoured: Bool
  ) throws {
    let run = try Program.run(["scan", Self.story] + flags, environment: environment)
    #expect(run.output.contains("\u{1B}[") == isColoured)
    // Nothing is said by colour alone.
    let plain = try scan(Self.story).output
    #expect(run.output.replacing(/\x1B\[[0-9;]*m/, with: "") == plain)
  }

  @Test(arguments: [OutputFormat.json, .jsonl, .csv, .md])
  func `what programs read is never coloured`(form: OutputFormat) throws {
    let run = try scan(Self.story, "-o", form.rawValue, "--color", "always")
    #expect(!run.output.contains("\u{1B}"))
  }

  // MARK: Other views

  @Test(arguments: [OutputFormat.table, .json])
  func `the balance of a story is what it was`(form: OutputFormat) throws {
    let run = try scan(Self.story, "--balance", "-o", form.rawValue)
    #expect(run.status == 0)
    try Golden.expect(run.output, is: "scan/balance-\(form.rawValue)")
  }

  @Test(arguments: OutputFormat.allCases)
  func `what no pattern understands is what it was`(form: OutputFormat) throws {
    let run = try Program.run(
      ["scan", "-", "--unknown", "-o", form.rawValue],
      input: Array(
        """
        [2017-09-19 12:33:41] ERR [apsc] Open-Xchange: the flux of "a" is not compensated
        [2017-09-19 12:35:41] ERR [apsc] Open-Xchange: the flux of "b" is not compensated
        [2017-09-19 12:37:41] ERR [apsc] Open-Xchange: the valve 17 is stuck

        """.utf8))
    #expect(run.status == 0)
    try Golden.expect(run.output, is: "scan/unknown-\(form.rawValue)")
  }

  @Test func `a fault that no pattern understands is unknown inside Plesk's wrapper, too`() throws {
    let directory = try TemporaryDirectory()
    let log = try directory.write("plesk1/panel.log", Self.wrapped)
    let table = try scan(log).output
    #expect(table.contains("The flux 4712 is not compensated"), "\(table)")
    #expect(table.contains("oxtail patterns new --from"), "\(table)")
    // The one around nothing is another incident.
    #expect(table.contains("soap.unknown-fault · 2 failures"), "\(table)")
    #expect(table.contains("plesk.script-failed · 1 failure"), "\(table)")
    let coverage = try Program.run("patterns", "coverage", log).outputLines.filter { !$0.isEmpty }
    #expect(
      coverage == [
        "0 of 3 failures understood (0.0 %)", "wrapper only", "        1  plesk.script-failed", "unknown",
        "        2  plesk: The flux # is not compensated",
      ])
    let unknown = try scan(log, "--unknown", "-o", "csv").outputLines
    #expect(unknown.count == 2 && unknown.last?.hasPrefix("2,plesk,The flux # is not compensated,") == true)
    let db = directory.path + "/case.db"
    #expect(try Program.run("index", log, "--db", db).status == 0)
    #expect(try Program.run("incidents", "--unknown", "-o", "csv", "--db", db).outputLines == unknown)
  }

  /// One around nothing, two with a fault inside.
  private static let wrapped: String = [nil, "The flux 4711 is not compensated", "The flux 4712 is not compensated"]
    .enumerated().map { hour, text -> String in
      let fault = text.map {
        "PHP Fatal error:  Uncaught SoapFault exception: [soap:Server] \($0) in /opt/psa/var/apspackages/a1/x.php:61"
      }
      return """
        [2022-05-17 1\(hour):33:19] ERR [panel] Unable to install application Open-Xchange on a\(hour).example: \
        Non-zero exit status returned by script. Output stream: ''. Error stream: '\(fault ?? "")'

        """
    }.joined()

  @Test func `an impossible date is the time of the record before it, at a log's beginning that of the first`() throws {
    let directory = try TemporaryDirectory()
    let dates = ["0000-00-00 00:00:00", "2018-13-41 25:61:61", "2018-03-01 10:00:00", "2018-02-29 10:00:00"]
    let log = try directory.write(
      "plesk1/panel.log",
      dates.enumerated().map {
        "[\($1)] ERR [panel] Configuration of Open-Xchange for a\($0).example failed: Forbidden\n"
      }.joined())
    let db = directory.path + "/case.db"
    #expect(try Program.run("index", log, "--db", db).status == 0)
    for run in [try scan(log, "-o", "json"), try Program.run("incidents", "-o", "json", "--db", db)] {
      let incidents = try JSONValue(text: run.output).list("incidents")
      let times = incidents.flatMap { $0.list("occurrences") }.compactMap { $0["time"]?.string }
      #expect(times.count == 4 && Set(times) == ["2018-03-01T10:00:00.000Z"], "\(times)")
    }
  }

  @Test(arguments: [["--unknown", "--balance"], ["--balance", "-o", "csv"], ["--ox-nodes", "0"]])
  func `views that do not go together are refused`(arguments: [String]) throws {
    #expect(try Program.run(["scan", Self.story] + arguments).status == 64)
  }
}
