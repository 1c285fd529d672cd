extension Follower {
  /// Opens a file, finds out what it holds, and acts on it.
  func examine(_ sighting: Sighting) throws(UnreadablePath) {
    let file = try tree.open(sighting)
    let status = try file.status()
    guard status.kind == .regular else {
      var now = sighting
      now.status = status
      return refuse(now)
    }
    // Names shift between the look and the opening.
    guard held[status.key] == nil else { return }
    guard status.size > 0 else { return remember(status, .empty) }
    let start = try PlainContent(file).bytes(0..<min(status.size, Container.headBytes))
    if let seen = files[status.key], isStillRefused(seen, start) { return remember(refused: status, seen.start) }
    switch Container.of(start[...]) {
    case .gzip: try examinePacked(sighting, status, PackedContent(file, limits: limits.expansion))
    case .tar: refuse(sighting, status, start, as: "tar")
    case .other(let kind): refuse(sighting, status, start, as: kind)
    case nil where start.count < 3 && sighting.path.hasSuffix(".gz"): remember(status, .waiting(nil, untilMs: nil))
    case nil:
      var candidate = try candidate(sighting, status, PlainContent(file))
      try settle(&candidate)
    }
  }

  private func refuse(_ sighting: Sighting, _ status: FileStatus, _ start: [UInt8], as kind: String) {
    note(.packed(path: sighting.path, kind: kind))
    remember(refused: status, start)
  }

  /// Whether a file that changed, or has another name, begins like the one that was no log.
  private func isStillRefused(_ seen: SeenFile, _ start: [UInt8]) -> Bool {
    guard seen.verdict == .refused, start.starts(with: seen.start) else { return false }
    return seen.start.count >= limits.certainBytes || seen.start.count == start.count
  }

  /// - Parameter start: How it begins, as far as ``SeenFile/startBytes`` go.
  func remember(refused status: FileStatus, _ start: [UInt8]) {
    remember(status, .refused)
    files[status.key]?.start = Array(start.prefix(SeenFile.startBytes))
  }

  private func candidate(_ sighting: Sighting, _ status: FileStatus, _ content: any FileContent)
    throws(UnreadablePath) -> Candidate
  {
    let head = try content.bytes(0..<limits.identity.headBytes)
    let seen = files[status.key]
    // It may have grown since its beginning was read.
    let size = head.count < limits.identity.headBytes ? head.count : content.isPacked ? 0 : try content.size()
    var waitedFor: Int?
    if case .waiting(let number, _) = seen?.verdict { waitedFor = number }
    return Candidate(
      sighting: sighting, status: status, content: content, size: size,
      head: HeadPrint(head, identity),
      sinceMs: seen?.status.size == status.size ? seen?.sinceMs ?? clock.nowMs : clock.nowMs,
      waitedFor: waitedFor)
  }

  /// A compressed file counts once it is complete.
  private func examinePacked(_ sighting: Sighting, _ status: FileStatus, _ content: PackedContent)
    throws(UnreadablePath)
  {
    var candidate = try candidate(sighting, status, content)
    for track in possible(&candidate) {
      let size = track.generation.size
      // What the sink wants to see is inflated.
      guard track.content != nil || !sink.wantsLastRecord(of: track.generation), size >= limits.certainBytes,
        candidate.head.fit(track.generation.ladder).fit == .same,
        try content.claims(size)
      else { continue }
      track.orphanedMs = nil
      return remember(status, .copy(track.number))
    }
    guard packedFilesLeft > 0 else {
      outcome.isBehind = true
      return
    }
    packedFilesLeft -= 1
    candidate.size = try content.size()
    if let damage = content.damage, damage != .gzipTrailing, damage != .expandsTooFar {
      let untilMs = candidate.sinceMs + limits.packingMs
      guard clock.nowMs >= untilMs else {
        return remember(status, .waiting(nil, untilMs: untilMs), since: candidate.sinceMs)
      }
    }
    candidate.isDamaged = content.damage != nil
    if let damage = content.damage { note(.damaged(path: sighting.path, damage)) }
    try settle(&candidate)
  }

  private func settle(_ candidate: inout Candidate) throws(UnreadablePath) {
    guard candidate.size > 0 else { return remember(candidate.status, .empty) }
    let status = candidate.status
    switch try judge(&candidate) {
    case .carrier(let track): attach(track, candidate)
    case .copy(let track): remember(status, .copy(track.number), since: candidate.sinceMs)
    case .wait(let track, let untilMs):
      remember(status, .waiting(track?.number, untilMs: untilMs), since: candidate.sinceMs)
    case .new where status.links > 1:
      note(.hardLink(path: candidate.sighting.path))
      remember(status, .waiting(nil, untilMs: nil), since: candidate.sinceMs)
    case .new: try begin(&candidate, start: 0)
    case .cutBack(let track, let start, let isExact):
      // Remembered before anything is read: what is written from now on stands behind the cut.
      var cut = track.generation
      cut.cutAt = start
      guard cut == track.generation || update(track, cut) else { return }
      note(.cutBack(path: candidate.sighting.path, size: start))
      if isExact {
        try begin(&candidate, start: start)
      } else {
        let lost = FollowedGeneration.Gap(offset: start, byteCount: 0, reason: .cutBack)
        try begin(&candidate, start: start, gaps: [lost])
      }
    }
  }

  private func begin(_ candidate: inout Candidate, start: Int, gaps: [FollowedGeneration.Gap] = [])
    throws(UnreadablePath)
  {
    let count = limits.identity.anchorBytes
    let place = start == 0 ? 0..<min(count, candidate.size) : max(0, start - count)..<start
    let opening = Witnesses.Place(offset: place.lowerBound, bytes: try candidate.content.bytes(place))
    var generation = FollowedGeneration(path: candidate.sighting.path)
    generation.start = start
    generation.offset = start
    generation.size = start
    generation.gaps = gaps
    let track = add(generation)
    track.opening = opening
    beginnings.put(track.number, Beginnings.ladder(&candidate.head))
    attach(track, candidate)
  }

  private func attach(_ track: Track, _ candidate: Candidate) {
    release(track)
    track.content = candidate.content
    track.status = candidate.status
    track.orphanedMs = nil
    track.hasMore = true
    track.isToRevisit = track.isBorn && sink.wantsLastRecord(of: track.generation)
    track.grownMs = clock.nowMs
    track.version += 1
    held[candidate.status.key] = track.number
    track.liveTurn = 0
    name(track, candidate.sighting)
    remember(candidate.status, .carrier(track.number))
  }

  func remember(_ status: FileStatus, _ verdict: SeenFile.Verdict, since: Int? = nil) {
    var seen = SeenFile(
      status: status, verdict: verdict, sinceMs: since ?? clock.nowMs, turn: turnNumber)
    seen.version = seen.track.flatMap { tracks[$0]?.version } ?? 0
    files[status.key] = seen
  }

  // MARK: Letting go

  /// No file is known any more that holds all that was read of a generation.
  func lose(_ track: Track) {
    track.sizeSeen = max(track.sizeSeen, track.status?.size ?? 0)
    release(track)
    track.orphanedMs = clock.nowMs
    track.version += 1
    // Whatever was judged by what the generation's file held may be all that is left of it.
    files = files.filter { $0.value.track != track.number }
    outcome.isBehind = true
    guard !track.isBorn else { return }
    let unread = track.sizeSeen - track.generation.start
    if unread > 0 { note(.destroyed(path: track.path, byteCount: unread)) }
    remove(track)
  }

  /// Closes a generation's file; it is found again when it grows.
  func release(_ track: Track) {
    if let status = track.status, held[status.key] == track.number { held[status.key] = nil }
    if track.content != nil { sink.forget(track.number) }
    track.content = nil
    track.position = nil
    track.tail = []
    track.hasMore = false
  }
}
