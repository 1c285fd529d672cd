extension Follower {
  /// The generations that a file may hold, as far as its first bytes tell.
  func possible(_ candidate: inout Candidate) -> [Track] {
    if let numbers = beginnings.numbers(&candidate.head) { return numbers.compactMap { tracks[$0] } }
    let key = candidate.status.key
    let log = candidate.sighting.name.log
    return tracks.values.filter { $0.name.log == log || $0.generation.key == key || !$0.isBorn }
      .sorted { $0.number < $1.number }
  }

  func judge(_ candidate: inout Candidate) throws(UnreadablePath) -> Judgement {
    var relations: [(track: Track, relation: Relation)] = []
    for track in possible(&candidate) {
      let relation = try relation(of: &candidate, to: track)
      if relation != .differs { relations.append((track, relation)) }
    }
    let key = candidate.status.key
    let holding = relations.filter { $0.relation == .whole || $0.relation == .longer }
    let best = holding.max { left, right in
      let (mine, theirs) = (left.track.generation.key == key, right.track.generation.key == key)
      return mine == theirs ? left.track.known < right.track.known : theirs
    }
    if let best { return judge(candidate, holding: best.track, isLonger: best.relation == .longer) }
    let judgements = relations.compactMap { judge(candidate, $0.track, $0.relation) }
    return judgements.min { $0.rank < $1.rank } ?? .new
  }

  private func judge(_ candidate: Candidate, holding track: Track, isLonger: Bool) -> Judgement {
    guard track.content != nil else { return .carrier(track) }
    guard isLonger else { return .copy(track) }
    // The old generation has moved on to another name, and the new one begins with the same words.
    return isSuccessor(candidate, of: track) ? .new : .carrier(track)
  }

  /// Whether it has a live log's name, which the generation had to give up, and agrees with it in no more than the words of a start.
  private func isSuccessor(_ candidate: Candidate, of track: Track) -> Bool {
    candidate.sighting.isLive && track.liveTurn != turnNumber
      && min(candidate.size, track.known) < limits.cutBackBytes
  }

  /// - Returns: `nil` where the generation says nothing against a new one.
  private func judge(_ candidate: Candidate, _ track: Track, _ relation: Relation) -> Judgement? {
    let undecidedMs = candidate.sinceMs + limits.undecidedMs
    // The beginning of a compressed copy is never a log of its own.
    if candidate.isDamaged, relation != .rewritten { return .wait(track, untilMs: nil) }
    let mayBeShort: Judgement? = clock.nowMs < undecidedMs ? .wait(track, untilMs: undecidedMs) : nil
    // Two looks must agree: the file may have been rewritten while it was looked at, and a copy may turn up.
    let isOrphanForLong = track.orphanedMs.map { $0 < clock.nowMs } ?? false && candidate.waitedFor == track.number
    let isSame = isCut(candidate, track)
    switch relation {
    case .differs, .whole, .longer: return nil
    case .uncertain:
      return track.content == nil || !candidate.sighting.isLive ? mayBeShort : nil
    case .shorter where track.content != nil:
      return isSuccessor(candidate, of: track) ? mayBeShort : .copy(track)
    case .shorter(let agreed) where isSame && agreed >= limits.cutBackBytes:
      let start = track.generation.cutAt ?? candidate.size
      // A copy in the making of what was cut back.
      guard start <= candidate.size else { return .wait(track, untilMs: nil) }
      return isOrphanForLong ? .cutBack(track, start: start, isExact: true) : .wait(track, untilMs: clock.nowMs)
    case .shorter(let agreed): return agreed < limits.certainBytes ? mayBeShort : .wait(track, untilMs: nil)
    case .rewritten where track.content != nil: return nil
    case .rewritten:
      let start = min(candidate.size, track.generation.cutAt ?? track.generation.size)
      return isOrphanForLong
        ? .cutBack(track, start: start, isExact: track.generation.cutAt == start) : .wait(track, untilMs: clock.nowMs)
    }
  }

  /// Whether it may be the generation's own file, or a copy of it, from which the end was cut off.
  private func isCut(_ candidate: Candidate, _ track: Track) -> Bool {
    track.generation.cutAt != nil || track.generation.key == candidate.status.key
  }

  // MARK: One file and one generation

  private func relation(of candidate: inout Candidate, to track: Track) throws(UnreadablePath) -> Relation {
    let (fit, agreed) = candidate.head.fit(track.generation.ladder)
    if let content = track.content {
      if fit == .differs { return .differs }
      if let relation = try exactRelation(of: candidate, to: track, content) { return relation }
      // Its file has lost what was read of it in this very moment.
      lose(track)
    }
    guard track.isBorn else { return .differs }
    let isRewritten = isCut(candidate, track) && candidate.telling(agreed) >= limits.cutBackBytes
    if fit == .differs { return isRewritten ? .rewritten : .differs }
    if candidate.size >= track.generation.size {
      if try anchor(of: track.generation, in: candidate.content) != nil { return .whole }
      return isRewritten ? .rewritten : .differs
    }
    return agreed == 0 ? .uncertain : .shorter(agreedBytes: candidate.telling(agreed))
  }

  /// Compares with the generation's own file.
  ///
  /// - Returns: `nil` where that does not hold any more what was read of it.
  private func exactRelation(of candidate: Candidate, to track: Track, _ content: any FileContent)
    throws(UnreadablePath) -> Relation?
  {
    guard try isIntact(track, content) else { return nil }
    let size = try content.size()
    let common = min(size, candidate.size)
    let head = min(limits.identity.headBytes, common)
    var agrees = try content.bytes(0..<head).elementsEqual(candidate.head.bytes.prefix(head))
    if agrees, common > head {
      let end = max(head, common - limits.identity.anchorBytes)..<common
      agrees = try content.bytes(end) == candidate.content.bytes(end)
    }
    guard try isIntact(track, content) else { return nil }
    guard agrees else { return .differs }
    return candidate.size > size ? .longer : candidate.size >= track.known ? .whole : .shorter(agreedBytes: common)
  }

  /// Whether a generation's file still holds what was read of it.
  func isIntact(_ track: Track, _ content: any FileContent) throws(UnreadablePath) -> Bool {
    try proof(of: track, in: content) != nil
  }

  /// The bytes that prove that a file still holds what was read of a generation; `nil` where it does not.
  func proof(of track: Track, in content: any FileContent) throws(UnreadablePath) -> Witnesses.Place? {
    guard try content.size() >= track.known else { return nil }
    if let position = track.position, position > track.generation.start {
      let place = Witnesses.Place(offset: position - track.tail.count, bytes: track.tail)
      return try place.holds(in: content) ? place : nil
    }
    if track.isBorn { return try anchor(of: track.generation, in: content) }
    return try track.opening.holds(in: content) ? track.opening : nil
  }

  private func anchor(of generation: FollowedGeneration, in content: any FileContent) throws(UnreadablePath)
    -> Witnesses.Place?
  {
    let end = generation.size
    let start = max(generation.offset, end - limits.identity.anchorBytes)
    let bytes = start < end ? try content.bytes(start..<end) : []
    return identity.anchor(of: bytes) == generation.anchor ? Witnesses.Place(offset: start, bytes: bytes) : nil
  }
}

extension Judgement {
  /// What is certain goes first, and waiting before a decision that cannot be taken back.
  fileprivate var rank: Int {
    switch self {
    case .carrier: 0
    case .copy: 1
    case .wait: 2
    case .cutBack: 3
    case .new: 4
    }
  }
}
