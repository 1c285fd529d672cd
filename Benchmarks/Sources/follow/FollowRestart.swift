import Foundation

/// How long a new record waits for a daemon that comes back after a kill.
struct FollowRestart {
  let files: Int
  let events: Int

  func run() throws {
    let scratch = try Scratch()
    var records = Records(oneIn: 1)
    var writers: [LogWriter] = []
    for number in 0..<files {
      let writer = try LogWriter(scratch.logs + "/ox1/open-xchange-\(number).log")
      var text = ""
      for _ in 0..<events / files { text += records.next() }
      writer.append(text)
      writers.append(writer)
    }
    let before = try Daemon(scratch)
    let bytes = writers.reduce(0) { $0 + $1.size }
    before.wait(for: bytes)
    before.end(SIGKILL)
    var more = Records(oneIn: 1)
    writers[files / 2].append(more.next())
    let start = ContinuousClock.now
    let daemon = try Daemon(scratch)
    daemon.wait(for: writers.reduce(0) { $0 + $1.size })
    print(
      "restart after a kill, \(files) files, \(events) events: first new event after \(milliseconds(.now - start)) ms, peak \(daemon.peakMiB) MiB"
    )
  }
}
