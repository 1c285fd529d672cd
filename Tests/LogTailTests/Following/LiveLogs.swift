import Foundation
import TestSupport

@testable import LogTail

/// Logs in a real directory that are written, rotated and followed step by step, with a clock that the test sets.
final class LiveLogs: FollowClock {
  let directory: TemporaryDirectory
  let sink = SimSink()
  private(set) var tree: SystemTree
  private(set) var follower: Follower!
  private(set) var notes: [FollowNote] = []
  var nowMs = 0
  private let patterns: [FollowPattern]
  private var limits: FollowLimits
  private var serial = 0

  /// - Parameter patterns: Below the directory; none is all of it.
  init(_ patterns: String..., followsLinks: Bool = false, limits: FollowLimits = FollowLimits()) throws {
    directory = try TemporaryDirectory()
    let path = directory.path
    self.patterns = (patterns.isEmpty ? [""] : patterns).map {
      FollowPattern(path: $0.isEmpty ? path : path + "/" + $0, followsLinks: followsLinks)
    }
    self.limits = limits
    tree = SystemTree(patterns: self.patterns)
    restart()
  }

  /// A new process, which knows what was committed.
  func restart() {
    sink.forgetAll()
    tree = SystemTree(patterns: patterns)
    follower = Follower(
      tree: tree, sink: sink, clock: self, generations: sink.generations, limits: limits,
      hash: { Array(KeyedHashOfTests.hash($0)) }, tell: { [unowned self] in notes.append($0) })
  }

  /// Looks until there is nothing more to do.
  func look() {
    for _ in 0..<1_000 where !follower.turn().isBehind { return }
  }

  /// Looks until nothing is undecided any more.
  func settle() {
    for _ in 0..<4 {
      nowMs += 2_500
      look()
    }
  }

  // MARK: Files

  func path(_ name: String) -> String { directory.path + "/" + name }

  func line(_ words: String = "") -> String {
    serial += 1
    return "2015-10-15 07:52:33 line \(serial) \(words)\n"
  }

  /// Appends to a file as a program does that opens it for each line.
  @discardableResult
  func append(_ name: String, _ text: String) throws -> String {
    if !FileManager.default.fileExists(atPath: path(name)) { try directory.write(name, "") }
    let handle = try FileHandle(forWritingTo: URL(filePath: path(name)))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
    return text
  }

  func rename(_ name: String, to other: String) throws { try POSIXFiles.rename(path(name), path(other)) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  func truncate(_ name: String, to size: Int = 0) throws { try POSIXFiles.truncate(path(name), size) }

  func contents(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }

  func copy(_ name: String, to other: String, bytes: Int? = nil) throws {
    let contents = try contents(name)
    try directory.write(other, Array(contents.prefix(bytes ?? contents.count)))
  }

  func gzip(_ name: String) throws {
    try directory.write(name + ".gz", Gzip.member(try contents(name)))
    try remove(name)
  }

  // MARK: Answers

  /// What is committed of each generation, in the order in which they were born.
  var committed: [String] {
    sink.database.sorted { $0.key < $1.key }.map { String(decoding: $0.value.bytes, as: UTF8.self) }
  }

  var gaps: [FollowedGeneration.Gap] { sink.generations.flatMap(\.gaps) }
}

/// Calls of the system that Foundation has not, or does differently.
enum POSIXFiles {
  struct Failure: Error { var code: Int32 }

  static func rename(_ from: String, _ to: String) throws {
    guard unsafe Foundation.rename(from, to) == 0 else { throw Failure(code: errno) }
  }

  static func truncate(_ path: String, _ size: Int) throws {
    guard unsafe Foundation.truncate(path, off_t(size)) == 0 else { throw Failure(code: errno) }
  }

  static func makeFifo(_ path: String) throws {
    guard unsafe mkfifo(path, 0o600) == 0 else { throw Failure(code: errno) }
  }

  static func link(_ from: String, _ to: String) throws {
    guard unsafe Foundation.link(from, to) == 0 else { throw Failure(code: errno) }
  }
}

/// A hash that is the same in every run.
enum KeyedHashOfTests {
  static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return (0..<8).map { UInt8(truncatingIfNeeded: state >> UInt64(56 - 8 * $0)) }
  }
}
