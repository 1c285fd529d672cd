import Foundation
import OxtailService

/// From a record's write to its row's commit.
struct FollowLatency {
  let seconds: Int
  let rate: Int

  /// When each record was written, and where it ends.
  private final class Written: @unchecked Sendable {
    // Guarded by the lock.
    private var all: [(end: Int, at: ContinuousClock.Instant)] = []
    private let lock = NSLock()

    func add(_ end: Int) { lock.withLock { all.append((end, .now)) } }

    /// Removes and returns those that end before `size`.
    func take(upTo size: Int) -> [ContinuousClock.Instant] {
      lock.withLock {
        let count = all.firstIndex { $0.end > size } ?? all.count
        defer { all.removeFirst(count) }
        return all.prefix(count).map(\.at)
      }
    }
  }

  func run() throws {
    let scratch = try Scratch()
    let live = try follow([scratch.logs], into: scratch.database)
    let (written, over) = (Written(), Flag())
    let writer = try LogWriter(scratch.logs + "/ox1/open-xchange.log.0")
    let (seconds, rate) = (seconds, rate)
    let thread = Thread {
      var records = Records()
      let start = ContinuousClock.now
      for number in 0..<seconds * rate {
        writer.append(records.next())
        written.add(writer.size)
        let next = start + .microseconds(1_000_000 * (number + 1) / rate)
        let rest = next - .now
        if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
      }
      usleep(1_500_000)
      over.raise()
    }
    thread.start()
    var latencies: [Double] = []
    live.run(
      until: { over.isRaised },
      hear: { news in
        guard case .turn(let turn) = news, turn.hasNews else { return }
        let now = ContinuousClock.now
        let size = live.generations.map(\.size).max() ?? 0
        latencies += written.take(upTo: size).map { (now - $0) / .milliseconds(1) }
      })
    latencies.sort()
    func share(_ part: Double) -> Int { Int(latencies[min(latencies.count - 1, Int(part * Double(latencies.count)))]) }
    print(
      "\(rate) records/s, write to commit: p50 \(share(0.5)) ms, p99 \(share(0.99)) ms, max \(share(1)) ms of \(latencies.count) records; CPU \(Int(usage().cpu * 1_000)) ms, peak \(usage().peakMiB) MiB"
    )
  }
}
