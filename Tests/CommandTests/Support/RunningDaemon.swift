import Foundation
import TestSupport
import Testing

/// `oxtail daemon` while it runs, with logs of its own.
final class RunningDaemon {
  let directory: TemporaryDirectory
  let socket: NotifySocket
  private let process = Process()
  private let errorsPath: String

  var database: String { directory.path + "/case.db" }

  /// - Parameters:
  ///   - arguments: Behind `daemon --db FILE`.
  ///   - other: Where another daemon ran before; a directory of its own by default.
  ///   - prepare: Writes what is to be there before it starts.
  init(
    _ arguments: [String] = [], environment: [String: String] = [:], launcher: [String] = [],
    in other: TemporaryDirectory? = nil, prepare: (TemporaryDirectory) throws -> Void = { _ in }
  ) throws {
    directory = try other ?? Self.directory()
    try directory.makeDirectory("logs")
    try prepare(directory)
    socket = try NotifySocket(in: directory)
    errorsPath = try directory.write("errors", "")
    let path = directory.path
    let command =
      launcher + [Program.path, "daemon", "--db", path + "/case.db"]
      + (arguments.isEmpty ? [path + "/logs"] : arguments.map { $0.replacing("D/", with: path + "/") })
    process.executableURL = URL(filePath: command[0])
    process.arguments = Array(command.dropFirst())
    process.environment = Program.environment.merging(["NOTIFY_SOCKET": socket.path]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle(forWritingAtPath: errorsPath)
    try process.run()
  }

  /// A socket's path must be short.
  static func directory() throws -> TemporaryDirectory { try TemporaryDirectory(in: "/tmp/") }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var pid: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }
  var errors: String { (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? "" }

  /// Waits for something that must come, and records an issue where it does not.
  @discardableResult
  func eventually(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
  ) async throws -> Bool {
    let came = try await CommandTests.eventually {
      socket.listen()
      return try condition()
    }
    if !came { Issue.record("never: \(what); heard \(socket.heard), said \(errors)", sourceLocation: sourceLocation) }
    return came
  }

  func waitUntilReady(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await eventually("ready", sourceLocation: sourceLocation) { socket.heard.contains("READY=1") }
  }

  func signal(_ number: Int32) { kill(pid, number) }

  /// - Returns: The exit code.
  func stop(_ number: Int32 = SIGTERM) async throws -> Int32 {
    try await process.end(number)
    socket.listen()
    return process.shellStatus
  }

  func append(_ text: String, to name: String) throws {
    let path = directory.path + "/" + name
    if !FileManager.default.fileExists(atPath: path) { try directory.write(name, "") }
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  func incidents() throws -> String { try Program.run("incidents", "--db", database, "-o", "csv").output }
}
