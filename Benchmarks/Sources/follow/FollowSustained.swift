import Foundation
import Synchronization

/// Whether what others write fast is kept up with.
struct FollowSustained {
  let seconds: Int
  let megabytes: Int

  func run() throws {
    let scratch = try Scratch()
    let daemon = try Daemon(scratch)
    // Records are made before: writing must cost little.
    let piece = Data(Self.megabyte().utf8)
    let writer = try LogWriter(scratch.logs + "/ox1/open-xchange.log.0")
    writer.append(piece)
    daemon.wait(for: writer.size)
    let (seconds, megabytes, last) = (seconds, megabytes, Moment())
    let start = ContinuousClock.now
    Thread {
      for number in 0..<seconds * megabytes {
        writer.append(piece)
        let rest = start + .microseconds(1_000_000 * (number + 1) / megabytes) - .now
        if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
      }
      last.isNow()
    }.start()
    var lagMax = 0
    while last.time == nil {
      lagMax = max(lagMax, writer.size - daemon.committed().bytes)
      usleep(5_000)
    }
    daemon.wait(for: writer.size)
    let (end, behind) = (last.time ?? start, ContinuousClock.now - (last.time ?? start))
    print(
      "\(megabytes) MB/s for \(seconds) s (written in \(milliseconds(end - start)) ms): at most \(lagMax / 1_000_000) MB behind, all committed \(milliseconds(behind)) ms after the last write; CPU \(Int(daemon.cpuSeconds * 1_000)) ms, peak \(daemon.peakMiB) MiB"
    )
  }

  /// One failure in 1,000 records, as on a busy host.
  static func megabyte() -> String {
    var records = Records()
    var (block, count) = ("", 0)
    while block.utf8.count < 1_000_000 {
      let record = records.next()
      count += 1
      if !record.contains("ERROR") || count % 1_000 == 0 { block += record }
    }
    return block
  }
}
