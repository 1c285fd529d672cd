import IncidentStore
import LogPipeline
import LogTail

/// Follows logs into an index until it is told to stop: what `oxtail daemon` is made of.
///
/// ```swift
/// let live = try LiveIndex(path: path, words: "oxtail daemon (process 7)", patterns: patterns, catalogue: catalogue, options: options)
/// try live.run(until: { isOver }, hear: { news in … })
/// ```
package final class LiveIndex {
  /// What happens while it runs.
  package enum News {
    /// Something about a followed file that its user should know.
    case note(FollowNote)
    /// A file that is no log.
    case skipped(SkippedFile)
    /// All incidents as they are now, without their occurrences, after ``DerivationPacing`` let them be derived anew.
    case incidents([Incident])
    /// The incidents could not be derived; it is tried again.
    case trouble(StoreError)
    /// A look at all files is over.
    case turn(FollowTurn)
  }

  private let indexer: FollowIndexer
  private let follower: Follower
  private let loop: FollowLoop
  private let clock = SystemClock()
  private let ear: Ear

  private final class Ear {
    var hear: (News) -> Void = { _ in }
  }

  /// Opens the index and takes its writer's lock.
  ///
  /// - Parameters:
  ///   - path: The index; it is made where there is none.
  ///   - words: What a second writer is told of this one.
  ///   - patterns: What is followed. Paths are best absolute: they are kept.
  ///   - options: Hosts, zones and sides; its paths do not count.
  ///   - polls: Whether to do without inotify.
  /// - Throws: ``StoreError``, `busy` with the words of the other writer.
  package init(
    path: String, words: String, patterns: [FollowPattern], catalogue: Catalogue, options: ScanOptions,
    limits: FollowLimits = FollowLimits(), pacing: DerivationPacing = DerivationPacing(), polls: Bool = false
  ) throws(StoreError) {
    let writer = try IndexWriter(path: path, words: words) { Hashes.sha256([String(decoding: $0, as: UTF8.self)]) }
    let hash = try IndexKey.hash(besides: path)
    let ear = Ear()
    indexer = try FollowIndexer(
      catalogue: catalogue, options: options, writer: writer, hash: hash, pacing: pacing,
      skip: { ear.hear(.skipped($0)) })
    let tree = SystemTree(patterns: patterns)
    follower = Follower(
      tree: tree, sink: indexer, clock: clock, generations: indexer.generations, limits: limits, hash: { hash($0) },
      tell: { ear.hear(.note($0)) })
    loop = FollowLoop(follower: follower, tree: tree, polls: polls)
    self.ear = ear
  }

  /// Follows, and at last derives what is pending if that took less than a second the last time: the next start does it otherwise.
  ///
  /// All that was read is committed when it returns, whenever that is.
  ///
  /// - Parameter isOver: Asked after each look, and at least once a second; a signal ends the waiting.
  package func run(until isOver: () -> Bool, hear: @escaping (News) -> Void) {
    ear.hear = hear
    defer { ear.hear = { _ in } }
    loop.run(until: isOver) { turn in
      derive { () throws(StoreError) in try indexer.endTurn(turn, nowMs: clock.nowMs) }
      hear(.turn(turn))
    }
    if indexer.pacing.isPending, indexer.pacing.lastTookMs < 1_000 {
      derive { () throws(StoreError) in try indexer.derive() }
    }
  }

  /// What is followed, as it is committed.
  package var generations: [FollowedGeneration] { follower.generations }

  private func derive(_ body: () throws(StoreError) -> [Incident]?) {
    do throws(StoreError) {
      if let incidents = try body() { ear.hear(.incidents(incidents)) }
    } catch {
      ear.hear(.trouble(error))
    }
  }
}
