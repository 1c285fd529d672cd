import TestSupport
import Testing

@testable import LogPipeline

@Suite struct MatchScratchTests {
  @Test func `groups are told in bytes, and those that took no part are not`() throws {
    let expression = try Expression("(?<a>é+)(x)?(?<b>y*)z")
    let matcher = Matcher()
    let text = Array("…ééz".utf8)
    #expect(matcher.match(expression, text) == .match)
    #expect((0...3).map { matcher.range(of: $0) } == [3..<8, 3..<7, nil, 7..<7])
    #expect(matcher.range(of: 64) == nil)
  }

  @Test func `an expression of more groups than there is room for matches all the same`() throws {
    let expression = try Expression(String(repeating: "(a)", count: 80))
    let matcher = Matcher()
    let text = Array(String(repeating: "a", count: 80).utf8)
    #expect(matcher.match(expression, text) == .match)
    #expect(matcher.range() == 0..<80)
    #expect(matcher.range(of: 63) == 62..<63)
    #expect(matcher.range(of: 80) == nil)
    #expect(matcher.first(expression, text)?.groups.count == 81)
  }

  @Test func `a match begins where it is allowed to`() throws {
    let expression = try Expression("a")
    let matcher = Matcher()
    let text = Array("aXXaXXa".utf8)
    #expect(matcher.match(expression, text, from: 1) == .match)
    #expect(matcher.range() == 3..<4)
    #expect(matcher.match(expression, text, from: 1, startMax: 3) == .noMatch)
    #expect(matcher.match(expression, text, from: 1, startMax: 4) == .match)
    #expect(matcher.match(expression, text, from: 7) == .noMatch)
    #expect(matcher.match(try Expression("(?<=aXX)a"), text, from: 6) == .match)
  }

  @Test(arguments: [false, true]) func `a limit is said and is no crash`(interpreterOnly: Bool) throws {
    let matcher = Matcher(interpreterOnly: interpreterOnly)
    let text = Array(String(repeating: "a", count: 5_000).utf8)
    for regex in ["(a+)+$b", "(?:a|a)*b", "^(a?){40}a{40}b", "(?:(?:a+)+)+b"] {
      let expression = try Expression(regex)
      #expect(matcher.match(expression, text) != .match, "\(regex)")
      #expect(matcher.first(expression, text) == nil)
      #expect(!matcher.contains(expression, text))
    }
    // libpcre2 cannot tell at once that there is no b.
    let expression = try Expression("(?:a|aa|a(?=a))*[bc]")
    #expect(matcher.match(expression, text) == .limit)
    #expect(matcher.all(expression, text).outcome == .limit)
    // What was hit does not stick.
    #expect(matcher.match(try Expression("a{10}"), text) == .match)
  }

  @Test func `deep recursion falls back to the interpreter or is a limit`() throws {
    let text = Array(String(repeating: "(", count: 8_000).utf8) + Array(String(repeating: ")", count: 8_000).utf8)
    let matcher = Matcher()
    let outcome = matcher.match(try Expression(#"(\((?:[^()]|(?1))*\))"#), text)
    #expect([.match, .limit].contains(outcome))
  }

  @Test(
    arguments: [
      ([0xFF], "."), ([0xC3], "."), ([0x80], "."), ([0xED, 0xA0, 0x80], "."), ([0xF8, 0x88, 0x80, 0x80, 0x80], "."),
      ([0xE2, 0x82], "[^a]"), ([0xFF], #"\x{FF}"#), ([0xFF], #"\W"#),
    ] as [([UInt8], String)])
  func `bytes that are no text match nothing`(bytes: [UInt8], regex: String) throws {
    let matcher = Matcher()
    let expression = try Expression(regex)
    #expect(matcher.match(expression, bytes) == .noMatch)
    for start in bytes.indices {
      #expect(matcher.match(expression, bytes, from: start) == .noMatch)
    }
  }

  @Test func `around bytes that are no text everything is found`() throws {
    let matcher = Matcher()
    let expression = try Expression("é?abc")
    let bytes: [UInt8] =
      [0xFF] + Array("abc".utf8) + [0xC3] + Array("éabc".utf8) + [0x80, 0x80] + Array("abc".utf8) + [0xE2, 0x82]
    #expect(matcher.all(expression, bytes).found == [1..<4, 5..<10, 12..<15])
    // Starting within a character.
    #expect(matcher.match(expression, bytes, from: 6) == .match)
    #expect(matcher.range() == 7..<10)
  }

  @Test(arguments: Seeded.seeds(1..<9)) func `no bytes make a match fail otherwise than by its limit`(seed: Int) throws
  {
    var random = Seeded(seed)
    let matcher = Matcher()
    let expressions = try [".", "a*", #"(?m)^\s*$"#, #"\bx"#, "(?<=é)."].map { try Expression($0) }
    let alphabet: [UInt8] = [0x00, 0x0A, 0x20, 0x61, 0x78, 0xC3, 0xA9, 0xE2, 0x82, 0xF0, 0xFF]
    for _ in 0..<300 {
      let bytes = (0..<random.number(40)).map { _ in random.pick(alphabet) }
      for expression in expressions {
        let (found, outcome) = matcher.all(expression, bytes)
        for (left, right) in zip(found, found.dropFirst()) {
          #expect(left.upperBound <= right.lowerBound, "seed \(seed): \(expression.text) on \(bytes)")
        }
        #expect(outcome != .limit, "seed \(seed): \(expression.text) on \(bytes)")
      }
    }
  }

  @Test func `what is asked about one short text is answered without machine code, and in the same way`() throws {
    var scratch = MatchScratch()
    var once = MatchScratch()
    once.asksOnce = true
    for text in Shipped.sampled.causes.flatMap(\.texts) {
      let (expression, spared) = (try Expression(text.regex), try Expression(text.regex))
      for sample in text.matches.map(\.text) + text.refuses where sample.utf8.count <= MatchLimits.onceBytesMax {
        let bytes = Array(sample.utf8)
        let span = RawSpan(_elements: bytes.span)
        let (found, known) = (once.firstMatch(of: spared, in: span), scratch.firstMatch(of: expression, in: span))
        #expect(found == known, "\(sample)")
      }
      #expect(!spared.wasPrepared, "\(text.regex)")
    }
    let long = Array(repeating: UInt8(ascii: "b"), count: MatchLimits.onceBytesMax) + Array("ac".utf8)
    let expression = try Expression("(?<=b)a(?=c)")
    let isFound = once.contains(expression, in: RawSpan(_elements: long.span))
    #expect(isFound)
    #expect(expression.wasPrepared)
  }

  @Test func `a limit that the interpreter hits is asked of machine code`() throws {
    var once = MatchScratch()
    once.asksOnce = true
    let expression = try Expression("(?:a|aa|a(?=a))*[bc]")
    let text = Array(String(repeating: "a", count: 2_000).utf8)
    let outcome = once.match(expression, in: RawSpan(_elements: text.span))
    #expect(outcome == .limit)
    #expect(expression.wasPrepared)
  }
}
