import Testing

@testable import PatternFiles

struct SuggestionTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "abc", 3), ("scan", "scan", 0), ("scna", "scan", 1), ("titel", "title", 1),
    ("explian", "explain", 1), ("kitten", "sitting", 3), ("ab", "ba", 1), ("abc", "ca", 3),
  ])
  func `insertions, removals, replacements and swaps of neighbours count one each`(
    left: String, right: String, edits: Int
  ) {
    #expect(Suggestion.distance(left, right) == edits)
    #expect(Suggestion.distance(right, left) == edits)
  }

  @Test(arguments: [
    ("scna", "scan"), ("sca", "scan"), ("xyz", nil as String?), ("s", nil), ("patern", "patterns"), ("patt", nil),
  ])
  func `a word is suggested where a third of it or less is wrong`(word: String, nearest: String?) {
    #expect(Suggestion.nearest(to: word, among: ["scan", "explain", "patterns"]) == nearest)
  }

  @Test func `of equally near words the first in the alphabet is taken`() {
    #expect(Suggestion.nearest(to: "bad", among: ["bat", "bag", "baz"]) == "bag")
    #expect(Suggestion.text(for: "bad", among: ["bat", "bag"]) == "; did you mean `bag`?")
    #expect(Suggestion.text(for: "bad", among: []) == "")
  }
}
