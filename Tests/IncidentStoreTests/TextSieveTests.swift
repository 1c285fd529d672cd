import GRDB
import Testing

@testable import IncidentStore

/// What packs are found by is told of each of their words once, and finds all that the whole text finds.
struct TextSieveTests {
  @Test func `each word is handed on once, in lower case`() {
    var letters: [String] = []
    let text = "User user=USER id17 Id17 s_1 17 \u{E4}B1 \u{E4}b1\nuser/id17 other id18\u{0}x"
    let (words, parts) = TextSieve.divide(Array(text.utf8)) { letters.append(String(decoding: $0, as: UTF8.self)) }
    #expect(words == "user id17 s_1 17 \u{E4}b1 other id18 x")
    #expect(parts == "id1 d17 s_1 d18")
    #expect(letters == ["user", "other", "x"])
    let nothing = TextSieve.divide([]) { _ in }
    #expect(nothing.words.isEmpty && nothing.parts.isEmpty)
  }

  @Test func `words that share a place in memory are told apart`() {
    // More different ones than there are places, twice.
    let all = (0..<10_000).map { "w\($0)" }
    let (words, _) = TextSieve.divide(Array((all + all).joined(separator: ",").utf8)) { _ in }
    #expect(words == all.joined(separator: " "))
  }

  @Test func `the table of words is the same as of the whole text`() throws {
    let text = "Caf\u{E9} CAF\u{C9} cafe a.b a_b 1.2 \u{130}x i\u{307}x e\u{301} \u{301}e \u{4E2D}\u{6587}, x\u{A0}y x"
    let (words, _) = TextSieve.divide(Array(text.utf8)) { _ in }
    let rows = try [text, words].map { content in
      try DatabaseQueue().write { database in
        try database.execute(
          sql: """
            CREATE VIRTUAL TABLE t USING fts5 (words, content = '', detail = none, columnsize = 0,
              tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
            CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')
            """)
        try database.execute(sql: "INSERT INTO t (rowid, words) VALUES (7, ?)", arguments: [content])
        return try String.fetchAll(database, sql: "SELECT term || ' ' || doc FROM v ORDER BY term")
      }
    }
    #expect(rows[0] == rows[1])
    #expect(rows[0].contains("a_b 7"))
  }
}
