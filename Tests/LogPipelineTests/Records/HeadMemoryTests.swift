import TestSupport
import Testing

@testable import LogPipeline

@Suite struct HeadMemoryTests {
  @Test(arguments: Seeded.seeds(0..<60)) func `a head reads the same whatever stood before it`(seed: Int) {
    var random = Seeded(seed)
    let layouts = Shipped.catalogue.layouts.restricted(to: random.pick(Side.allCases))
    var lines = Shipped.sampled.layouts.flatMap { $0.samples.map(\.text) + $0.refuses }
      .flatMap { $0.split(separator: "\n").map { Array($0.utf8) } }
    lines.append(
      Array("2020-05-21T11:58:37,985+0200 INFO  [Grüße-4] com.openexchange.ajax.Login.perform(Login.java:7)".utf8))
    var scratch = HeadScratch()
    var likely: Int?
    for _ in 0..<600 {
      let index = random.number(lines.count)
      // What is remembered differs in digits alone; now and then a line becomes another one.
      let digits = lines[index].indices.filter { UInt8(ascii: "0")...UInt8(ascii: "9") ~= lines[index][$0] }
      for place in digits where random.happens(oneIn: 4) { lines[index][place] = random.pick(Array("0123456789".utf8)) }
      if random.happens(oneIn: 6), !lines[index].isEmpty {
        lines[index][random.number(lines[index].count)] = random.pick(Array("0aZ .:,[]()+-T\u{E9}".utf8))
      }
      let line = lines[index]
      let span = RawSpan(_elements: line.span)
      var nothing = HeadScratch()
      let expected = layouts.head(firstLine: span, 0..<span.byteCount, scratch: &nothing)
      let known = likely.flatMap { layouts.knownHead(span, 0..<span.byteCount, likely: $0, scratch: &scratch) }
      #expect(known == nil || known == expected, "seed \(seed): \(String(decoding: line, as: UTF8.self))")
      let head = layouts.head(firstLine: span, 0..<span.byteCount, likely: likely, scratch: &scratch)
      likely = head?.layout ?? likely
      #expect(head == expected, "seed \(seed): \(String(decoding: line, as: UTF8.self))")
    }
  }

  /// Heads of a panel whose parts are drawn anew each time, some of them not quite heads.
  private func panelLine(_ random: inout Seeded) -> [UInt8] {
    func digits(_ count: Int) -> String { String((0..<count).map { _ in random.pick(Array("0123456789")) }) }
    func id(_ count: Int, _ letters: String) -> String { String((0..<count).map { _ in random.pick(Array(letters)) }) }
    let fraction = random.pick([".\(digits(3))", ".\(digits(3))", "", ",\(digits(6))"])
    let zone = random.happens(oneIn: 8) ? random.pick(["Z", "+02:00", "-0330", "+0x00"]) : ""
    let request =
      random.happens(oneIn: 8)
      ? random.pick([
        "...", id(13, "0123456789abcdefg"), id(13, "0123456789abcdef0123456789abcdef:/@`AF"),
        id(12, "0123456789abcdef"),
        id(14, "0123456789abcdef"), "",
      ])
      : id(13, "0123456789abcdef")
    let component = random.pick([
      " [panel]", " [panel]", " [extension/wp-toolkit]", " [extension/git]", " [a]", " (3):", " (4):", " (9):",
      " [Grüße]", " []",
    ])
    let level = random.pick(["ERR", "ERR", "DEBUG", "WARN", "INFO", "NOTICE", "EMERG", "ERROR"])
    let message = random.pick([
      " a message of some length", " a message of another length, and 12", "none before it", "", " ", " ü",
    ])
    return Array(
      "[2021-12-19 13:58:\(digits(2))\(fraction)\(zone)] \(digits(random.pick([4, 5, 5, 6]))):\(request) \(level)\(component)\(message)"
        .utf8)
  }

  @Test(arguments: Seeded.seeds(0..<20)) func `halves of heads tell what whole heads do`(seed: Int) {
    var random = Seeded(seed)
    let layouts = Shipped.catalogue.layouts.restricted(to: .plesk)
    var scratch = HeadScratch()
    var likely: Int?
    var knownCount = 0
    for _ in 0..<2_000 {
      let line = panelLine(&random)
      let span = RawSpan(_elements: line.span)
      var nothing = HeadScratch()
      let expected = layouts.head(firstLine: span, 0..<span.byteCount, scratch: &nothing)
      // What stands behind a line must not matter: other bytes, those of its own head, or none.
      for rest in [[], line, panelLine(&random)] {
        let text = line + rest
        let span = RawSpan(_elements: text.span)
        guard let likely, let known = layouts.knownHead(span, 0..<line.count, likely: likely, scratch: &scratch) else {
          continue
        }
        #expect(known == expected, "seed \(seed): \(String(decoding: line, as: UTF8.self))")
        knownCount += 1
      }
      let head = layouts.head(firstLine: span, 0..<span.byteCount, likely: likely, scratch: &scratch)
      likely = head?.layout ?? likely
      #expect(head == expected, "seed \(seed): \(String(decoding: line, as: UTF8.self))")
    }
    // Of two thousand, most were not matched.
    let kept = scratch.halves.matchCount
    #expect((64..<1_000).contains(kept))
    #expect(knownCount > 250)
  }

  @Test func `heads of a panel's requests are known by their halves`() throws {
    let layouts = Shipped.catalogue.layouts.restricted(to: .plesk)
    let index = try #require(layouts.layouts.firstIndex { $0.spec.id == "plesk-obsidian" })
    var scratch = HeadScratch()
    for number in 100..<300 {
      let id = "61bf" + String(0x2_C594_EB73 + number * 0x123_4567, radix: 16)
      let line = Array("[2021-12-19 13:58:02.\(number)] 66\(number):\(id) ERR [panel] a message".utf8)
      let span = RawSpan(_elements: line.span)
      let known = layouts.knownHead(span, 0..<line.count, likely: index, scratch: &scratch)
      #expect(known != nil || number < 200)
      let head = layouts.head(firstLine: span, 0..<line.count, likely: index, scratch: &scratch)
      #expect(known == nil || known == head)
    }
  }

  @Test(arguments: Seeded.seeds(0..<20)) func `the seconds of a request's id are its first eight digits`(seed: Int) {
    var random = Seeded(seed)
    for _ in 0..<200 {
      var id = (0..<13).map { _ in random.pick(Array("0123456789abcdef".utf8)) }
      if random.happens(oneIn: 4) { id[random.number(13)] = random.pick(Array("/:@`gAF\u{E9}\0".utf8)) }
      let text = String(decoding: id.prefix(8), as: UTF8.self)
      let expected = text.utf8.allSatisfy("0123456789abcdef".utf8.contains) ? Int64(text, radix: 16) : nil
      #expect(Layout.uniqidSeconds(RawSpan(_elements: id.span)) == expected, "seed \(seed): \(text)")
    }
  }

  @Test func `a layout that refused a line's beginning is not asked again`() throws {
    let layouts = Shipped.catalogue.layouts.restricted(to: .plesk)
    let index = try #require(layouts.layouts.firstIndex { $0.spec.id == "plesk-obsidian" })
    #expect(!layouts.rivals[index].isEmpty)
    var scratch = HeadScratch()
    // Its request's id stands behind what decides that.
    for (number, id, isKnown) in [(7, "61bf2c594eb73", false), (8, "61bf2c594eb73", true), (9, "beef2c594eb73", true)] {
      let line = Array("[2021-12-19 13:58:0\(number).439] 6\(number)792:\(id) ERR [panel] a message".utf8)
      let span = RawSpan(_elements: line.span)
      let isRefused = scratch.refusals.know(span, layouts: layouts.rivals[index])
      #expect(isRefused == isKnown)
      let head = layouts.head(firstLine: span, 0..<line.count, likely: index, scratch: &scratch)
      #expect(head?.layout == index)
    }
  }

  @Test func `heads of the commonest logs are hardly matched`() {
    let layouts = Shipped.catalogue.layouts.restricted(to: .openXchange)
    var scratch = HeadScratch()
    for number in 100..<1_000 {
      let line = Array(
        "2020-05-21T11:58:37,\(number)+0200 INFO  [W-\(number)] com.openexchange.ajax.Login.perform(Login.java:\(number))"
          .utf8)
      let head = layouts.head(firstLine: RawSpan(_elements: line.span), 0..<line.count, scratch: &scratch)
      #expect(head != nil)
    }
    let matched = scratch.heads.matchCount
    #expect(matched < 100)
  }
}
