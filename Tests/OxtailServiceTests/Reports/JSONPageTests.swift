import TestSupport
import Testing

@testable import OxtailService

@Suite struct JSONPageTests {
  private typealias Document = IncidentDocument

  @Test(arguments: Seeded.seeds(0..<100)) func `an occurrence is written as by the encoder`(seed: Int) throws {
    var random = Seeded(seed)
    let entry = Self.occurrence(&random)
    for isPretty in [true, false] {
      var page = JSONPage(isPretty: isPretty, depth: 0)
      page.add(entry)
      #expect(try page.text == JSON.text(entry, isPretty: isPretty), "seed \(seed)")
    }
  }

  @Test func `deeper in a document its lines are farther in`() {
    var page = JSONPage(isPretty: true, depth: 2)
    page.add(Document.Nodes(read: 1, known: 2))
    #expect(page.text == "{\n      \"known\" : 2,\n      \"read\" : 1\n    }")
  }

  private static func occurrence(_ random: inout Seeded) -> Document.OccurrenceEntry {
    Document.OccurrenceEntry(
      time: text(&random), host: text(&random), operation: maybe(&random), cause: text(&random),
      subject: Document.Subject(
        domain: maybe(&random), mailbox: maybe(&random), contextName: maybe(&random),
        contextID: random.happens(oneIn: 2) ? random.number(2_000_000) - 1_000_000 : nil, subscription: maybe(&random),
        subadmin: maybe(&random), address: maybe(&random), customer: maybe(&random),
        listed: (0..<random.number(3)).map { _ in text(&random) }),
      partner: maybe(&random),
      nodes: random.happens(oneIn: 2) ? Document.Nodes(read: random.number(9), known: random.number(9)) : nil,
      link: random.happens(oneIn: 2) ? link(&random) : nil, relation: maybe(&random),
      restart: random.happens(oneIn: 2)
        ? Document.RestartEntry(host: text(&random), shownBy: text(&random), secondsBefore: number(&random)) : nil,
      evidence: (0..<random.number(4)).map { _ in
        Document.EvidenceEntry(
          role: text(&random), side: text(&random), host: text(&random), file: text(&random),
          line: random.number(9_999),
          offset: random.number(1 << 40), length: random.number(9_999), time: text(&random),
          isHourUnknown: random.happens(oneIn: 2), level: text(&random),
          text: text(&random), link: random.happens(oneIn: 2) ? link(&random) : nil)
      })
  }

  private static func link(_ random: inout Seeded) -> Document.LinkEntry {
    Document.LinkEntry(
      rule: text(&random), confidence: text(&random), score: number(&random),
      reasons: (0..<random.number(4)).map { _ in text(&random) },
      rejected: (0..<random.number(3)).map { _ in text(&random) })
  }

  private static func number(_ random: inout Seeded) -> Double {
    random.pick([0, 1, Double(random.number(1_000)) / 1_000, -1.5, 1e-9, 1e21, 0.1 + 0.2])
  }

  private static func maybe(_ random: inout Seeded) -> String? { random.happens(oneIn: 2) ? text(&random) : nil }

  private static func text(_ random: inout Seeded) -> String {
    let scalars = Array("ab/\\\"'<>&\u{0}\u{1}\u{8}\t\n\u{B}\u{C}\r\u{1F}\u{7F}\u{85}\u{2028}é€😀".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<random.number(12) { text.append(random.pick(scalars)) }
    return String(text)
  }
}
