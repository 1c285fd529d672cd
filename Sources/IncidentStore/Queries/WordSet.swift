/// Words of which a record has to have one: what tells most of a pack's records apart from those that are asked for, before they are read.
struct WordSet {
  private var byLength: [Int: Set<[UInt8]>] = [:]

  /// - Parameter words: In lower case, of ASCII's letters, digits and `_`.
  init(_ words: some Sequence<[UInt8]>) {
    for word in words { byLength[word.count, default: []].insert(word) }
  }

  func admits(_ words: EventWords) -> Bool { stands(in: words.text) || stands(in: words.names) }

  /// Whether one of them stands in a text with no such character beside it.
  func stands(in text: ArraySlice<UInt8>) -> Bool {
    var start = text.startIndex
    for end in text.startIndex...text.endIndex {
      if end < text.endIndex, TextSieve.isWord(text[end]) { continue }
      if let words = byLength[end - start], words.contains(text[start..<end].map(TextSieve.lowercased)) { return true }
      start = end + 1
    }
    return false
  }
}
