/// A layout's words for levels.
struct LevelWords: Sendable {
  /// Words of up to eight bytes, which are nearly all, as numbers.
  private var short: [Short] = []
  private var long: [(word: [UInt8], level: Level)] = []

  private struct Short {
    var word: UInt64
    var count: Int
    var level: Level
  }

  init(_ levels: [String: Level]) {
    for (word, level) in levels {
      let bytes = Array(word.utf8)
      if bytes.count <= 8 {
        short.append(
          Short(word: Self.number(RawSpan(_elements: bytes.span)), count: bytes.count, level: level)
        )
      } else {
        long.append((bytes, level))
      }
    }
  }

  /// A word that the layout does not list counts as a warning: grave enough to be looked at, no failure by itself.
  subscript(_ word: RawSpan) -> Level {
    if word.byteCount <= 8 {
      let number = Self.number(word)
      for known in short where known.word == number && known.count == word.byteCount {
        return known.level
      }
    } else {
      for (known, level) in long where known.count == word.byteCount && word.starts(with: known) {
        return level
      }
    }
    return .warning
  }

  private static func number(_ word: RawSpan) -> UInt64 {
    var number: UInt64 = 0
    for place in 0..<word.byteCount { number |= UInt64(word[place]) << UInt64(8 * place) }
    return number
  }
}
