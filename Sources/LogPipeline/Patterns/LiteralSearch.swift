/// Looks for any of some words at once, in steps almost as long as the shortest of them (Wu and Manber's method).
struct LiteralSearch: Sendable {
  /// The words in reverse, as the search compares them; all end where its window ends.
  private let words: [[UInt8]]
  private let window: Int
  /// For each pair of bytes at the window's end, hashed: how far the window can move without passing a word.
  private let steps: [UInt8]

  /// - Parameter words: Each of two bytes or more.
  init(_ words: [[UInt8]]) {
    let window = min(255, words.map(\.count).min() ?? 2)
    precondition(window >= 2, "a word of less than two bytes")
    var steps = [UInt8](repeating: UInt8(window - 1), count: 1 << 12)
    for word in words {
      // The word's last bytes are what the window slides over.
      let tail = Array(word.suffix(window))
      for end in 1..<window {
        let hash = Self.hash(tail[end - 1], tail[end])
        steps[hash] = min(steps[hash], UInt8(window - 1 - end))
      }
    }
    self.words = words.map { $0.reversed() }
    self.window = window
    self.steps = steps
  }

  private static func hash(_ first: UInt8, _ second: UInt8) -> Int { (Int(first) << 4 ^ Int(second)) & 0xFFF }

  /// - Complexity: O(*n* / *m*) for most texts, with *m* the length of the shortest word.
  func isFound(in text: RawSpan) -> Bool {
    var end = window - 1
    while end < text.byteCount {
      let step = Int(steps[Self.hash(text[end - 1], text[end])])
      if step == 0 {
        for word in words where Self.stands(word, endingAt: end, in: text) { return true }
        end += 1
      } else {
        end += step
      }
    }
    return false
  }

  private static func stands(_ reversed: [UInt8], endingAt end: Int, in text: RawSpan) -> Bool {
    guard end + 1 >= reversed.count else { return false }
    for index in reversed.indices where text[end - index] != reversed[index] { return false }
    return true
  }
}
