import IncidentStore
import LogTail

/// What a followed generation is beside what an index keeps of every log.
struct FollowedFacts: Equatable, Codable {
  var start: Int
  var sizeSeen: Int
  var key: FileKey?
  var isClosed: Bool
  var gaps: [FollowedGeneration.Gap]
  var cutAt: Int?

  init(_ generation: FollowedGeneration) {
    start = generation.start
    sizeSeen = generation.sizeSeen
    key = generation.key
    isClosed = generation.isClosed
    gaps = generation.gaps
    cutAt = generation.cutAt
  }
}

extension GenerationSlot {
  /// As a follower goes on with it, also where it was only indexed before.
  var followedGeneration: FollowedGeneration {
    var result = FollowedGeneration(path: generation.name)
    result.id = generation.id
    result.ladder = generation.ladder
    result.anchor = generation.anchor
    result.offset = generation.offset
    result.size = generation.size
    result.start = followed?.start ?? 0
    result.sizeSeen = followed?.sizeSeen ?? generation.size
    result.key = followed?.key
    result.isClosed = followed?.isClosed ?? false
    result.gaps = followed?.gaps ?? []
    result.cutAt = followed?.cutAt
    return result
  }
}

extension Gap {
  init(_ gap: FollowedGeneration.Gap) {
    self.init(offset: gap.offset, byteCount: gap.reason == .damaged ? nil : gap.byteCount, reason: gap.words)
  }
}

extension FollowedGeneration.Gap {
  fileprivate var words: String {
    switch reason {
    case .destroyed: "truncated or overwritten before it was read"
    case .damaged: "behind the damage of a compressed file"
    case .cutBack: "the file was cut back and written on; where is not known"
    }
  }
}
