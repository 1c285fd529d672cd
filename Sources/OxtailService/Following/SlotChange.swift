import IncidentStore
import LogPipeline
import LogTail

/// What a commit makes of a generation's slot.
struct SlotChange {
  let index: Int
  /// With the new settled state.
  var slot: GenerationSlot
  /// What is shown of it from now on, with the events that are no rows yet and the provisional ones.
  var read: SourceRead
  /// Whether its events stay as they are.
  var isQuiet = false

  /// Whether its path names another host, perhaps.
  var movesHost: Bool { slot.before.map { $0.report.file != read.report.file } ?? false }

  /// Its first bytes belong to no record of an older generation any more.
  mutating func loosen() {
    read.report.unparsedBytes += slot.joinedBytes
    slot.joinedBytes = 0
  }

  /// - Parameter before: The slot as it is committed.
  func batch(before: GenerationSlot?) -> IndexBatch {
    let stored = before?.storedTail ?? []
    let same = isQuiet ? read.events.count : zip(read.events, stored).prefix { .init($0) == $1 }.count
    var batch = slot.batch(read, from: same)
    batch.keepsBefore = isQuiet || same == stored.count ? .max : stored[same].offset
    let old = before?.followed?.gaps ?? []
    let new = slot.followed?.gaps ?? []
    batch.closedGaps = old.filter { !new.contains($0) }.map(\.offset)
    batch.gaps += new.filter { !old.contains($0) }.map { Gap($0) }
    return batch
  }

  /// The slot after the commit: what is final is a row now.
  ///
  /// - Parameter generation: As it was stored.
  func committed(_ generation: Generation) -> GenerationSlot {
    var slot = slot
    slot.generation = generation
    let settled = slot.settled.events.count
    slot.shown = read
    slot.shown.forgetEdges()
    slot.shown.isJoined = false
    slot.shown.harvest = nil
    slot.shown.events.removeFirst(settled)
    slot.storedTail = slot.shown.events.map(GenerationSlot.StoredTail.init)
    slot.settled.events = []
    slot.settled.harvest = nil
    slot.bare?.events.removeFirst(settled)
    slot.bare?.harvest?.keepWords(from: slot.generation.offset)
    slot.before = slot.shown
    return slot
  }
}

extension GenerationSlot {
  /// Takes over what a course read up to a commit.
  mutating func advance(_ course: FollowCourse, _ followed: FollowedGeneration, _ recogniser: inout Recogniser) {
    memory = course.memory
    generation.line = course.openLine
    take(followed)
    let place = shown
    if let read = course.read { settled = read }
    settled.report.bytes = course.position
    if let opening = settled.opening { openingBytes = opening.record.byteCount }
    settled.opening = nil
    var bare = course.shown(&recogniser)
    bare.takePlace(of: place)
    settled.takePlace(of: place)
    self.bare = bare
    name(followed.path)
  }

  /// Takes over what a follower knows.
  mutating func take(_ followed: FollowedGeneration) {
    generation.ladder = followed.ladder
    generation.anchor = followed.anchor
    generation.offset = followed.offset
    generation.size = followed.size
    self.followed = FollowedFacts(followed)
  }

  mutating func name(_ path: String) {
    let isPacked = path.hasSuffix(".gz")
    settled.report.file = path
    settled.isPacked = isPacked
    shown.report.file = path
    shown.isPacked = isPacked
    bare?.report.file = path
    bare?.isPacked = isPacked
  }
}
