/// Follows logs through every rotation: each byte that was ever in a followed file reaches the sink once, in the order of its generation.
///
/// Generations are known by their content, so nothing depends on names, inodes or on being there when a log is rotated. ``turn()`` looks at
/// everything once and is the whole truth; whatever wakes its caller earlier only saves time.
///
/// In one turn: what lies there (`Follower+Looking`), which generation each file holds (`+Judging`, `+Relations`), what is new in them, old
/// generations to their end first (`+Draining`), and which generations are complete (`+Ending`).
package final class Follower {
  let limits: FollowLimits
  let identity: FileIdentity
  let tree: any FollowedTree
  let sink: any FollowSink
  let clock: any FollowClock
  private let tell: (FollowNote) -> Void

  /// All generations that were ever read, by number: a copy of an old one may turn up at any time.
  var tracks: [Int: Track] = [:]
  private var nextNumber = 0
  var beginnings = Beginnings()
  /// Files that are open, and so cannot be confused with any other.
  var held: [FileKey: Int] = [:]
  var files: [FileKey: SeenFile] = [:]
  /// Where the next look goes on, where more files are to be opened than may be at a time.
  var nextLog: String?
  var turnNumber = 0
  var outcome = FollowTurn()
  /// Large compressed files are inflated one a turn: the live logs need not wait for all of them.
  var packedFilesLeft = 0
  private var unreadable: [String: UnreadablePath.Reason] = [:]
  /// What was said of each path, and of none.
  private var said: [String?: Set<FollowNote>] = [:]
  private var isInTrouble = false

  /// - Parameters:
  ///   - generations: What the index holds.
  ///   - hash: Keyed with the index's key.
  ///   - tell: Receives what the user should know, once until it is over.
  package init(
    tree: any FollowedTree, sink: any FollowSink, clock: any FollowClock, generations: [FollowedGeneration],
    limits: FollowLimits = FollowLimits(), hash: @escaping @Sendable ([UInt8]) -> [UInt8],
    tell: @escaping (FollowNote) -> Void = { _ in }
  ) {
    self.limits = limits
    self.tree = tree
    self.sink = sink
    self.clock = clock
    self.tell = tell
    identity = FileIdentity(limits: limits.identity, key: hash)
    for generation in generations {
      let track = add(generation)
      track.orphanedMs = clock.nowMs
      beginnings.put(track.number, generation.ladder)
    }
  }

  /// Looks at everything once, and hands on what is new.
  package func turn() -> FollowTurn {
    turnNumber += 1
    outcome = FollowTurn()
    packedFilesLeft = 1
    let look = tree.look()
    hear(look)
    showAgain(sink.takeWanted())
    recognise(look.sightings)
    for track in drainOrder() where tracks[track.number] != nil { drain(track) }
    endGenerations(look)
    releaseIdleFiles()
    if outcome.trouble == nil, isInTrouble {
      isInTrouble = false
      unsay(nil)
      tell(.troubleOver)
    }
    // Whoever comes back at once meets the same trouble.
    if outcome.trouble != nil { outcome.isBehind = false }
    return outcome
  }

  /// The committed state of each generation, for tests and `doctor`.
  package var generations: [FollowedGeneration] {
    tracks.keys.sorted().compactMap { tracks[$0] }.filter(\.isBorn).map(\.generation)
  }

  /// Whether the file is held open.
  package func holds(_ key: FileKey) -> Bool { held[key] != nil }

  // MARK: Tracks

  func add(_ generation: FollowedGeneration) -> Track {
    let track = Track(number: nextNumber, generation: generation, nowMs: clock.nowMs)
    nextNumber += 1
    tracks[track.number] = track
    return track
  }

  func remove(_ track: Track) {
    tracks[track.number] = nil
    beginnings.remove(track.number)
  }

  // MARK: Words

  func note(_ note: FollowNote) {
    if said[note.path, default: []].insert(note).inserted { tell(note) }
  }

  /// What was said is over: if it happens again, it is something new.
  func unsay(_ path: String?) { said.removeValue(forKey: path) }

  func trouble(_ trouble: FollowTrouble) {
    outcome.trouble = trouble
    isInTrouble = true
    note(.trouble(trouble.words))
  }

  private func hear(_ look: Look) {
    for place in look.unreadable { cannotRead(place) }
    let places = Set(look.unreadable.map(\.path))
    for path in unreadable.keys where !places.contains(path) && !look.sightings.contains(where: { $0.path == path }) {
      canRead(path)
    }
  }

  func cannotRead(_ place: UnreadablePath) {
    guard unreadable[place.path] != place.reason else { return }
    unreadable[place.path] = place.reason
    tell(.unreadable(path: place.path, place.reason))
  }

  func canRead(_ path: String) {
    if unreadable.removeValue(forKey: path) != nil { tell(.readableAgain(path: path)) }
  }
}
