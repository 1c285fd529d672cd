import Foundation

/// How much memory it takes to follow what came all at once, and how long.
struct FollowBurst {
  let megabytes: Int

  func run() throws {
    let scratch = try Scratch()
    let daemon = try Daemon(scratch)
    let piece = Data(FollowSustained.megabyte().utf8)
    let writer = try LogWriter(scratch.logs + "/ox1/open-xchange.log.0")
    writer.append(piece)
    daemon.wait(for: writer.size)
    for _ in 1..<megabytes { writer.append(piece) }
    let start = ContinuousClock.now
    daemon.wait(for: writer.size)
    let after = ContinuousClock.now - start
    while !daemon.isDerived() { usleep(100_000) }
    print(
      "\(megabytes) MB at once: committed after \(milliseconds(after)) ms, peak \(daemon.peakMiB) MiB with its incidents"
    )
  }
}
