/// Finds the word that somebody may have meant.
package enum Suggestion {
  /// ` (did you mean …?)` with the nearest of the known words, or nothing if none is near.
  package static func text(for word: String, among known: some Sequence<String>) -> String {
    nearest(to: word, among: known).map { "; did you mean `\($0)`?" } ?? ""
  }

  /// The known word with the fewest edits, if that is at most a third of the word's length.
  package static func nearest(to word: String, among known: some Sequence<String>) -> String? {
    let editsMax = max(1, word.count / 3)
    return known.map { (edits: distance(word, $0), word: $0) }
      .filter { $0.edits <= editsMax }
      .min { ($0.edits, $0.word) < ($1.edits, $1.word) }?.word
  }

  /// How many characters must be inserted, removed or replaced, or neighbours swapped, to turn one word into the other.
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var best = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
