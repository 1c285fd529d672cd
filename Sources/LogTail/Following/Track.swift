/// A generation while it is followed.
final class Track {
  /// In the order in which the generations were met.
  let number: Int
  /// As it is committed.
  var generation: FollowedGeneration
  /// What it is read from; `nil` while no file is open that holds all that was read of it.
  var content: (any FileContent)?
  /// How the file was when it was last looked at.
  var status: FileStatus?
  /// Where its file lies now, as far as that was seen; it is committed with the next bytes.
  var path: String
  private(set) lazy var name = RotatedName(path)
  /// Where the sink goes on; `nil` where it must begin again at the committed offset.
  var position: Int?
  /// Where the sink's first record begins that is not final.
  var openOffset = 0
  /// What stands before `position`: up to ``FileIdentity/anchorBytes``.
  var tail: [UInt8] = []
  /// For a generation of which nothing is read yet: what stood at, or before, its beginning when it was met.
  var opening = Witnesses.Place(offset: 0, bytes: [])
  /// Whether there may be something to read.
  var hasMore = false
  /// Whether its last record is shown to the sink again: a rotation may have split it, and the sink keeps no such bytes.
  var isToRevisit = false
  /// Grows with each change, so that a judgement of another file that depends on it is made again.
  var version = 0
  /// Since when no file holds it; `nil` while one does.
  var orphanedMs: Int?
  var grownMs: Int
  /// How long its file was at most.
  var sizeSeen: Int
  /// The last turn in which its file had a name, and the last one in which it had a live log's.
  var namedTurn = 0
  var liveTurn = 0

  init(number: Int, generation: FollowedGeneration, nowMs: Int) {
    self.number = number
    self.generation = generation
    path = generation.path
    grownMs = nowMs
    sizeSeen = generation.sizeSeen
  }

  var isBorn: Bool { generation.id != nil }

  /// How far its bytes are known.
  var known: Int { max(position ?? 0, generation.size) }

  func rename(to path: String, _ name: RotatedName) {
    guard path != self.path else { return }
    self.path = path
    self.name = name
  }

  func remember(_ bytes: ArraySlice<UInt8>, max count: Int) {
    tail = Array((bytes.count >= count ? bytes : tail + bytes).suffix(count))
  }
}
