extension Follower {
  /// Closes the generations that are complete, and says what is lost.
  func endGenerations(_ look: Look) {
    for number in held.values.sorted() {
      guard let track = tracks[number], track.liveTurn != turnNumber else { continue }
      if track.namedTurn != turnNumber, !watchNameless(track, look) { continue }
      endIfComplete(track)
    }
    for track in tracks.values where track.orphanedMs != nil && track.sizeSeen > track.generation.size {
      noteLoss(track)
    }
    for track in tracks.values where track.namedTurn == turnNumber && track.path != track.generation.path {
      commitPath(track)
    }
  }

  /// Evidence names files as they are called now.
  private func commitPath(_ track: Track) {
    guard track.isBorn, outcome.trouble == nil else { return }
    var next = track.generation
    next.path = track.path
    _ = update(track, next)
  }

  /// Looks at an open file that has no name any more among those that are followed.
  ///
  /// - Returns: Whether it may be complete.
  private func watchNameless(_ track: Track, _ look: Look) -> Bool {
    guard let content = track.content, let status = try? content.file.status() else { return true }
    if !content.isPacked, status.size < track.known {
      lose(track)
      return false
    }
    if status.size != track.status?.size {
      track.status = status
      track.grownMs = clock.nowMs
      track.hasMore = true
      outcome.isBehind = true
      return false
    }
    // Its name may be there, where nobody can look.
    let directory = track.path.lastIndex(of: "/").map { String(track.path[..<$0]) } ?? "."
    return status.links == 0
      || !look.unreadable.contains {
        directory.hasPrefix($0.path) || $0.path == track.path && $0.reason != .noSuchFile
      }
  }

  private func endIfComplete(_ track: Track) {
    guard !track.hasMore, clock.nowMs - track.grownMs >= limits.settleMs else { return }
    if track.namedTurn != turnNumber {
      let isOver = clock.nowMs - track.grownMs >= limits.unlinkedMs
      guard isOver || wentOn(track) else { return }
      if isOver { note(.letGo(path: track.path)) }
    }
    // Where a file was cut back and not written on, nothing has begun yet.
    guard track.isBorn || track.position != nil, isQuiet(track) else { return }
    close(track)
  }

  /// Asks the file once more before it is closed: it may have grown, and lost its name, since the look.
  private func isQuiet(_ track: Track) -> Bool {
    guard let content = track.content, let status = try? content.file.status() else { return true }
    if !content.isPacked, status.size != track.known { track.hasMore = true }
    return !track.hasMore && (status.links > 0 || track.namedTurn != turnNumber)
  }

  /// Whether a newer generation of the same log is being written.
  private func wentOn(_ track: Track) -> Bool {
    held.values.contains { number in
      guard let other = tracks[number], other.number > track.number else { return false }
      return other.name.log == track.name.log && other.liveTurn == turnNumber && other.known > 0
    }
  }

  /// Makes a generation's last record final and closes its file.
  ///
  /// - Returns: `false` where that could not be committed.
  @discardableResult
  func close(_ track: Track) -> Bool {
    var next = track.generation
    next.path = track.path
    next.isClosed = true
    // Its bytes were too few to tell whether it is a log: now they are all there are.
    guard track.isBorn ? next == track.generation || update(track, next) : save(track, next) else { return false }
    release(track)
    if !track.isBorn { remove(track) }
    return true
  }

  /// What a truncation destroyed is a gap, unless a copy turned up or may be in the making.
  private func noteLoss(_ track: Track) {
    let generation = track.generation
    guard track.isBorn, let orphanedMs = track.orphanedMs, clock.nowMs - orphanedMs >= limits.settleMs,
      !generation.gaps.contains(where: { $0.reason == .destroyed && $0.offset == generation.size }),
      !files.values.contains(where: { $0.track == track.number })
    else { return }
    let gap = FollowedGeneration.Gap(
      offset: generation.size, byteCount: track.sizeSeen - generation.size, reason: .destroyed)
    var next = generation
    next.gaps.append(gap)
    if update(track, next) { note(.destroyed(path: generation.path, byteCount: gap.byteCount)) }
  }

  /// Keeps the number of open files below its limit.
  func releaseIdleFiles() {
    // Others wait to be opened.
    let most = nextLog == nil ? limits.handlesMax : limits.handlesMax / 2
    guard held.count > most else { return }
    let idle = held.values.compactMap { tracks[$0] }.filter { !$0.hasMore && $0.isBorn && $0.namedTurn == turnNumber }
      .sorted { ($0.grownMs, $0.number) < ($1.grownMs, $1.number) }
    for track in idle.prefix(held.count - most) where isQuiet(track) {
      // It need not be opened again before it changes.
      if let status = track.status { remember(status, .carrier(track.number)) }
      release(track)
    }
  }
}
