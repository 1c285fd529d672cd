import Foundation
import GRDB
import TestSupport
import Testing

/// The built daemon: from a line's writing to the answer, and everything that it is told meanwhile.
struct DaemonTests {
  private static let failure = """
    [2021-12-19 13:58:02.439] 66792:61bf2c4a6b4e2 ERR [panel] Unable to install application Open-Xchange on kunde.example: \
    Non-zero exit status returned by script. Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: \
    [HTTP] Forbidden in /opt/psa/var/apspackages/x/configure:12'

    """

  @Test func `what is written to a log is in the index, and the manager is told`() async throws {
    let daemon = try RunningDaemon()
    try await daemon.waitUntilReady()
    try daemon.append(Self.failure, to: "logs/panel.log")
    try await daemon.eventually("the incident") { try daemon.incidents().contains("transport.forbidden") }
    try await daemon.eventually("the announcement") { daemon.errors.contains("transport.forbidden") }
    try await daemon.eventually("the status") {
      daemon.socket.heard.contains("STATUS=Following 1 log; 1 incident in the index")
    }
    #expect(try await daemon.stop() == 0)
    #expect(daemon.socket.heard.last == "STOPPING=1")
    // Every line has its priority, so that journald knows what is grave.
    for line in daemon.errors.split(separator: "\n") { #expect(line.hasPrefix("<"), "\(line)") }
    #expect(
      try Program.run("index", daemon.directory.path + "/logs", "--db", daemon.database).output.contains(
        "1 file without anything new"))
  }

  @Test func `a log goes on through a rotation, and after the daemon was gone`() async throws {
    let daemon = try RunningDaemon { try $0.write("logs/panel.log", Self.failure) }
    try await daemon.eventually("the incident") { try daemon.incidents().contains("transport.forbidden") }
    let logs = daemon.directory.path + "/logs/"
    try FileManager.default.moveItem(atPath: logs + "panel.log", toPath: logs + "panel.log.1")
    try daemon.append(
      Self.failure.replacing("kunde", with: "other").replacing("Forbidden", with: "Service Unavailable").replacing(
        ":02.", with: ":09."), to: "logs/panel.log")
    try await daemon.eventually("the other incident") { try daemon.incidents().contains("transport.unavailable") }
    #expect(try await daemon.stop() == 0)
  }

  @Test func `a hang-up reads settings again; what cannot be used leaves the old ones`() async throws {
    let daemon = try RunningDaemon(["--config", "D/c.yaml"]) { directory in
      try directory.makeDirectory("more")
      try directory.write("c.yaml", "sources: [{paths: [\(directory.path)/logs]}]\n")
    }
    try await daemon.waitUntilReady()
    let path = daemon.directory.path
    try daemon.directory.write("c.yaml", "sorces: [{paths: [\(path)/more]}]\n")
    daemon.signal(SIGHUP)
    try await daemon.eventually("the refusal") {
      daemon.errors.contains("c.yaml:1:1: unknown key `sorces`; did you mean `sources`?")
    }
    try daemon.append(Self.failure, to: "logs/panel.log")
    try await daemon.eventually("the old log") { try daemon.incidents().contains("transport.forbidden") }
    try daemon.append(Self.failure.replacing("Forbidden", with: "Not Found"), to: "more/panel.log")
    try daemon.directory.write(
      "c.yaml", "sources: [{paths: [\(path)/logs]}, {paths: [\(path)/more], host: named-later}]\n")
    daemon.signal(SIGHUP)
    try await daemon.eventually("the new log") { try daemon.incidents().contains("transport.not-found") }
    #expect(try daemon.incidents().contains("named-later"))
    try await daemon.eventually("two readings of the settings, each with its end") {
      daemon.socket.heard.filter { $0 == "RELOADING=1" || $0 == "READY=1" }
        == ["READY=1", "RELOADING=1", "READY=1", "RELOADING=1", "READY=1"]
    }
    #expect(daemon.isRunning)
    #expect(try await daemon.stop() == 0)
  }

  @Test func `a second daemon ends with 75 and names the first`() async throws {
    let daemon = try RunningDaemon()
    try await daemon.waitUntilReady()
    let second = try Program.run("daemon", daemon.directory.path + "/logs", "--db", daemon.database)
    #expect(second.status == 75)
    #expect(second.errors.contains("oxtail daemon (process \(daemon.pid))"))
    #expect(try await daemon.stop() == 0)
  }

  @Test func `it ends when it is told to, however much is left to read, and what it read is kept`() async throws {
    let noise = Self.failure.replacing("Open-Xchange", with: "Something").split(separator: "\n").joined() + "\n"
    let block = Array(String(repeating: noise, count: 40_000).utf8)
    let daemon = try RunningDaemon { directory in
      try directory.append("logs/panel.log", Array(Self.failure.utf8))
      for _ in 0..<Self.blocks { try directory.append("logs/panel.log", block) }
    }
    try await daemon.eventually("the first commit") { try Self.readBytes(daemon) > 0 }
    #expect(try await daemon.stop() == 0)
    let read = try Self.readBytes(daemon)
    #expect(read > 0)
    #expect(try Program.run("db", "check", "--db", daemon.database).status == 0)
  }

  /// 200 MB in all, so that most of it is left when the first commit is seen; on a machine that is busy with other tests all may be read by then.
  private static let blocks = 40

  private static func readBytes(_ daemon: RunningDaemon) throws -> Int {
    let run = try Program.run("sql", "SELECT sum(bytes) AS bytes FROM sources", "--db", daemon.database, "-o", "csv")
    return run.outputLines.last.flatMap { Int($0) } ?? 0
  }

  @Test func `an interrupt ends it too, which a shell calls 130`() async throws {
    let daemon = try RunningDaemon(launcher: ["/usr/bin/env", "--default-signal=INT"])
    try await daemon.waitUntilReady()
    #expect(try await daemon.stop(SIGINT) == 130)
  }

  @Test func `the watchdog hears from it while nothing happens`() async throws {
    let daemon = try RunningDaemon(environment: ["WATCHDOG_USEC": "2000000"])
    try await daemon.eventually("three signs of life") { daemon.socket.heard.count { $0 == "WATCHDOG=1" } >= 3 }
    #expect(try await daemon.stop() == 0)
  }

  @Test func `an index that cannot be written costs nothing but time`() async throws {
    let daemon = try RunningDaemon()
    try await daemon.waitUntilReady()
    // Whoever else takes the lock, against the rules, holds it longer than the daemon waits.
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let holder = try DatabaseQueue(path: daemon.database, configuration: configuration)
    try holder.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    try daemon.append(Self.failure, to: "logs/panel.log")
    try await daemon.eventually("the complaint") { daemon.errors.contains("is busy") }
    try holder.inDatabase { try $0.execute(sql: "ROLLBACK") }
    try await daemon.eventually("the incident") { try daemon.incidents().contains("transport.forbidden") }
    try await daemon.eventually("the relief") { daemon.errors.contains("is kept again") }
    #expect(daemon.errors.components(separatedBy: "is busy").count == 2, "said once: \(daemon.errors)")
    #expect(try await daemon.stop() == 0)
  }

  @Test(arguments: [false, true])
  func `an index that is removed or replaced ends it with an error, so that it is started again`(isReplaced: Bool)
    async throws
  {
    let daemon = try RunningDaemon { try $0.write("logs/panel.log", Self.failure) }
    try await daemon.eventually("the incident") { try daemon.incidents().contains("transport.forbidden") }
    let names = try FileManager.default.contentsOfDirectory(atPath: daemon.directory.path)
    for name in names where name.hasPrefix("case.db") {
      try FileManager.default.removeItem(atPath: daemon.directory.path + "/" + name)
    }
    if isReplaced { try daemon.directory.write("case.db", "") }
    try await daemon.eventually("the end") { !daemon.isRunning }
    #expect(try await daemon.stop() == 74)
    #expect(daemon.errors.contains("case.db: was removed or replaced"), "\(daemon.errors)")
    #expect(!daemon.errors.contains("read is kept"), "\(daemon.errors)")
  }

  @Test func `the service's index lies in its state directory, for its group`() async throws {
    let directory = try TemporaryDirectory(in: "/tmp/")
    try directory.write("logs/panel.log", Self.failure)
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["daemon", directory.path + "/logs"]
    process.environment = Program.environment.merging(["STATE_DIRECTORY": directory.path]) { $1 }
    process.standardError = FileHandle.nullDevice
    try process.run()
    let database = directory.path + "/oxtail.db"
    _ = try await eventually { FileManager.default.fileExists(atPath: database + ".key") }
    try await process.end(SIGTERM)
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    #expect(try mode(database) == 0o640)
    #expect(try mode(database + ".key") == 0o600)
    #expect(process.shellStatus == 0)
  }

  @Test func `settings that cannot be used are told at once`() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("c.yaml", "sorces: []\n")
    let run = try Program.run("daemon", "--db", directory.path + "/x.db", "--config", file)
    #expect(run.status == 78)
    #expect(run.errors.contains("did you mean `sources`?"))
    #expect(!FileManager.default.fileExists(atPath: directory.path + "/x.db"))
  }
}
