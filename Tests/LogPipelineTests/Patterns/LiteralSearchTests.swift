import TestSupport
import Testing

@testable import LogPipeline

@Suite struct LiteralSearchTests {
  /// Short words and long ones, with pairs in common and without.
  private static let lists: [[String]] = [
    ["ab"], ["ab", "abc", "ba"], ["OX", "instance", "pen-Xchange"], ["openexchange.admin", "/webservices/"],
    ["Pool Error", "SQL Error", "No connection to database", "DBP-0001", "DBP-0003"], ["aaaa", "aab", "baa"],
    // More pairs than fit into registers.
    ["Qzb", "Wxb", "Eyb", "Rvb", "Tub", "Yqb", "Uwb", "Ijb"],
    // As many, and at several distances.
    ["ZeeG", "eVeK", "BeeW", "JeYe", "eeUq", "kQee", "eGKe", "wezJ"],
    // Nothing but what is common.
    ["there", "heater", "ant", "tints", "linen"],
  ]

  @Test(arguments: Seeded.seeds(0..<200)) func `a word is found wherever it stands, and nothing else is`(seed: Int) {
    var random = Seeded(seed)
    let words = random.pick(Self.lists).map { Array($0.utf8) }
    let search = LiteralSearch(words)
    for _ in 0..<100 {
      // Texts around the lengths at which the search changes its step.
      var text = (0..<random.number(400)).map { _ in random.pick(Array("ab eOXpn.cr/-D0P1".utf8)) }
      if random.happens(oneIn: 2) {
        var word = random.pick(words)
        if random.happens(oneIn: 3) { word.removeLast() }
        text.insert(contentsOf: word, at: random.number(text.count + 1))
      }
      let span = RawSpan(_elements: text.span)
      let expected = words.contains { span.firstIndex(of: $0) != nil }
      #expect(search.isFound(in: span) == expected, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
    }
  }

  @Test(arguments: [
    ("Pool Error(?![A-Za-z])", "Pool Error"), (#"DBP-0003(?!\d)"#, "DBP-0003"), ("ab?c*longer{2}x", "longe"),
    (#"one\.two(?:three|four)five"#, "one.two"), (#"\p{L}abc\d+defg"#, "defg"), ("[^]a]xyz", "xyz"), ("a.bc", "bc"),
    (#"\{http://x\}y"#, "{http://x}y"), (#"(?<mailbox>\w{1,64}@\w+)(?!\w)"#, "@"), ("(?:(long) [a-z]){1,2}y", "y"),
    (#" (?<_a>\w@(?:x|longer))?z"#, " "), ("a(?<b>[0-9](?:inner)+)", "inner"), ("(?=longer)(?<!longer)ab", "ab"),
    ("wxyz(?<b>longer)", "wxyz"), (#"(?<a>\w\)@\w)"#, ")@"), ("((one|two)_)x", "_"), ("(longer)?x", "x"),
  ])
  func `what every match holds is seen`(regex: String, literal: String) {
    #expect(RequiredLiteral.of(regex).map { String(decoding: $0, as: UTF8.self) } == literal)
  }

  @Test(arguments: [
    "one|two", "(?i)one", #"Twin (?<field>\w)\k<field>"#, #"\Qone\E"#, "(*UTF)one", "[a-z]+", #"\x{41}one"#, #"\pLone"#,
    "(one|two)", "[[:alpha:]]one", "(?#comment)one",
  ])
  func `where it is not plain, nothing is said`(regex: String) {
    #expect(RequiredLiteral.of(regex) == nil)
  }

  @Test func `what a text must hold stands in each of its samples`() throws {
    var scratch = MatchScratch()
    var count = 0
    for text in Shipped.sampled.causes.flatMap(\.texts) {
      guard let literal = RequiredLiteral.of(text.regex) else { continue }
      let expression = try Expression(text.regex)
      for sample in text.matches {
        let bytes = Array(sample.text.utf8)
        let span = RawSpan(_elements: bytes.span)
        guard scratch.contains(expression, in: span) else { continue }
        #expect(span.firstIndex(of: literal) != nil, "\(text.regex) on \(sample.text)")
        count += 1
      }
    }
    #expect(count > 100)
  }
}
