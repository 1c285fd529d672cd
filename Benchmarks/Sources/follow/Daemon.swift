import Foundation
import GRDB

/// `oxtail daemon` beside this process, seen as anybody sees it: by its index, and by what the system counts.
final class Daemon {
  private let process = Process()
  private let database: String
  private var reader: DatabaseQueue?

  /// The program lies beside this one.
  static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "oxtail")
    .path()

  /// - Parameter database: The scratch's by default.
  init(_ scratch: Scratch, database: String? = nil) throws {
    self.database = database ?? scratch.database
    process.executableURL = URL(filePath: Self.program)
    process.arguments = ["daemon", "--db", self.database, "--log-level", "warning", scratch.logs]
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  deinit { end(SIGKILL) }

  /// - Returns: Its exit code.
  @discardableResult
  func end(_ number: Int32 = SIGTERM) -> Int32 {
    if process.isRunning { kill(process.processIdentifier, number) }
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Bytes of all logs that are committed, and how many logs have any.
  func committed() -> (bytes: Int, logs: Int) {
    do {
      let reader = try reader ?? open()
      self.reader = reader
      let row = try reader.read {
        try Row.fetchOne($0, sql: "SELECT coalesce(sum(size), 0), count(*) FROM ox_generation")
      }
      return (row?[0] ?? 0, row?[1] ?? 0)
    } catch {
      // It is being made.
      return (0, 0)
    }
  }

  /// Of how many failures there are incidents.
  func failures() -> Int {
    (try? reader?.read { try Int.fetchOne($0, sql: "SELECT coalesce(sum(failures), 0) FROM ox_incident") }) ?? 0
  }

  /// Whether the incidents are those of all events.
  func isDerived() -> Bool {
    let sql = "SELECT count(DISTINCT value) FROM ox_meta WHERE key IN ('revision', 'derived')"
    return (try? reader?.read { try Int.fetchOne($0, sql: sql) }) == 1
  }

  /// The commit that is the newest, and the one whose events the incidents are of.
  func revisions() -> (newest: Int, derived: Int) {
    let sql = "SELECT value FROM ox_meta WHERE key IN ('revision', 'derived') ORDER BY key DESC"
    let values = (try? reader?.read { try Int.fetchAll($0, sql: sql) }) ?? []
    return values.count == 2 ? (values[0], values[1]) : (0, 0)
  }

  private func open() throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: database, configuration: configuration)
  }

  /// Looks every few milliseconds until so many bytes are committed.
  func wait(for bytes: Int) {
    while process.isRunning, committed().bytes < bytes { usleep(2_000) }
  }

  /// CPU seconds of all its threads.
  var cpuSeconds: Double {
    let tasks = "/proc/\(process.processIdentifier)/task"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    let nanoseconds = names.compactMap { name in
      (try? String(contentsOfFile: "\(tasks)/\(name)/schedstat", encoding: .utf8))?.split(separator: " ").first
        .flatMap { Int($0) }
    }
    return Double(nanoseconds.reduce(0, +)) / 1e9
  }

  /// The most memory it had.
  var peakMiB: Int {
    let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) / 1_024
  }
}

func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
