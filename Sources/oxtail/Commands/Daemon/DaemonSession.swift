import Foundation
import IncidentStore
import LogPipeline
import LogTail
import Logging
import OxtailService

/// Following with one set of settings. What it knows is in the index, so that another one can take over at any time.
final class DaemonSession {
  /// More incidents of one moment are counted, not named.
  private static let announcementsMax = 20
  /// So long an incident is there before it is told: the other side's record of a failure may make another one of it.
  private static let announcementWaitMs = 3_000
  /// Whoever ends a service waits for no longer derivation than this.
  private static let lastDerivationMsMax = 500

  /// So long what is new in the logs waits for what is old to be removed; the commit comes on top.
  private static let pruningStep = Duration.milliseconds(20)

  private let writer: IndexWriter
  private let indexer: FollowIndexer
  private let loop: FollowLoop
  private let manager: ServiceManager
  private let log: Logger
  private let clock = SystemClock()
  /// Incidents that were told, or were there before, and how many there are.
  private var known: Set<String>
  private var count: Int
  /// Those that were not told yet, and since when they are there.
  private var fresh: [(incident: Incident, sinceMs: Int)] = []
  private var saidMs = 0
  private var trouble: StoreError?

  /// - Throws: ``StoreError`` where the index cannot be read.
  init(
    _ settings: DaemonSettings, writer: IndexWriter, hash: KeyedHash, polls: Bool, bell: LoopBell,
    manager: ServiceManager, log: Logger
  ) throws(StoreError) {
    self.writer = writer
    self.manager = manager
    self.log = log
    let reader = try IndexReader(path: writer.path)
    known = Set(try reader.ids(from: ""))
    count = known.count
    indexer = try FollowIndexer(
      catalogue: settings.catalogue, options: settings.options, writer: writer, hash: hash,
      beside: FollowIndexer.thread { bell.ring() },
      skip: { log.info("\($0.file): \($0.reason); not followed") }, assume: { log.notice("\(SafeText($0).string)") })
    let tree = SystemTree(patterns: settings.patterns)
    let user = Account.name
    let follower = Follower(
      tree: tree, sink: indexer, clock: clock, generations: indexer.generations, hash: { hash($0) },
      tell: { note in
        log.log(level: note.isGrave ? .warning : .info, "\(note.words(user: user).string)")
      })
    if try !reader.isDerived() { indexer.wantsDeriving(nowMs: clock.nowMs) }
    loop = FollowLoop(follower: follower, tree: tree, polls: polls, bell: bell)
    status()
  }

  /// Removes some of what is old. While incidents are derived of it nothing is removed: what they begin with is not known before.
  func prune(_ pruning: inout Pruning, in writer: IndexWriter) -> RemarkAnswer {
    guard !indexer.isDeriving else {
      return RemarkAnswer(.more, "incidents are being derived", removed: pruning.events)
    }
    do throws(StoreError) {
      try writer.prune(&pruning, for: Self.pruningStep)
    } catch {
      return RemarkAnswer(.failed, error.message)
    }
    guard pruning.isDone else { return RemarkAnswer(.more, removed: pruning.events) }
    if pruning.hasChanged { indexer.wantsDeriving(nowMs: clock.nowMs) }
    return RemarkAnswer(.kept, removed: pruning.events)
  }

  /// - Parameter isOver: Asked between two looks.
  func run(until isOver: () -> Bool) {
    loop.run(until: isOver, after: end)
    // What is due is told before the end, if there is time for it; else the next start derives it.
    indexer.stopDeriving()
    if !writer.isLost, indexer.isPending, indexer.lastTookMs < Self.lastDerivationMsMax {
      attempt { () throws(StoreError) in try indexer.derive() }
    }
    tell(forMs: 0)
  }

  private func end(_ turn: FollowTurn) {
    if let ms = manager.watchdogMs, clock.nowMs - saidMs >= min(ms, 1_000) {
      saidMs = clock.nowMs
      manager.isAlive()
    }
    attempt { () throws(StoreError) in try indexer.endTurn(turn, nowMs: clock.nowMs) }
    tell(forMs: Self.announcementWaitMs)
  }

  /// What cannot be kept is said once, and tried again with the next look.
  private func attempt(_ body: () throws(StoreError) -> [Incident]?) {
    do throws(StoreError) {
      let incidents = try body()
      if trouble != nil { log.notice("incidents are kept again") }
      trouble = nil
      guard let incidents else { return }
      announce(incidents)
    } catch {
      if trouble != error { log.error("incidents cannot be kept for now: \(error.path) \(error.message)") }
      trouble = error
    }
  }

  // MARK: Words

  /// Notes which incidents there are, of which those that are new are told by ``tell(forMs:)``.
  private func announce(_ incidents: [Incident]) {
    let since = Dictionary(uniqueKeysWithValues: fresh.map { ($0.incident.id, $0.sinceMs) })
    fresh = incidents.filter { !known.contains($0.id) }.map { ($0, since[$0.id] ?? clock.nowMs) }
    known.formIntersection(incidents.map(\.id))
    count = incidents.count
    status()
  }

  /// - Parameter ms: How long an incident must be there.
  private func tell(forMs ms: Int) {
    let ripe = fresh.filter { clock.nowMs - $0.sinceMs >= ms }.map(\.incident)
    guard !ripe.isEmpty else { return }
    for incident in ripe.prefix(Self.announcementsMax) { log.notice("\(Self.words(incident).string)") }
    let rest = ripe.count - Self.announcementsMax
    if rest > 0 { log.notice("\(rest) more incidents; `oxtail incidents` lists them") }
    known.formUnion(ripe.map(\.id))
    fresh.removeAll { known.contains($0.incident.id) }
  }

  private static func words(_ incident: Incident) -> SafeText {
    let cause = incident.cause
    return
      "\(incident.id): \(cause.title) (\(cause.id)), \(SafeText.count(incident.count, "failure")); owner \(cause.owner.rawValue), retry \(cause.retry.rawValue)"
  }

  private func status() {
    let logs = SafeText.count(indexer.generations.count { !$0.isClosed }, "log")
    let incidents = SafeText.count(count, "incident")
    manager.status("Following \(logs); \(incidents) in the index")
  }
}
