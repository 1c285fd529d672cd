import TestSupport
import Testing

@testable import LogPipeline

/// What is matched without libpcre2 is matched as libpcre2 does, groups included.
@Suite struct PlainExpressionTests {
  private static let expressions: [String] =
    Shipped.catalogue.layouts.layouts.flatMap { [$0.first, $0.second, $0.property, $0.exception, $0.frame] }
    .compactMap { $0?.text }
    + [
      #"^(a|ab)(c|bcd)(d*)$"#, #"^(?:(a)|b)*?c"#, #"^(?:(?<x>a)|(?<y>ab))?b?(\w{1,3})$"#, "^a{2,3}?(a*)b", "^[]a-c-]+x",
      #"^[^\d\s]{1,4}(.)?$"#, "^(?:(a)|(b))(?:(c)|(b))?$", #"^.{0,3}?\](.*)$"#, "^a++a", "^(a)?(b)?(c)?$", "^a(?=b)b",
      "^a|b",
    ]

  @Test(arguments: Seeded.seeds(1..<40)) func `libpcre2 finds the same`(seed: Int) throws {
    var random = Seeded(seed)
    var plain = MatchScratch()
    var library = MatchScratch(interpreterOnly: true)
    let heads = Shipped.sampled.layouts.flatMap { $0.samples.map(\.text) + $0.refuses }
      .flatMap { $0.split(separator: "\n").map { Array($0.utf8) } }
    for text in Self.expressions {
      let expression = try Expression(text)
      for _ in 0..<40 {
        var bytes =
          random.happens(oneIn: 3)
          ? (0..<random.number(8)).map { _ in random.pick(Array("aabbccdx]-1 é".utf8)) } : random.pick(heads)
        for _ in 0..<random.number(3) where !bytes.isEmpty {
          let place = random.number(bytes.count)
          switch random.number(3) {
          case 0: bytes[place] = random.pick(Array(" 0aZ:.-[](<\u{FC}".utf8) + [0xFF])
          case 1: bytes.remove(at: place)
          default: bytes.insert(bytes[random.number(bytes.count)], at: place)
          }
        }
        let span = RawSpan(_elements: bytes.span)
        let found = plain.match(expression, in: span)
        let expected = library.match(expression, in: span)
        let line = String(decoding: bytes, as: UTF8.self)
        #expect(found == expected, "seed \(seed): \(text) on \(line)")
        guard found == .match, expected == .match else { continue }
        for group in 0...expression.groupCount {
          let (left, right) = (plain.range(of: group), library.range(of: group))
          #expect(left == right, "seed \(seed): group \(group) of \(text) on \(line)")
        }
      }
    }
  }

  @Test func `everyday lines of a log hardly ask libpcre2`() {
    let layouts = Shipped.catalogue.layouts.restricted(to: .openXchange)
    var scratch = HeadScratch()
    for number in 0..<1_000 {
      for text in [
        "2020-05-21T11:58:37,985+0200 INFO  [W-\(number)] com.openexchange.ajax.Login.perform(Login.java:\(number))",
        "Operation on folder \(number) took 3 ms", " com.openexchange.ajax.action=all",
        "\tat a.b.C.d(C.java:\(number))",
      ] {
        let bytes = Array(text.utf8)
        _ = layouts.head(firstLine: RawSpan(_elements: bytes.span), 0..<bytes.count, scratch: &scratch)
      }
    }
    let calls = scratch.match.libraryCalls
    #expect(calls <= 10)
  }
}
