import Foundation
import GRDB

/// How long `oxtail db prune` keeps a daemon from committing what is written meanwhile.
struct FollowPrune {
  /// Changed by this.
  let database: String
  let keptDays: Int

  /// Records a second that are written meanwhile.
  private static let rate = 100

  func run() throws {
    let scratch = try Scratch()
    let before = try count()
    let daemon = try Daemon(scratch, database: database)
    let writer = try LogWriter(scratch.logs + "/ox1/open-xchange.log.0")
    // Newer than all that is there, as what is followed mostly is.
    var records = Records(day: try dayAfter())
    let known = daemon.committed().bytes
    // The first records tell what log it is, and that the daemon runs.
    for _ in 0..<20 { writer.append(records.next()) }
    daemon.wait(for: known + writer.size)
    while !daemon.isDerived() { usleep(100_000) }
    let alone = latencies(10, writer, daemon, known, &records) { $0 < .seconds(5) }
    let process = Process()
    process.executableURL = URL(filePath: Daemon.program)
    process.arguments = ["db", "prune", "--keep", "\(keptDays)d", "--db", database]
    process.standardInput = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    let beside = latencies(1, writer, daemon, known, &records) { _ in process.isRunning }
    let took = ContinuousClock.now - start
    guard process.terminationStatus == 0 else { return print("prune: failed (\(process.terminationStatus))") }
    let pruned = daemon.revisions().newest
    say(
      """
      prune: \(before - (try count())) records in \(milliseconds(took)) ms; write to commit before it \(Self.words(alone)), \
      meanwhile \(Self.words(beside))
      """)
    let answered = latencies(10, writer, daemon, known, &records) { _ in daemon.revisions().derived < pruned }
    say("write to commit until the incidents were derived again \(Self.words(answered))")
  }

  /// At once, also where the output is a file: the second line comes minutes after the first.
  private func say(_ line: String) { try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8)) }

  /// From a record's write to its commit, one record after the other.
  private func latencies(
    _ least: Int, _ writer: LogWriter, _ daemon: Daemon, _ known: Int, _ records: inout Records,
    while goesOn: (Duration) -> Bool
  ) -> [Double] {
    let start = ContinuousClock.now
    var latencies: [Double] = []
    while latencies.count < least || goesOn(.now - start) {
      writer.append(records.next())
      let written = ContinuousClock.now
      while daemon.committed().bytes < known + writer.size { usleep(500) }
      let latency = ContinuousClock.now - written
      latencies.append(latency / .milliseconds(1))
      let rest = .microseconds(1_000_000 / Self.rate) - latency
      if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
    }
    return latencies
  }

  private func dayAfter() throws -> String {
    try ask("SELECT date(max(time_ms) / 1000 + 86400, 'unixepoch') FROM ox_event", String.self)
  }

  private func count() throws -> Int { try ask("SELECT count(*) FROM ox_event", Int.self) }

  private func ask<Value: DatabaseValueConvertible>(_ sql: String, _ type: Value.Type) throws -> Value {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: database, configuration: configuration).read {
      guard let value = try type.fetchOne($0, sql: sql) else { throw CocoaError(.coderValueNotFound) }
      return value
    }
  }

  private static func words(_ latencies: [Double]) -> String {
    let sorted = latencies.sorted()
    func share(_ part: Double) -> Int { Int(sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]) }
    return "p50 \(share(0.5)) ms, p99 \(share(0.99)) ms, max \(share(1)) ms"
  }
}
