import Foundation
import TestSupport
import Testing

@testable import oxtail

/// The index as its users meet it.
struct IndexCommandTests {
  private static let story = ScanCommandTests.story
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private var database: String { directory.path + "/case.db" }

  private func oxtail(_ arguments: String...) throws -> Program.Run {
    try Program.run(arguments + ["--db", database])
  }

  private func id() throws -> String {
    let list = try oxtail("incidents", "-o", "csv")
    return try #require(list.output.firstMatch(of: /OX-[0-9A-Z]+/)).output.description
  }

  @Test func `what is indexed can be listed, shown, explained and traced`() throws {
    let index = try oxtail("index", Self.story)
    #expect(index.status == 0)
    #expect(index.output.contains("4 logs, 1 incident"))
    let again = try oxtail("index", Self.story)
    #expect(again.output.hasPrefix("4 files without anything new\n"))
    let id = try id()
    #expect(try oxtail("incidents").output.contains("limit.contexts"))
    let show = try oxtail("show", String(id.dropFirst(3)).lowercased())
    #expect(show.output.contains("TIMELINE"))
    #expect(show.output.contains("Maximum number of contexts reached: 100"))
    let why = try oxtail("why", id)
    for word in ["same fault text", "GROUPED", "v1:", "LOGS", "subadmin reseller7", "+0.72", "+0.20"] {
      #expect(why.output.contains(word), "\(word)")
    }
    let trace = try oxtail("trace", "rosenberg.example")
    #expect(trace.output.contains("panel.log:73"))
    #expect(trace.output.contains("open-xchange.log.0:141"), "the other side does not name the domain")
    #expect(try oxtail("trace", "osenberg.example").status == 1, "a part of a name is another one")
    // Commands to paste are as long as they are.
    for page in [trace.output, String(show.output.split(separator: "TIMELINE").last ?? "")] {
      for line in page.split(separator: "\n") { #expect(SafeText(joining: String(line)).width <= 80, "\(line)") }
    }
  }

  @Test func `incidents says what scan says`() throws {
    _ = try oxtail("index", Self.story)
    let scan = try Program.run("scan", IndexCommand.absolute(Repository.root + "/" + Self.story), "-o", "json")
    let incidents = try oxtail("incidents", "-o", "json")
    let (said, expected) = try (JSONValue(text: incidents.output), JSONValue(text: scan.output))
    // That it is new needs an index's memory.
    func known(_ value: JSONValue) -> String {
      Golden.normalised("\(value.list("incidents").map { $0.without("state") })")
    }
    #expect(known(said) == known(expected))
    #expect(said.list("incidents")[0]["state"] == .string("new"))
    #expect(!said.list("incidents").isEmpty)
  }

  @Test func `an id or a subject without a command asks the index`() throws {
    let state = ["XDG_STATE_HOME": directory.path]
    #expect(try Program.run(["rosenberg.example"], environment: state).status == 66)
    #expect(try Program.run(["index", Self.story], environment: state).status == 0)
    let list = try Program.run(["incidents", "-o", "csv"], environment: state).output
    let id = try #require(list.firstMatch(of: /OX-[0-9A-Z]+/)).output.description
    #expect(try Program.run([id], environment: state).output.contains("TIMELINE"))
    #expect(try Program.run(["rosenberg.example"], environment: state).output.contains("panel.log:73"))
    #expect(try Program.run([], environment: state).output.contains(id))
  }

  @Test func `which index is asked can be said without a command, and how the answer looks`() throws {
    #expect(try oxtail("index", Self.story).status == 0)
    let id = try id()
    #expect(try oxtail().output.contains(id))
    #expect(try oxtail().output == oxtail("incidents", "--open").output)
    #expect(try oxtail(id, "-o", "md").output == oxtail("show", id, "-o", "md").output)
    let zone = ["--timezone", "Asia/Tokyo", "--db", database]
    let traced = try Program.run(["rosenberg.example"] + zone)
    #expect(traced.status == 0 && traced.output.contains("panel.log:73"))
    #expect(try traced.output == Program.run(["trace", "rosenberg.example"] + zone).output)
    #expect(try oxtail("-n", "0").output == "")
    let scan = try oxtail(Self.story)
    #expect(scan.status == 64 && scan.output == "")
    #expect(scan.errors.hasPrefix("oxtail: --db: a scan of files asks no index; `oxtail index PATH"))
    #expect(try oxtail("Forbidden").output.contains("transport.forbidden"))
  }

  @Test func `one word that explains nothing is traced if the index has a subject of that name`() throws {
    let text = "Unable to configure application Open-Xchange on p.example: SoapFault exception: [soap:Server]"
    try directory.write(
      "plesk1/panel.log",
      """
      [2022-05-17 08:33:19] ERR [panel] \(text) Context 4095 does not exist; exceptionId -187462039-141
      [2022-05-17 08:40:00] ERR [panel] \(text) Maximum number of contexts reached: 100; exceptionId 12-7

      """)
    try directory.write("contexts.csv", "id,name,lmappings,Owner\n4095,anna,\"anna,p.example\",7\n")
    #expect(try oxtail("index", directory.path + "/plesk1").status == 0)
    #expect(try oxtail("inventory", "import", directory.path + "/contexts.csv").status == 0)
    for word in ["4095", "-187462039-141", "12-7", "anna"] {
      let run = try oxtail(word)
      #expect(run.status == 0 && run.output.contains("panel.log:"), "\(word): \(run.errors)")
      #expect(try run.output == oxtail("trace", word).output)
      #expect(try oxtail(word, "-o", "csv").output.contains("panel.log"))
    }
    for word in ["4096", "Unable", "SoapFault"] {
      let run = try oxtail(word)
      #expect(run.status == 1 && run.output == "")
      #expect(run.errors.hasPrefix("oxtail: explain: no known failure in: \(word)\n"))
      #expect(run.errors.hasSuffix("oxtail trace …\n"))
    }
    #expect(try oxtail("reached").status == 64)
    #expect(try Program.run("4095").status == 1)
    #expect(try Program.run("4095", "--db", directory.path + "/none.db").status == 66)
  }

  @Test func `every way to fail has its exit code`() throws {
    #expect(try oxtail("incidents").status == 66)
    #expect(try Program.run("index", Self.story, "--db", directory.path + "/no/such/x.db").status == 73)
    try directory.write(
      "case.db", "no index, but text that is long enough to be looked at " + String(repeating: ".", count: 999))
    #expect(try oxtail("index", Self.story).status == 78)
    try FileManager.default.removeItem(atPath: database)
    try directory.write("empty.log", "")
    _ = try oxtail("index", directory.path)
    #expect(try oxtail("incidents").status == 0)
    #expect(try oxtail("incidents", "--exit-code").status == 1)
    for command in ["show", "why", "trace"] { #expect(try oxtail(command, "OX-ZZZZZ").status == 1, "\(command)") }
  }

  @Test func `a second writer ends with 75 and says who writes`() throws {
    let lock = database + ".lock"
    try directory.write("case.db.lock", "oxtail index (process 42)")
    let run = try Program.run(["index", Self.story, "--db", database], launcher: ["/usr/bin/flock", lock])
    #expect(run.status == 75)
    #expect(run.errors.contains("oxtail index (process 42)"))
  }

  @Test(arguments: [
    (["XDG_STATE_HOME": "/x", "HOME": "/h"], false, "/x/oxtail/oxtail.db"),
    (["HOME": "/h"], false, "/h/.local/state/oxtail/oxtail.db"), (["HOME": "/root"], true, "/var/lib/oxtail/oxtail.db"),
    (["XDG_STATE_HOME": "relative", "HOME": "/h"], false, "/h/.local/state/oxtail/oxtail.db"),
  ])
  func `an index lies where its user's state lies`(environment: [String: String], isRoot: Bool, path: String) {
    #expect(IndexOptions.ownPath(environment: environment, isRoot: isRoot) == path)
  }

  private static let daemon = IndexOptions.daemonPath

  @Test(
    arguments: [
      ([:], DefaultIndex.none(own: "/own", daemonIsForbidden: false)), (["/own": .readable], .at("/own")),
      (["/own": .forbidden, daemon: .readable], .at("/own")), (["/own": .readable, daemon: .readable], .at("/own")),
      ([daemon: .readable], .at(daemon)), ([daemon: .forbidden], .none(own: "/own", daemonIsForbidden: true)),
    ] as [([String: FileAccess], DefaultIndex)])
  func `one's own index is asked, else the daemon's if it may be read`(
    files: [String: FileAccess], expected: DefaultIndex
  ) {
    #expect(DefaultIndex(own: "/own") { files[$0] ?? .missing } == expected)
  }

  @Test(arguments: [(false, 66), (true, 77)] as [(Bool, Int32)])
  func `where there is no index, both places are named`(isForbidden: Bool, code: Int32) {
    let error = #expect(throws: CommandError.self) {
      try DefaultIndex.none(own: "/own", daemonIsForbidden: isForbidden).path()
    }
    #expect(error?.exitCode == code)
    for path in ["/own", Self.daemon] { #expect(error?.text.contains(path) == true) }
  }

  @Test func `what may not be looked at is not called missing`() throws {
    #expect(FileAccess(directory.path + "/none") == .missing)
    #expect(FileAccess(try directory.write("file", "x")) == .readable)
  }
}
