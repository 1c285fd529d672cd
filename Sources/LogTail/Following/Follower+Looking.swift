extension Follower {
  /// Finds out which generation each file holds, as far as that is not known already.
  func recognise(_ sightings: [Sighting]) {
    var unknown: [Sighting] = []
    for sighting in sightings where !isKnown(sighting) { unknown.append(sighting) }
    // A live log before its copies, and newer generations before older ones.
    unknown.sort { $0.isLive != $1.isLive ? $0.isLive : $0.rank > $1.rank }
    for sighting in affordable(unknown) {
      do throws(UnreadablePath) {
        try examine(sighting)
        canRead(sighting.path)
      } catch {
        // Gone since it was seen: the next look tells.
        guard error.reason != .noSuchFile else { continue }
        cannotRead(UnreadablePath(path: sighting.path, reason: error.reason, isNamed: sighting.isNamed))
      }
    }
    files = files.filter { $0.value.turn == turnNumber }
  }

  /// As many as may be open at a time, each log with all its files; the next looks go on where this one ends.
  private func affordable(_ unknown: [Sighting]) -> [Sighting] {
    nextLog = held.count + unknown.count > limits.handlesMax ? nextLog ?? "" : nil
    guard let next = nextLog else { return unknown }
    // What grows all the time is held, and the others must be looked at all the same.
    let places = max(limits.handlesMax - held.count, limits.handlesMax / 4)
    let byLog = Dictionary(grouping: unknown, by: \.name.log)
    let logs = byLog.keys.sorted()
    let start = logs.firstIndex { $0 >= next } ?? 0
    var chosen: Set<String> = []
    var count = 0
    nextLog = nil
    for log in logs[start...] + logs[..<start] {
      guard count == 0 || count + byLog[log, default: []].count <= places else {
        nextLog = log
        break
      }
      chosen.insert(log)
      count += byLog[log, default: []].count
    }
    for sighting in unknown where !chosen.contains(sighting.name.log) {
      files[sighting.status.key]?.turn = turnNumber
      outcome.isBehind = true
    }
    return unknown.filter { chosen.contains($0.name.log) }
  }

  /// Whether nothing has to be found out about a file.
  private func isKnown(_ sighting: Sighting) -> Bool {
    let status = sighting.status
    guard status.kind == .regular else {
      refuse(sighting)
      return true
    }
    if let number = held[status.key], let track = tracks[number] { return see(track, sighting) }
    guard var seen = files[status.key], isSettled(seen, status) else { return false }
    seen.turn = turnNumber
    files[status.key] = seen
    if let number = seen.track, let track = tracks[number] { name(track, sighting, as: seen.verdict) }
    return true
  }

  private func isSettled(_ seen: SeenFile, _ status: FileStatus) -> Bool {
    guard seen.status == status else { return false }
    switch seen.verdict {
    case .empty, .refused: return true
    case .carrier(let number): return tracks[number] != nil
    case .copy(let number):
      guard let track = tracks[number] else { return false }
      // What it holds is read already, or stands in the generation's own file, which may still lose it.
      return seen.version == track.version || track.content == nil && status.size <= track.generation.size
    case .waiting(let number, let untilMs):
      if let untilMs, clock.nowMs >= untilMs { return false }
      return number.map { tracks[$0]?.version == seen.version } ?? true
    }
  }

  /// - Returns: `false` where the open file does not hold any more what was read of it.
  private func see(_ track: Track, _ sighting: Sighting) -> Bool {
    name(track, sighting)
    guard track.status != sighting.status else { return true }
    if sighting.status.size > (track.status?.size ?? 0) { track.grownMs = clock.nowMs }
    // Now, and not when it is read: what it holds else must be known before its copies are looked at.
    if let content = track.content, !content.isPacked, (try? isIntact(track, content)) == false {
      note(.truncated(path: sighting.path))
      lose(track)
      return false
    }
    track.status = sighting.status
    track.hasMore = true
    return true
  }

  private func name(_ track: Track, _ sighting: Sighting, as verdict: SeenFile.Verdict) {
    switch verdict {
    case .carrier: name(track, sighting)
    // Of a generation whose own file is gone a copy is left, compressed mostly.
    case .copy where track.content == nil && track.namedTurn != turnNumber: name(track, sighting)
    case .copy, .waiting, .empty, .refused: return
    }
  }

  func name(_ track: Track, _ sighting: Sighting) {
    // Of two names the live one counts.
    guard track.liveTurn != turnNumber else { return }
    track.rename(to: sighting.path, sighting.name)
    track.namedTurn = turnNumber
    if sighting.isLive { track.liveTurn = turnNumber }
  }

  func refuse(_ sighting: Sighting) {
    note(.refused(path: sighting.path, sighting.status.kind))
  }
}
