import TestSupport
import Testing

@testable import oxtail

struct AuditCommandTests {
  private static let broken = "SampleConfig/broken"
  private static let clean = "SampleConfig/clean"
  private static let plesk = ["--plesk-host", "plesk1=192.0.2.17"]

  private func audit(_ arguments: [String]) throws -> Program.Run { try Program.run(["audit"] + arguments) }

  @Test(arguments: ["table", "text", "md", "json", "jsonl", "csv"])
  func `a broken tree is shown as it was`(form: String) throws {
    let run = try audit([Self.broken, "-o", form] + Self.plesk)
    #expect(run.status == 0)
    #expect(!run.output.contains("-P secret") && !run.output.contains("kite-harbour"))
    try Golden.expect(run.output, is: "audit/broken-\(form)")
  }

  @Test func `a clean tree is shown as it was`() throws {
    let run = try audit([Self.clean] + Self.plesk)
    #expect(run.errors == "")
    try Golden.expect(run.output, is: "audit/clean-table")
  }

  @Test(arguments: [40, 80, 120])
  func `no line but a command is wider than the screen`(width: Int) throws {
    let run = try Program.run(["audit", Self.broken] + Self.plesk, environment: ["COLUMNS": "\(width)"])
    for line in run.outputLines where displayWidth(line) > width { #expect(line.hasPrefix("  "), "\(line)") }
  }

  @Test func `with --exit-code something wrong ends with 1`() throws {
    #expect(try audit([Self.broken, "--exit-code"] + Self.plesk).status == 1)
    #expect(try audit([Self.clean, "--exit-code"] + Self.plesk).status == 0)
  }

  @Test(arguments: [
    ([], 64, "oxtail: audit: nothing to look at; name directories with configuration files; see `oxtail audit --help`"),
    (
      ["x", "--plesk-host", "plesk1"], 64,
      "oxtail: audit: the value 'plesk1' is invalid for '--plesk-host <name=address>': NAME=ADDRESS is expected, for instance 'plesk17=192.0.2.17'; see `oxtail audit --help`"
    ),
    (["nowhere"], 66, "oxtail: nowhere: no such file; check the name, or name the directory above it"),
    (
      ["Makefile"], 65,
      "oxtail: Makefile: no configuration file; name panel.ini, Apache's configuration or Open-Xchange's etc"
    ),
  ])
  func `what cannot be done is said with what can`(arguments: [String], status: Int32, message: String) throws {
    let run = try audit(arguments)
    #expect(run.status == status)
    #expect(run.output == "")
    #expect(run.errors == message + "\n")
  }

  @Test(arguments: [["audit"], ["scan"]])
  func `dead links below a directory are counted, and change no exit code`(command: [String]) throws {
    let directory = try TemporaryDirectory()
    try directory.copy(Repository.root + "/" + Self.clean + "/plesk1", to: "case/plesk1")
    try directory.copy(Repository.root + "/" + ScanCommandTests.panel, to: "case/plesk1/panel.log")
    try directory.link("case/gone", to: "nowhere")
    try directory.link("case/round", to: "round")
    let run = try Program.run(command + [directory.path + "/case"])
    #expect(run.status == 0)
    #expect(run.errors.contains("a link that leads nowhere: "), "\(run.errors)")
    #expect(run.errors.contains("skipped 2 files"), "\(run.errors)")
    #expect(try Program.run(command + [directory.path + "/case/gone"]).status == 66)
  }

  @Test func `links out of a directory are one line, and -v names all`() throws {
    let directory = try TemporaryDirectory()
    try directory.copy(Repository.root + "/" + Self.clean, to: "case")
    for number in 1...9 { try directory.link("case/out\(number)", to: Repository.root + "/Makefile") }
    let run = try audit([directory.path + "/case"])
    #expect(run.status == 0)
    #expect(run.errors.split(separator: "\n").count { $0.contains("leads out of what was named") } == 1)
    #expect(run.errors.contains("skipped 9 files") && run.errors.hasSuffix("; -v names all\n"), "\(run.errors)")
    let all = try audit([directory.path + "/case", "-v"]).errors
    #expect(all.split(separator: "\n").count { $0.contains("leads out of what was named") } == 9)
  }

  @Test func `a directory without configuration ends with 65 and says what to put there`() throws {
    let run = try audit(["SampleLogs/01-forbidden"])
    #expect(run.status == 65)
    #expect(run.errors.hasPrefix("oxtail: no configuration file of Plesk, Apache or Open-Xchange in what was named\n"))
  }
}
