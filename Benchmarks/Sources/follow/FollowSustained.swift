import Foundation
import OxtailService

/// Whether what others write fast is kept up with.
struct FollowSustained {
  let seconds: Int
  let megabytes: Int

  func run() throws {
    let scratch = try Scratch()
    let live = try follow([scratch.logs], into: scratch.database)
    // Records are made before: writing must cost little.
    var records = Records()
    var block = ""
    while block.utf8.count < 1_000_000 {
      // One failure in 1,000 records, as on a busy host.
      let record = records.next()
      if !record.contains("ERROR") || block.utf8.count % 50 == 0 { block += record }
    }
    let piece = Data(block.utf8)
    let (writer, over) = (try LogWriter(scratch.logs + "/ox1/open-xchange.log.0"), Flag())
    let (seconds, megabytes) = (seconds, megabytes)
    let start = ContinuousClock.now
    let thread = Thread {
      for number in 0..<seconds * megabytes {
        writer.append(piece)
        let rest = start + .microseconds(1_000_000 * (number + 1) / megabytes) - .now
        if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
      }
      over.raise()
    }
    thread.start()
    var (lagMax, caughtUp) = (0, ContinuousClock.now)
    live.run(
      until: { over.isRaised && (live.generations.map(\.size).max() ?? 0) >= writer.size },
      hear: { news in
        guard case .turn = news, !over.isRaised else { return }
        lagMax = max(lagMax, writer.size - (live.generations.map(\.size).max() ?? 0))
        caughtUp = .now
      })
    let behind = (ContinuousClock.now - caughtUp) / .milliseconds(1)
    print(
      "\(megabytes) MB/s for \(seconds) s: at most \(lagMax / 1_000_000) MB behind, all committed \(Int(behind)) ms after the last write; CPU \(Int(usage().cpu * 1_000)) ms, peak \(usage().peakMiB) MiB"
    )
  }
}
