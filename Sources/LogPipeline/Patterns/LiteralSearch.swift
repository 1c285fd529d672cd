import CByteLanes

/// Looks for any of some words at once: for two bytes of each that are rare in logs, at 32 places at a time.
///
/// What it costs does not depend on what the text says, unless the words' rare bytes stand in it at the right distance all the time.
@safe final class LiteralSearch: Sendable {
  /// Two bytes of a word and how far apart they stand.
  private struct Pair: Equatable {
    var first: UInt8
    var second: UInt8
    var distance: Int
  }

  /// A word's place among all of their bytes.
  private struct Word: BitwiseCopyable {
    var number: Int
    var start: Int
    var count: Int
    /// Where in it its pair begins.
    var place: Int
  }

  /// In the order of the bytes with which their pairs begin.
  private nonisolated(unsafe) let words: UnsafePointer<Word>
  /// For each byte the first of the words whose pair begins with it or with a later byte, and how many words there are.
  private nonisolated(unsafe) let firstWords: UnsafePointer<Int>
  private nonisolated(unsafe) let bytes: UnsafePointer<UInt8>
  private let wordCount: Int
  /// The words' pairs; several words may share one.
  private nonisolated(unsafe) let pairs: UnsafePointer<oxtail_pair>
  private let pairCount: Int
  /// How many bytes follow in every word where its pair begins: nearer to a text's end there is none.
  private let reach: Int

  /// - Parameter words: Each of two bytes or more.
  init(_ words: [[UInt8]]) {
    precondition(words.allSatisfy { $0.count >= 2 }, "a word of less than two bytes")
    let reach = min(Self.reachMax, (words.map(\.count).min() ?? 2) - 1)
    self.reach = reach
    let chosen = Self.pairs(of: words, reach: reach)
    var start = 0
    let placed = words.enumerated().map { number, word in
      let places = chosen.lazy.compactMap { pair in
        (0..<word.count).first { Self.pair(of: word, at: $0, pair.distance) == pair && $0 + reach < word.count }
      }
      defer { start += word.count }
      return Word(number: number, start: start, count: word.count, place: places.first ?? 0)
    }
    func first(_ word: Word) -> Int { Int(words[word.number][word.place]) }
    let sorted = placed.sorted { first($0) < first($1) }
    unsafe self.words = .holding(sorted)
    unsafe firstWords = .holding((0...256).map { byte in sorted.count { first($0) < byte } })
    unsafe bytes = .holding(words.flatMap { $0 })
    wordCount = words.count
    pairCount = chosen.count
    let memory = UnsafeMutablePointer<oxtail_pair>.allocate(capacity: max(1, chosen.count))
    for (index, pair) in chosen.sorted(by: { $0.distance < $1.distance }).enumerated() {
      unsafe oxtail_pair_make(memory + index, pair.first, pair.second, pair.distance)
    }
    unsafe pairs = UnsafePointer(memory)
  }

  deinit {
    unsafe pairs.deallocate()
    unsafe words.deallocate()
    unsafe firstWords.deallocate()
    unsafe bytes.deallocate()
  }

  // MARK: Choosing pairs

  /// Pairs reach no farther than this, and as far at least goes what follows them in a word: then a text's end needs no care.
  private static let reachMax = 3

  /// What logs of Open-Xchange are made of, the most frequent first; what is not in it is rarer.
  private static let frequent = Array(" eo.nxchagrsmpiltd\nz01=2:u354896f-jI7kOyvT()ASHPWRCX+,[]qFNM".utf8)

  private static let ranks = (0...255).map { byte in frequent.firstIndex(of: UInt8(byte)) ?? frequent.count }

  /// What English words are made of, in any log: whole lines of some have one in each.
  private static let areCommonNeighbours: [Bool] = {
    let common = """
      th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro \
      ic ne ea ra ce li ch ll be ma si om ur
      """
    var are = [Bool](repeating: false, count: 1 << 16)
    for neighbours in common.utf8.split(separator: UInt8(ascii: " ")) {
      if let first = neighbours.first, let second = neighbours.last { are[Int(first) << 8 | Int(second)] = true }
    }
    return are
  }()

  /// Letters attract each other: neighbours tell less than the same two bytes apart, and common ones much less.
  private static func rarity(_ first: UInt8, _ second: UInt8, _ distance: Int) -> Int {
    let sum = ranks[Int(first)] + ranks[Int(second)]
    guard distance == 1 else { return 2 * sum }
    return areCommonNeighbours[Int(first) << 8 | Int(second)] ? sum : 2 * sum - 1
  }

  private static func pair(of word: [UInt8], at place: Int, _ distance: Int) -> Pair? {
    guard place + distance < word.count else { return nil }
    return Pair(first: word[place], second: word[place + distance], distance: distance)
  }

  /// What is rarer than this is met less than once in a KiB, which costs less than another pair.
  private static let rareMin = 55

  /// Few pairs, of which every word holds one: each costs time at every place of a text. Of those that are in as many words the
  /// rarest; and none that is frequent, or very much more frequent than what a word has else.
  private static func pairs(of words: [[UInt8]], reach: Int) -> [Pair] {
    var ofWords: [(key: Int, word: Int)] = []
    for (number, word) in words.enumerated() {
      let keys = keys(of: word, reach: reach)
      let rarest = keys.map(rarity).max() ?? 0
      for key in keys where 3 * rarity(key) >= rarest && rarity(key) >= min(rareMin, rarest) {
        ofWords.append((key, number))
      }
    }
    ofWords.sort { ($0.key, $0.word) > ($1.key, $1.word) }
    var all: [Int] = []
    // For each word the places of its pairs among all.
    var rest = [[Int]](repeating: [], count: words.count)
    for (key, word) in ofWords {
      if key != all.last { all.append(key) }
      if rest[word].last != all.count - 1 { rest[word].append(all.count - 1) }
    }
    var counts = [Int](repeating: 0, count: all.count)
    for place in rest.joined() { counts[place] += 1 }
    var chosen: [Pair] = []
    while !rest.isEmpty, let most = counts.max(), let best = counts.firstIndex(of: most) {
      chosen.append(pair(all[best]))
      for word in rest where word.contains(best) { for place in word { counts[place] -= 1 } }
      rest.removeAll { $0.contains(best) }
    }
    return chosen
  }

  /// A word's pairs as numbers, the greater the rarer: a program that starts has thousands of them to put in order.
  private static func keys(of word: [UInt8], reach: Int) -> [Int] {
    var keys: [Int] = []
    keys.reserveCapacity(word.count * reach)
    for place in 0..<word.count - reach {
      for distance in 1...reach {
        let (first, second) = (word[place], word[place + distance])
        keys.append(rarity(first, second, distance) << 24 | Int(first) << 16 | Int(second) << 8 | distance)
      }
    }
    return keys
  }

  private static func rarity(_ key: Int) -> Int { key >> 24 }

  private static func pair(_ key: Int) -> Pair {
    Pair(first: UInt8(key >> 16 & 0xFF), second: UInt8(key >> 8 & 0xFF), distance: key & 0xFF)
  }

  // MARK: Searching

  /// - Complexity: O(*n* · *m*) with *m* the number of pairs, divided by 32.
  func isFound(in text: RawSpan) -> Bool {
    forEach(in: text) { _, _ in false }
  }

  /// A place at or after `start` such that no word lies whole between the two; the text's end where there is none behind `start` at all.
  func nextPlace(in text: RawSpan, from start: Int) -> Int {
    var next = text.byteCount
    forEach(in: text, from: start) { _, place in
      next = place
      return false
    }
    return next
  }

  /// Which of the words stand in a text, by their numbers.
  func found(in text: RawSpan) -> [Bool] {
    var found = [Bool](repeating: false, count: wordCount)
    forEach(in: text) { word, _ in
      found[word] = true
      return true
    }
    return found
  }

  /// - Parameters:
  ///   - start: Where the first pair may begin.
  ///   - body: Receives a word's number wherever it stands, and where its pair does, and returns whether to go on.
  /// - Returns: Whether it was called.
  @discardableResult
  @inline(__always) private func forEach(in text: RawSpan, from start: Int = 0, _ body: (Int, Int) -> Bool) -> Bool {
    unsafe text.withUnsafeBytes { text in
      guard let base = unsafe text.bindMemory(to: UInt8.self).baseAddress else { return false }
      var isAny = false
      var place = start
      while true {
        place = unsafe oxtail_find_pair(base, text.count, place, reach, pairs, pairCount)
        if place == text.count { return isAny }
        let byte = unsafe Int(text[place])
        for index in unsafe firstWords[byte]..<firstWords[byte + 1] where unsafe isWord(index, at: place, in: text) {
          isAny = true
          guard unsafe body(words[index].number, place) else { return true }
        }
        place += 1
      }
    }
  }

  /// Whether a word whose pair begins with the byte at `place` stands there.
  @inline(__always) private func isWord(_ index: Int, at place: Int, in text: UnsafeRawBufferPointer) -> Bool {
    let word = unsafe words[index]
    let letters = unsafe bytes + word.start
    let start = place - word.place
    guard start >= 0, start + word.count <= text.count else { return false }
    return (0..<word.count).allSatisfy { unsafe text[start + $0] == letters[$0] }
  }
}
