import Foundation
import Synchronization

/// From a record's write to its row's commit, and from a failure's write to its incident, as a reader of the index sees them.
struct FollowLatency {
  let seconds: Int
  let rate: Int

  /// When each record was written, and where it ends or which failure it is.
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
    let (written, failed) = (Written(), Written())
    let writer = try LogWriter(scratch.logs + "/ox1/open-xchange.log.0")
    // The first records tell what log it is, and that the daemon runs.
    var records = Records()
    for _ in 0..<20 { writer.append(records.next()) }
    daemon.wait(for: writer.size)
    while daemon.failures() < 1 { usleep(2_000) }
    let (seconds, rate, first) = (seconds, rate, records)
    Thread {
      var records = first
      let start = ContinuousClock.now
      var failures = 1
      for number in 0..<seconds * rate {
        let record = records.next()
        writer.append(record)
        written.add(writer.size)
        if record.contains("ERROR") {
          failures += 1
          failed.add(failures)
        }
        let rest = start + .microseconds(1_000_000 * (number + 1) / rate) - .now
        if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
      }
    }.start()
    var (rows, incidents): ([Double], [Double]) = ([], [])
    while rows.count < seconds * rate || incidents.count < seconds * rate / Records.usualOneIn {
      let (size, failures) = (daemon.committed().bytes, daemon.failures())
      let now = ContinuousClock.now
      rows += written.take(upTo: size).map { (now - $0) / .milliseconds(1) }
      incidents += failed.take(upTo: failures).map { (now - $0) / .milliseconds(1) }
      usleep(2_000)
    }
    print(
      "\(rate) records/s for \(seconds) s, write to commit: \(Self.words(rows)); to the incident: \(Self.words(incidents)); CPU \(Int(daemon.cpuSeconds * 1_000)) ms, peak \(daemon.peakMiB) MiB"
    )
  }

  private static func words(_ latencies: [Double]) -> String {
    let sorted = latencies.sorted()
    func share(_ part: Double) -> Int { Int(sorted[min(sorted.count - 1, Int(part * Double(sorted.count)))]) }
    return "p50 \(share(0.5)) ms, p99 \(share(0.99)) ms, max \(share(1)) ms"
  }
}
