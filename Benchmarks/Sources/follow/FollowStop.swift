import Foundation

/// How soon a daemon ends that is told to, while others write fast, and whether the next one has all that there is.
struct FollowStop {
  /// So long is written before it is told.
  private static let seconds = 3

  let megabytes: Int

  func run() throws {
    let scratch = try Scratch()
    let daemon = try Daemon(scratch)
    let piece = Data(FollowSustained.megabyte().utf8)
    let writer = try LogWriter(scratch.logs + "/ox1/open-xchange.log.0")
    writer.append(piece)
    daemon.wait(for: writer.size)
    let (megabytes, start, ended) = (megabytes, ContinuousClock.now, Moment())
    Thread {
      var number = 0
      while ended.time == nil {
        writer.append(piece)
        number += 1
        let rest = start + .microseconds(1_000_000 * number / megabytes) - .now
        if rest > .zero { usleep(UInt32(rest / .microseconds(1))) }
      }
    }.start()
    sleep(UInt32(Self.seconds))
    let told = ContinuousClock.now
    let status = daemon.end()
    let took = ContinuousClock.now - told
    ended.isNow()
    let kept = daemon.committed().bytes
    let next = try Daemon(scratch)
    usleep(100_000)
    next.wait(for: writer.size)
    print(
      "SIGTERM at \(megabytes) MB/s: ended with \(status) after \(milliseconds(took)) ms, \(kept / 1_000_000) MB of \(writer.size / 1_000_000) committed; the next daemon read the rest"
    )
  }
}
