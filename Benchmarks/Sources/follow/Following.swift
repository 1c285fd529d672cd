import Foundation
import LogPipeline
import LogTail
import OxtailService
import PatternFiles

/// A follower of all logs below a directory.
func follow(_ paths: [String], into database: String) throws -> LiveIndex {
  let library = try PatternLoader.load(directories: [])
  return try LiveIndex(
    path: database, words: "the benchmark (process \(getpid()))", patterns: paths.map { FollowPattern(path: $0) },
    catalogue: Catalogue(library, masterLogin: Catalogue.masterLoginDefault), options: ScanOptions(paths: paths))
}

/// Until SIGTERM.
struct FollowIndex {
  private let live: LiveIndex

  init(_ database: String, _ paths: [String]) throws { live = try follow(paths, into: database) }

  func run() {
    let over = Flag()
    let source = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
    signal(SIGTERM, SIG_IGN)
    source.setEventHandler { over.raise() }
    source.resume()
    let start = ContinuousClock.now
    var isFirst = true
    live.run(
      until: { over.isRaised },
      hear: { news in
        if case .turn(let turn) = news, turn.hasNews, isFirst {
          isFirst = false
          print("first commit after \(ContinuousClock.now - start)")
        }
      })
  }
}

/// What one thread says to another.
final class Flag: @unchecked Sendable {
  // Guarded by the lock.
  private var value = false
  private let lock = NSLock()

  var isRaised: Bool { lock.withLock { value } }
  func raise() { lock.withLock { value = true } }
}

/// A directory for one measurement.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "oxtail-follow-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path + "/logs/ox1", withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var logs: String { path + "/logs" }
  var database: String { path + "/oxtail.db" }
}

/// CPU seconds and the largest memory in MiB of this process.
func usage() -> (cpu: Double, peakMiB: Int) {
  var usage = rusage()
  unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
  let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
  return (Double(seconds) + Double(microseconds) / 1e6, usage.ru_maxrss / 1024)
}
