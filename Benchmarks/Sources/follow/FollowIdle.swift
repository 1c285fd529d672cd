import Foundation
import OxtailService

/// What following costs while nothing is written.
struct FollowIdle {
  let files: Int
  let seconds: Int

  func run() throws {
    let scratch = try Scratch()
    var records = Records()
    for number in 0..<files {
      let directory = scratch.logs + "/ox\(number / 100)"
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      let writer = try LogWriter(directory + "/open-xchange-\(number).log")
      for _ in 0..<20 { writer.append(records.next()) }
    }
    let live = try follow([scratch.logs], into: scratch.database)
    let start = ContinuousClock.now
    var (readAfter, before, since) = (Duration.zero, 0.0, ContinuousClock.now)
    var isRead = false
    live.run(
      until: { isRead && ContinuousClock.now - since >= .seconds(seconds) },
      hear: { news in
        guard case .turn(let turn) = news else { return }
        if !isRead, !turn.isBehind, live.generations.count == files {
          if readAfter == .zero { readAfter = .now - start }
          // Names are settled, incidents derived, and looks are as rare as they get.
          guard ContinuousClock.now - start - readAfter > .seconds(8) else { return }
          (isRead, before, since) = (true, usage().cpu, .now)
        }
      })
    let share = (usage().cpu - before) / Double(seconds) * 100
    print(
      "\(files) files: read after \(Int(readAfter / .milliseconds(1))) ms; idle \((share * 1_000).rounded() / 1_000) % of a core, peak \(usage().peakMiB) MiB"
    )
  }
}
