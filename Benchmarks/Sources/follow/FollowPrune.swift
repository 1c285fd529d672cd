import Foundation
import GRDB

/// How long one step of `oxtail db prune` lasts: so long whoever else wants to commit has to wait.
struct FollowPrune {
  let database: String
  let keptDays: Int

  /// Steps are seen as commits from outside; deriving incidents anew, which comes after them, is none.
  func run() throws {
    var configuration = Configuration()
    configuration.readonly = true
    let reader = try DatabaseQueue(path: database, configuration: configuration)
    func number(_ sql: String) throws -> Int { try reader.read { try Int.fetchOne($0, sql: sql) ?? 0 } }
    let before = try number("SELECT count(*) FROM ox_event")
    let process = Process()
    process.executableURL = URL(filePath: Daemon.program)
    process.arguments = ["db", "prune", "--keep", "\(keptDays)d", "--db", database]
    process.standardInput = FileHandle.nullDevice
    var revision = try number("SELECT value FROM ox_meta WHERE key = 'revision'")
    try process.run()
    var last: ContinuousClock.Instant?
    var steps: [Duration] = []
    while process.isRunning {
      let now = try number("SELECT value FROM ox_meta WHERE key = 'revision'")
      if now != revision {
        let moment = ContinuousClock.now
        // The first one waits for the start of the program, and one that was not seen makes the next two.
        if let last { steps += Array(repeating: (moment - last) / (now - revision), count: now - revision) }
        (last, revision) = (moment, now)
      }
      usleep(500)
    }
    steps.sort()
    let removed = before - (try number("SELECT count(*) FROM ox_event"))
    guard let longest = steps.last, process.terminationStatus == 0 else {
      print("prune: nothing was removed, or it failed (\(process.terminationStatus))")
      return
    }
    print(
      """
      prune: \(removed) records in \(steps.count + 1) steps; p50 \(milliseconds(steps[steps.count / 2])) ms, \
      p99 \(milliseconds(steps[steps.count * 99 / 100])) ms, longest \(milliseconds(longest)) ms
      """)
  }
}
