import Foundation
import Glibc
import TestSupport
import Testing

/// What people say of incidents, and which lists they have, while a daemon writes the index.
struct RemarkDoorTests {
  private static let failure = """
    [2021-12-19 13:58:02.439] 66792:61bf2c4a6b4e2 ERR [panel] Unable to install application Open-Xchange on kunde.example: \
    Non-zero exit status returned by script. Error stream: 'PHP Fatal error:  Uncaught SoapFault exception: \
    [HTTP] Forbidden in /opt/psa/var/apspackages/x/configure:12'

    """

  /// A daemon with one incident.
  private func daemon(
    environment: [String: String] = [:], in directory: TemporaryDirectory? = nil
  ) async throws -> (daemon: RunningDaemon, id: String) {
    let daemon = try RunningDaemon(environment: environment, in: directory) {
      try $0.write("logs/panel.log", Self.failure)
    }
    try await daemon.waitUntilReady()
    try await daemon.eventually("the incident") { try daemon.incidents().contains("OX-") }
    return (daemon, try #require(try daemon.incidents().firstMatch(of: /OX-[0-9A-Z]+/)).output.description)
  }

  private func state(_ daemon: RunningDaemon) throws -> String? {
    try JSONValue(text: Program.run("incidents", "-o", "json", "--db", daemon.database).output)
      .list("incidents").first?["state"]?.string
  }

  private func remarks(_ daemon: RunningDaemon) throws -> Int {
    try Program.run("sql", "SELECT * FROM remarks", "--db", daemon.database, "-o", "jsonl").outputLines.count
  }

  @Test func `everything that can be said is kept by the daemon, without passwords`() async throws {
    let (daemon, id) = try await daemon()
    let said = try Program.run("resolve", id, "-m", "mended, password=geheim123", "--db", daemon.database)
    #expect(said.status == 0, "\(said.errors)")
    #expect(said.output.hasPrefix("\(id)  resolved on "))
    #expect(try state(daemon) == "resolved")
    #expect(try Program.run("reopen", id, "--db", daemon.database).status == 0)
    #expect(try state(daemon) == "new")
    #expect(try Program.run("mute", id, "--until", "escalating", "--db", daemon.database).status == 0)
    #expect(try state(daemon) == "muted")
    #expect(try Program.run("note", id, "-m", "seen", "--db", daemon.database).status == 0)
    #expect(try Program.run("link", id, "--ticket", "OPS-3", "--db", daemon.database).status == 0)
    let shown = try Program.run("show", id, "--db", daemon.database).output
    #expect(shown.contains("mended") && shown.contains("OPS-3") && !shown.contains("geheim123"))
    #expect(daemon.isRunning)
    // And it goes on reading.
    try daemon.append(Self.failure.replacing("Forbidden", with: "Not Found"), to: "logs/panel.log")
    try await daemon.eventually("the next incident") { try daemon.incidents().contains("transport.not-found") }
    #expect(try await daemon.stop() == 0)
    #expect(!FileManager.default.fileExists(atPath: daemon.database + ".socket"))
    // Without it the command writes by itself.
    #expect(try Program.run("resolve", id, "--db", daemon.database).status == 0)
  }

  @Test func `what is old is removed by the daemon, which goes on reading`() async throws {
    let (daemon, id) = try await daemon()
    let pruned = try Program.run("db", "prune", "--keep", "1d", "--db", daemon.database)
    #expect(pruned.status == 0, "\(pruned.errors)")
    #expect(pruned.output.hasPrefix("1 record before"), "\(pruned.output)")
    try await daemon.eventually("no incident") { try !daemon.incidents().contains(id) }
    try daemon.append(Self.failure.replacing("Forbidden", with: "Not Found"), to: "logs/panel.log")
    try await daemon.eventually("the next incident") { try daemon.incidents().contains("transport.not-found") }
    #expect(try await daemon.stop() == 0)
  }

  @Test func `lists are kept by the daemon as they are without it, and it goes on reading`() async throws {
    let (daemon, id) = try await daemon()
    let directory = daemon.directory
    try directory.write("c.csv", "id,name,lmappings,Owner\n19,anna_24,kunde.example,7\nx,two,m,7\n")
    try directory.write("a.csv", "Id,Name,Displayname,Parent,Restrictions\n7,resanna,\"First, of all\",0,\n")
    try directory.write("p.csv", "Server,Site,instance,customer\nplesk1,kunde.example,24,Anna Amsel\n")
    func imported(_ database: String) throws -> [Program.Run] {
      func oxtail(_ arguments: String...) throws -> Program.Run {
        try Program.run(["inventory"] + arguments + ["--db", database], in: directory.path)
      }
      return [
        try oxtail("import", "c.csv", "a.csv", "--as-of", "2022-05-17"),
        try oxtail("import", "p.csv", "--name", "estate", "--column", "host=Server", "--column", "domain=Site"),
        try oxtail("import", "c.csv", "--as-of", "2022-05-18", "--kind", "contexts"), try oxtail("-o", "json"),
      ]
    }
    let kept = try imported(daemon.database)
    #expect(kept.map(\.status) == [65, 0, 65, 0], "\(kept)")
    #expect(kept[0].errors.contains("c.csv:3: left out: the id 'x' is no number"))
    let without = try imported(directory.path + "/other.db")
    #expect(zip(kept, without).allSatisfy { $0.output == $1.output && $0.errors == $1.errors }, "\(kept) \(without)")
    let shown = try Program.run("show", id, "--db", daemon.database).output
    #expect(shown.contains("anna_24") && shown.contains("customer Anna Amsel"), "\(shown)")
    try daemon.append(Self.failure.replacing("Forbidden", with: "Not Found"), to: "logs/panel.log")
    try await daemon.eventually("the next incident") { try daemon.incidents().contains("transport.not-found") }
    #expect(try await daemon.stop() == 0)
  }

  @Test func `a list too long for a daemon is refused, and taken without it`() async throws {
    let (daemon, _) = try await daemon()
    let long = "id,name,lmappings,Owner\n1,one,a.example,7\n" + String(repeating: "x", count: 33 << 20) + "\n"
    try daemon.directory.write("long.csv", long)
    func imported() throws -> Program.Run {
      try Program.run(["inventory", "import", "long.csv", "--db", daemon.database], in: daemon.directory.path)
    }
    let refused = try imported()
    #expect(refused.status == 75)
    #expect(refused.errors.contains("longer than the 32 MiB that a daemon takes"), "\(refused.errors)")
    #expect(try lists(daemon) == 0)
    #expect(try await daemon.stop() == 0)
    #expect(try imported().status == 65)
    #expect(try lists(daemon) == 1)
  }

  private func lists(_ daemon: RunningDaemon) throws -> Int {
    try Program.run("sql", "SELECT * FROM inventory", "--db", daemon.database, "-o", "jsonl").outputLines.count
  }

  @Test(
    arguments: [
      (#""name":"c","columns":{},"list_bytes":4"#, "id,name", "cannot be used"),
      (#""name":"c","columns":{},"list_bytes":400"#, "id,name,lmappings\n1,one,m\n", "no request"),
      (#""name":"c","columns":{},"list_bytes":33554433"#, "", "longer than the 32 MiB"),
      (#""name":"c","columns":{},"list_bytes":9223372036854775807"#, "", "longer than the 32 MiB"),
      (#""name":"c","columns":{},"list_bytes":-1"#, "", "cannot be used"),
      (#""name":"c","columns":{},"list_bytes":0"#, "", "is empty"),
      (#""name":"","columns":{},"list_bytes":26"#, "id,name,lmappings\n1,one,m\n", "its name"),
      (#""name":"c","columns":{},"context":0,"list_bytes":26"#, "id,name,lmappings\n1,one,m\n", "cannot be"),
      (#""name":"c","columns":{},"time_ms":-5,"list_bytes":26"#, "id,name,lmappings\n1,one,m\n", "cannot be"),
      (#""name":"c","columns":{"x":"y"},"list_bytes":26"#, "id,name,lmappings\n1,one,m\n", "no field"),
      (#""name":"c","columns":{},"kind":"all","list_bytes":26"#, "id,name,lmappings\n1,one,m\n", "no request"),
      (#""name":"c","list_bytes":26"#, "id,name,lmappings\n1,one,m\n", "no request"),
    ])
  func `a list that cannot be is refused, and the next one is taken`(
    header: String, body: String, reason: String
  ) async throws {
    let (daemon, _) = try await daemon()
    let answer = try LocalCall(daemon.database + ".socket").say("{\(header)}\n\(body)")
    #expect(answer.contains(#""code":"refused""#) && answer.contains(reason), "\(answer)")
    #expect(try lists(daemon) == 0)
    try daemon.directory.write("c.csv", "id,name,lmappings\n1,one,m\n")
    let kept = try Program.run("inventory", "import", daemon.directory.path + "/c.csv", "--db", daemon.database)
    #expect(kept.status == 0, "\(kept.errors)")
    #expect(try lists(daemon) == 1)
    #expect(try await daemon.stop() == 0)
  }

  @Test func `a socket that a killed daemon left behind is in nobody's way`() async throws {
    let (daemon, id) = try await daemon()
    _ = try await daemon.stop(SIGKILL)
    #expect(FileManager.default.fileExists(atPath: daemon.database + ".socket"))
    #expect(try Program.run("resolve", id, "--db", daemon.database).status == 0)
    let (next, _) = try await self.daemon(in: daemon.directory)
    #expect(try Program.run("reopen", id, "--db", next.database).status == 0)
    #expect(try await next.stop() == 0)
  }

  @Test func `a daemon that ends meanwhile loses nothing, and nothing is kept twice`() async throws {
    let (daemon, id) = try await daemon()
    daemon.signal(SIGSTOP)
    // The kernel takes the call for it.
    let caller = Process()
    caller.executableURL = URL(filePath: Program.path)
    caller.arguments = ["resolve", id, "--db", daemon.database]
    caller.environment = Program.environment
    (caller.standardOutput, caller.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try caller.run()
    try await Task.sleep(for: .milliseconds(300))
    #expect(caller.isRunning)
    _ = try await daemon.stop(SIGKILL)
    try await caller.ended()
    #expect(caller.shellStatus == 0)
    #expect(try state(daemon) == "resolved")
    #expect(try remarks(daemon) == 1)
  }

  @Test(
    arguments: [
      "garbage\n", "{\"verb\":\"resolve\"", "\n", "{}\n",
      "{\"verb\":\"burn\",\"ids\":[\"OX-1\"],\"time_ms\":1,\"author\":\"a\"}\n",
      "{\"verb\":\"note\",\"ids\":[\"OX-ZZZZZ\"],\"time_ms\":1,\"author\":\"a\",\"text\":\"x\"}\n",
      "{\"verb\":\"note\",\"ids\":[],\"time_ms\":1,\"author\":\"a\",\"text\":\"x\"}\n",
      String(repeating: "x", count: 200_000),
    ])
  func `what is no request is refused, and the next caller is heard`(sent: String) async throws {
    let (daemon, id) = try await daemon()
    let answer = try LocalCall(daemon.database + ".socket").say(sent)
    #expect(!answer.contains("kept"), "\(answer)")
    #expect(try remarks(daemon) == 0)
    let said = try Program.run("resolve", id, "--db", daemon.database)
    #expect(said.status == 0, "\(said.errors)")
    #expect(try await daemon.stop() == 0)
  }

  @Test func `a caller that says half of it and stays is left after its time`() async throws {
    let (daemon, id) = try await daemon()
    let silent = try LocalCall(daemon.database + ".socket")
    silent.send("{\"verb\":")
    #expect(try Program.run("resolve", id, "--db", daemon.database).status == 0)
    #expect(silent.isCut)
    #expect(try await daemon.stop() == 0)
  }

  @Test func `the socket is its owner's alone, and in a service its group's`() async throws {
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    let (own, _) = try await daemon()
    #expect(try mode(own.database + ".socket") == 0o600)
    #expect(try await own.stop() == 0)
    let directory = try RunningDaemon.directory()
    let (shared, _) = try await daemon(environment: ["STATE_DIRECTORY": directory.path], in: directory)
    #expect(try mode(shared.database + ".socket") == 0o660)
    #expect(try await shared.stop() == 0)
  }

  @Test(.enabled(if: geteuid() == 0 && Unprivileged.isPossible))
  func `whoever may not is told so, by the file's rights and by the daemon`() async throws {
    let (daemon, id) = try await daemon()
    let path = daemon.directory.path
    for file in [path] + ["", "-wal", "-shm"].map({ daemon.database + $0 }) { unsafe chmod(file, 0o755) }
    let kept = try Unprivileged.run(["resolve", id, "--db", daemon.database], in: "/")
    #expect(kept.status == 77, "\(kept.errors)")
    // Rights that somebody widened do not let anybody in.
    unsafe chmod(daemon.database + ".socket", 0o666)
    let denied = try Unprivileged.run(["resolve", id, "--db", daemon.database], in: "/")
    #expect(denied.status == 77)
    #expect(denied.errors.contains("only root"), "\(denied.errors)")
    #expect(try remarks(daemon) == 0)
    try daemon.directory.write("c.csv", "id,name,lmappings\n1,one,m\n")
    unsafe chmod(path + "/c.csv", 0o644)
    let list = try Unprivileged.run(["inventory", "import", path + "/c.csv", "--db", daemon.database], in: "/")
    #expect(list.status == 77 && list.errors.contains("only root"), "\(list.errors)")
    #expect(try lists(daemon) == 0)
    #expect(try await daemon.stop() == 0)
  }
}

/// A caller that is no command of ours.
private final class LocalCall {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  /// Says it, and nothing more.
  func say(_ text: String) throws -> String {
    send(text)
    shutdown(descriptor, Int32(SHUT_WR))
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += chunk[..<count]
    }
  }

  /// Whether the other end closed it.
  var isCut: Bool {
    var byte: UInt8 = 0
    return unsafe recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)) == 0
  }
}
