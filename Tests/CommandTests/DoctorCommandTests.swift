import Foundation
import OxtailService
import TestSupport
import Testing

@testable import oxtail

/// `oxtail doctor` from its arguments to its exit code.
struct DoctorCommandTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory(in: "/tmp/") }

  /// - Returns: The verdicts and texts of one thing.
  private func findings(_ run: Program.Run, of thing: String) throws -> [String] {
    try JSONValue(text: run.output).list("findings").filter { $0["thing"]?.string?.hasSuffix(thing) == true }
      .map { "\($0["verdict"]?.string ?? ""): \($0["text"]?.string ?? "")" }
  }

  private func doctor(_ arguments: String...) throws -> Program.Run {
    try Program.run(
      ["doctor", "--db", directory.path + "/case.db"] + arguments, environment: ["HOME": directory.path],
      in: directory.path)
  }

  private static func obsidian(_ count: Int, _ level: String, _ text: String) -> String {
    (0..<count).map { "[2021-12-19 13:58:\(10 + $0 % 50).439] 66792:61bf2c594eb73 \(level) [panel] \(text)\n" }.joined()
  }

  @Test func `what is well is said in one line each, and ends with 0`() throws {
    try directory.write("plesk1/panel.log", Self.obsidian(60, "ERR", "x"))
    try directory.write(
      "ox1/open-xchange.log.0",
      "2021-12-19T13:58:37,985+0100 INFO  [main] com.openexchange.X.y(X.java:1)\nx\n")
    let run = try doctor("plesk1", "ox1")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("\nplesk1/panel.log ...") && run.output.contains("... [OK]\n"))
    #expect(run.output.hasSuffix("All is well.\n"))
    for line in run.outputLines { #expect(displayWidth(line) <= 80, "\(line)") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() == ["ox1", "plesk1"])
  }

  @Test func `debug mode, levels, zones, versions and passwords are told with what to do`() throws {
    try directory.write("debug/panel.log", Self.obsidian(3, "DEBUG", "password=Canary1secret"))
    try directory.write("low/panel.log", Self.obsidian(60, "CRIT", "x"))
    try directory.write("old/panel.log", "2012-05-24T12:13:14+02:00 ERR (3): x\n")
    try directory.write("bare/panel.log", "[2017-09-19 12:29:41] ERR [util_exec] x\n")
    try directory.write("ox.log", "2021-12-19T13:58:37,985+0100 DEBUG [main] com.openexchange.X.y(X.java:1)\nx\n")
    try directory.write("notes.log", "no log at all\n")
    let run = try doctor("debug", "low", "old", "bare", "ox.log", "notes.log", "-o", "json")
    #expect(run.status == 2)
    #expect(!run.output.contains("Canary"))
    func expect(_ thing: String, _ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      let found = try findings(run, of: thing)
      #expect(found.contains(text), "\(found)", sourceLocation: sourceLocation)
    }
    try expect("debug/panel.log", "warning: debug mode is on (3 of its last records), and passwords stand in it")
    try expect("low/panel.log", "warning: the log level is too low: failures are errors and are not written")
    try expect(
      "old/panel.log",
      "warning: written by a Plesk before 11.5, which the Open-Xchange APS package does not support")
    try expect("bare/panel.log", "warning: its times carry no zone: UTC is assumed")
    try expect("ox.log", "warning: debug mode is on (1 of its last records)")
    try expect("notes.log", "error: no known log")
    #expect(try JSONValue(text: run.output)["schema"]?.string == "oxtail.doctor/1")
    #expect(try JSONValue(text: run.output)["verdict"]?.string == "error")
  }

  @Test func `an index is looked at: its rights, whether it is whole, and what it could not keep`() throws {
    try directory.write("p/panel.log", Self.obsidian(2, "ERR", "x"))
    let database = directory.path + "/case.db"
    #expect(try findings(doctor("p", "-o", "json"), of: "case.db") == ["ok: there is none yet"])
    #expect(try Program.run("index", directory.path + "/p", "--db", database).status == 0)
    let fine = try findings(doctor("p", "-o", "json"), of: "case.db")
    #expect(fine.count == 1 && fine[0] == "ok: whole, written just now; incidents: 0, failures: 0", "\(fine)")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: database)
    #expect(try findings(doctor("p", "-o", "json"), of: "case.db").first == "error: others may read it (mode 644)")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: database + ".key")
    #expect(try findings(doctor("p", "-o", "json"), of: "case.db.key") == ["error: others may read it (mode 640)"])
    try damage(database)
    let damaged = try findings(doctor("p", "-o", "json"), of: "case.db")
    #expect(damaged.contains { $0.hasPrefix("error: ") && $0.contains("damaged") }, "\(damaged)")
  }

  /// Writes over the second half of the file; what the WAL holds counts more, so it has to go.
  private func damage(_ path: String) throws {
    let sqlite = try Program.run(["incidents", "--db", path])
    #expect(sqlite.status == 0)
    try? FileManager.default.removeItem(atPath: path + "-wal")
    try? FileManager.default.removeItem(atPath: path + "-shm")
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    let size = Int(try file.seekToEnd())
    try file.seek(toOffset: UInt64(size / 4096 / 2 * 4096))
    try file.write(contentsOf: Data(repeating: 0x41, count: size - size / 4096 / 2 * 4096))
    try file.close()
  }

  @Test func `a configuration or patterns that cannot be used are findings, and the rest is looked at`() throws {
    try directory.write("c.yaml", "sorces: []\n")
    try directory.write("mine/x.yaml", "causes: [\n")
    let run = try doctor("--config", "c.yaml", "--patterns", "mine", "-o", "json")
    #expect(run.status == 2)
    #expect(try findings(run, of: "c.yaml") == ["error: c.yaml:1:1: unknown key `sorces`; did you mean `sources`?"])
    #expect(try findings(run, of: "mine").first?.hasPrefix("error: mine/x.yaml:") == true)
    #expect(try findings(run, of: "disk space").count == 1)
  }

  @Test(.enabled(if: Unprivileged.isPossible))
  func `what may not be read is told with the command that lets one`() throws {
    let path = try directory.write("closed/panel.log", Self.obsidian(1, "ERR", "x"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    let run = try Unprivileged.run(["doctor", path, "--db", "/nonexistent/x.db", "-o", "json"], in: "/")
    #expect(run.status == 2, "\(run.errors)")
    let finding = try #require(
      try JSONValue(text: run.output).list("findings").first { $0["thing"]?.string == path })
    #expect(finding["text"]?.string?.hasSuffix("may not read it") == true)
    let steps = finding.list("next").compactMap(\.string)
    #expect(steps.contains { $0.hasPrefix("setfacl -m u:") && $0.hasSuffix(":r \(path)") }, "\(steps)")
    #expect(steps.contains { $0.hasPrefix("setfacl -d -m u:") && $0.hasSuffix(":rX \(directory.path)/closed") })
  }

  @Test(arguments: ["csv", "jsonl", "md"])
  func `forms that have nothing to show are refused`(form: String) throws {
    #expect(try doctor("-o", form).status == 64)
  }
}
