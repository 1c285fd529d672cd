extension Follower {
  /// What can be read, the generations of each log in their order.
  func drainOrder() -> [Track] {
    let ready = held.values.compactMap { tracks[$0] }.filter(\.hasMore)
    func precedes(_ left: Track, _ right: Track) -> Bool {
      if left.isBorn != right.isBorn { return left.isBorn }
      if left.isBorn { return left.number < right.number }
      return left.rank < right.rank
    }
    return ready.sorted(by: precedes)
  }

  /// Shows the sink bytes of generations once more: of those whose file is closed it is looked for again.
  func showAgain(_ ids: Set<Int64>) {
    guard !ids.isEmpty else { return }
    for track in tracks.values where track.generation.id.map(ids.contains) == true {
      if track.content == nil {
        files = files.filter { $0.value.verdict != .carrier(track.number) && $0.value.verdict != .copy(track.number) }
      } else {
        rollBack(track)
        track.isToRevisit = true
        track.hasMore = true
      }
    }
  }

  /// Hands on what is new in a generation, and commits it.
  func drain(_ track: Track) {
    guard let content = track.content else { return }
    do throws(UnreadablePath) {
      guard let proof = try proof(of: track, in: content) else {
        note(.truncated(path: track.path))
        return lose(track)
      }
      track.hasMore = try content.size() > track.known || track.isToRevisit
      if track.hasMore { try read(track, content, proof) }
      if content.isPacked, !track.hasMore, tracks[track.number] != nil { endPacked(track, content) }
    } catch {
      cannotRead(UnreadablePath(path: track.path, reason: error.reason, isNamed: false))
      track.hasMore = true
      return rollBack(track)
    }
    if track.hasMore { outcome.isBehind = true }
  }

  /// Reads and commits, up to the end or the turn's limit.
  private func read(_ track: Track, _ content: any FileContent, _ proof: Witnesses.Place) throws(UnreadablePath) {
    var witnesses = Witnesses(proof)
    if track.position == nil { try begin(track, content) }
    var buffer = [UInt8](repeating: 0, count: limits.batchBytes)
    var taken = 0
    while let position = track.position {
      let count = try step(track, content, &buffer, position)
      taken += count
      let isAtEnd = count == 0
      witnesses.add(Witnesses.Place(offset: position + count - track.tail.count, bytes: track.tail))
      // A record that is read again from its beginning may be longer than all limits.
      let newBytes = position + count - track.generation.size
      if isAtEnd || newBytes >= limits.commitBytes || newBytes > 0 && taken >= limits.turnBytes {
        guard try commit(track, content, witnesses) else { return }
        if isAtEnd { track.hasMore = false }
        if isAtEnd || taken >= limits.turnBytes { return }
      }
    }
  }

  private func begin(_ track: Track, _ content: any FileContent) throws(UnreadablePath) {
    let count = track.generation.start == 0 ? sink.openingBytes(of: track.generation) : 0
    let opening = count > 0 ? try content.bytes(0..<count) : []
    track.isToRevisit = false
    sink.begin(track.generation, as: track.number)
    if !opening.isEmpty { sink.acceptOpening(opening, of: track.number) }
    track.position = track.generation.offset
    track.openOffset = track.generation.offset
    track.tail = []
  }

  /// One batch.
  ///
  /// - Returns: Its bytes; 0 at the end.
  private func step(_ track: Track, _ content: any FileContent, _ buffer: inout [UInt8], _ position: Int)
    throws(UnreadablePath) -> Int
  {
    var count = try content.read(into: &buffer, at: position)
    if count > 0, buffer[0] == 0, let end = content.holeEnd(at: position), end - position > count {
      count = end - position
      track.openOffset = sink.acceptHole(count, of: track.number)
      track.remember(
        [UInt8](repeating: 0, count: min(count, limits.identity.anchorBytes))[...], max: limits.identity.anchorBytes)
    } else if count > 0 {
      track.openOffset = sink.accept(buffer[..<count], of: track.number)
      track.remember(buffer[..<count], max: limits.identity.anchorBytes)
    }
    track.position = position + count
    return count
  }

  /// Commits what was read, if the file has not changed underneath.
  ///
  /// - Returns: Whether the reading can go on.
  private func commit(_ track: Track, _ content: any FileContent, _ witnesses: Witnesses) throws(UnreadablePath)
    -> Bool
  {
    guard let position = track.position, position > track.generation.size else {
      // The file is shorter than it was a moment ago.
      if track.position != track.generation.size { lose(track) }
      track.hasMore = false
      return false
    }
    var next = track.generation
    let ladder = try ladder(of: track, content, position)
    guard try content.size() >= position, try witnesses.hold(in: content) else {
      lose(track)
      return false
    }
    next.path = track.path
    next.ladder = ladder
    next.size = position
    next.offset = track.openOffset
    next.anchor = identity.anchor(of: track.tail.suffix(position - track.openOffset))
    next.sizeSeen = max(position, track.status?.size ?? 0)
    next.key = track.status?.key
    next.isClosed = false
    next.gaps.removeAll { $0.reason == .destroyed && $0.offset < position }
    return save(track, next)
  }

  /// Hashes of the beginning. They are made anew as long as that grows, so that they tell nothing of when it was looked at.
  private func ladder(of track: Track, _ content: any FileContent, _ position: Int) throws(UnreadablePath)
    -> [FileIdentity.Rung]
  {
    let known = track.generation.ladder.last?.length ?? 0
    let length = min(position, limits.identity.headBytes)
    guard known < length else { return track.generation.ladder }
    return identity.ladder(of: try content.bytes(0..<length))
  }

  /// - Returns: Whether it is committed, or kept until there is more.
  @discardableResult
  func save(_ track: Track, _ generation: FollowedGeneration) -> Bool {
    do throws(FollowTrouble) {
      switch try sink.commit(generation, as: track.number) {
      case .committed(let id):
        if generation.ladder != track.generation.ladder { beginnings.put(track.number, generation.ladder) }
        track.generation = generation
        track.generation.id = id
        track.version += 1
        track.grownMs = clock.nowMs
        // A file that is read to its end without a name says nothing of what has its name now.
        if track.namedTurn == turnNumber { unsay(track.path) }
        outcome.hasNews = true
        return true
      case .held: return true
      case .refused:
        if let status = track.status, let content = track.content {
          remember(refused: status, (try? PlainContent(content.file).bytes(0..<SeenFile.startBytes)) ?? [])
        }
        release(track)
        if !track.isBorn { remove(track) }
        return false
      }
    } catch {
      trouble(error)
      rollBack(track)
      track.hasMore = track.content != nil
      return false
    }
  }

  /// Commits what is known of a generation beside its bytes.
  func update(_ track: Track, _ generation: FollowedGeneration) -> Bool {
    do throws(FollowTrouble) {
      try sink.update(generation)
      track.generation = generation
      track.version += 1
      return true
    } catch {
      trouble(error)
      return false
    }
  }

  private func rollBack(_ track: Track) {
    sink.forget(track.number)
    track.position = nil
    track.tail = []
  }

  /// A compressed file does not grow.
  private func endPacked(_ track: Track, _ content: any FileContent) {
    if let damage = (content as? PackedContent)?.damage, damage != .gzipTrailing, track.isBorn {
      let gap = FollowedGeneration.Gap(offset: track.generation.size, byteCount: 0, reason: .damaged)
      var next = track.generation
      if !next.gaps.contains(gap) { next.gaps.append(gap) }
      guard next == track.generation || update(track, next) else { return }
    }
    track.hasMore = false
    if close(track), let status = track.status { remember(status, .copy(track.number)) }
  }
}

extension Track {
  fileprivate var rank: RotationRank { RotationRank(name: name, path: path) }
}
