import Foundation

/// What following costs while nothing is written.
struct FollowIdle {
  /// Names are settled by then, incidents derived, and looks are as rare as they get.
  private static let settlingSeconds: UInt32 = 10

  let files: Int
  let seconds: Int

  func run() throws {
    let scratch = try Scratch()
    var records = Records()
    var bytes = 0
    for number in 0..<files {
      let directory = scratch.logs + "/ox\(number / 100)"
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      let writer = try LogWriter(directory + "/open-xchange-\(number).log")
      for _ in 0..<20 { writer.append(records.next()) }
      bytes += writer.size
    }
    let start = ContinuousClock.now
    let daemon = try Daemon(scratch)
    daemon.wait(for: bytes)
    let readAfter = ContinuousClock.now - start
    sleep(Self.settlingSeconds)
    let before = daemon.cpuSeconds
    sleep(UInt32(seconds))
    let share = (daemon.cpuSeconds - before) / Double(seconds) * 100
    print(
      "\(files) files: read after \(milliseconds(readAfter)) ms; idle \((share * 1_000).rounded() / 1_000) % of a core, peak \(daemon.peakMiB) MiB"
    )
  }
}
