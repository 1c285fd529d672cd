import Foundation
import Synchronization

/// From a record's write to its row's commit, as a reader of the index sees it.
struct FollowLatency {
  let seconds: Int
  let rate: Int

  /// When each record was written, and where it ends.
  private final class Written: Sendable {
    private let all = Mutex<[(end: Int, at: ContinuousClock.Instant)]>([])

    func add(_ end: Int) { all.withLock { $0.append((end, .now)) } }

    /// Removes and returns those that end before `size`.
    func take(upTo size: Int) -> [ContinuousClock.Instant] {
      all.withLock { all in
        let count = all.firstIndex { $0.end > size } ?? all.count
        defer { all.removeFirst(count) }
        return all.prefix(count).map(\.at)
      }
    }
  }

  func run() throws {
    let scratch = try Scratch()
    let daemon = try Daemon(scratch)
    let (written, writer) = (Written(), try LogWriter(scratch.logs + "/ox1/open-xchange.log.0"))
    // The first records tell what log it is, and that the daemon runs.
    var records = Records()
    for _ in 0..<20 { writer.append(records.next()) }
    daemon.wait(for: writer.size)
    let (seconds, rate, first) = (seconds, rate, records)
    Thread {
      var records = first
      let start = ContinuousClock.now
      for number in 0..<seconds * rate {
        writer.append(records.next())
        written.add(writer.size)
        let rest = start + .microseconds(1_000_000 * (number + 1) / rate) - .now
        if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
      }
    }.start()
    var latencies: [Double] = []
    while latencies.count < seconds * rate {
      let size = daemon.committed().bytes
      let now = ContinuousClock.now
      latencies += written.take(upTo: size).map { (now - $0) / .milliseconds(1) }
      usleep(2_000)
    }
    latencies.sort()
    func share(_ part: Double) -> Int { Int(latencies[min(latencies.count - 1, Int(part * Double(latencies.count)))]) }
    print(
      "\(rate) records/s for \(seconds) s, write to commit: p50 \(share(0.5)) ms, p99 \(share(0.99)) ms, max \(share(1)) ms; CPU \(Int(daemon.cpuSeconds * 1_000)) ms, peak \(daemon.peakMiB) MiB"
    )
  }
}
