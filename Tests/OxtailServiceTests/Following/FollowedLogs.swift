import Foundation
import IncidentStore
import LogPipeline
import LogTail
import TestSupport

@testable import OxtailService

/// Logs in a real directory that are written, rotated and followed into an index, step by step, with a clock that the test sets.
final class FollowedLogs: FollowClock {
  let directory: TemporaryDirectory
  private let database: TemporaryDirectory
  var nowMs = 0
  private(set) var skipped: [SkippedFile] = []
  private(set) var notes: [FollowNote] = []
  private(set) var assumptions: [String] = []
  private(set) var incidents: [Incident] = []
  /// Whether incidents are derived only when ``deriveHeld()`` is called, as if that took long.
  var holdsDeriving = false
  private var held: [@Sendable () -> Void] = []
  private var process: (indexer: FollowIndexer, follower: Follower)?
  private let zones: [GlobRule<NamedZone>]

  init(zones: [GlobRule<NamedZone>] = []) throws {
    directory = try TemporaryDirectory()
    database = try TemporaryDirectory()
    self.zones = zones
  }

  var index: String { database.path + "/oxtail.db" }

  private var options: ScanOptions {
    var options = ScanOptions(paths: [directory.path])
    options.zones = zones
    return options
  }

  private func writer(_ path: String, _ words: String = "the test") throws -> IndexWriter {
    try IndexWriter(path: path, words: words) { KeyedHash.repeatable($0) }
  }

  // MARK: Following

  private func running() throws -> (indexer: FollowIndexer, follower: Follower) {
    if let process { return process }
    let indexer = try FollowIndexer(
      catalogue: Shipped.catalogue, options: options, writer: writer(index, "the follower"), hash: .repeatable,
      beside: { [unowned self] work in
        if holdsDeriving { held.append(work) } else { work() }
      },
      skip: { [unowned self] in skipped.append($0) }, assume: { [unowned self] in assumptions.append($0) })
    let follower = Follower(
      tree: SystemTree(patterns: [FollowPattern(path: directory.path)]), sink: indexer, clock: self,
      generations: indexer.generations, hash: { KeyedHash.repeatable($0) },
      tell: { [unowned self] in notes.append($0) })
    process = (indexer, follower)
    return (indexer, follower)
  }

  /// Ends it without a word, as a kill does.
  func kill() { process = nil }

  /// Derives what was to be derived beside the following; a look takes it over.
  func deriveHeld() {
    for work in held { work() }
    held = []
  }

  /// One look, and what is due after it.
  @discardableResult
  func turn() throws -> FollowTurn {
    let (indexer, follower) = try running()
    let turn = follower.turn()
    if let incidents = try indexer.endTurn(turn, nowMs: nowMs) { self.incidents = incidents }
    return turn
  }

  /// Looks until there is nothing more to do.
  func look() throws { for _ in 0..<1_000 where try !turn().isBehind { return } }

  /// Looks until nothing is undecided any more, and derives.
  func settle() throws {
    for _ in 0..<4 {
      nowMs += 2_500
      try look()
    }
    incidents = try running().indexer.derive()
  }

  // MARK: Files

  func append(_ name: String, _ text: String) throws { try directory.append(name, Array(text.utf8)) }

  // MARK: Answers

  /// What `index` makes of the files as they lie there now.
  func indexed() throws -> IndexContents {
    let fresh = try TemporaryDirectory()
    let path = fresh.path + "/oxtail.db"
    _ = try Indexer(catalogue: Shipped.catalogue, options: options, writer: writer(path), hash: .repeatable).run()
    return try IndexContents(path, below: directory.path)
  }

  /// Lets `index` read the same files into the same index.
  func indexAgain() throws {
    kill()
    _ = try Indexer(catalogue: Shipped.catalogue, options: options, writer: writer(index), hash: .repeatable).run()
  }

  /// What was followed.
  func followed() throws -> IndexContents { try IndexContents(index, below: directory.path) }
}
