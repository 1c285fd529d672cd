import IncidentStore
import LogPipeline
import TestSupport
import Testing

@testable import oxtail

struct IncidentListTests {
  private static func incidents(_ random: inout Seeded) -> [IncidentSummary] {
    let causes = ["transport.tls", "context.quota-of-a-name-that-is-long", "eigene.störung", "他.原因"]
    return (0..<random.number(30) + 1).map { number in
      let cause = random.pick(causes)
      return IncidentSummary(
        id: number % 9 == 8 ? "OX-\(number)WIDER" : "OX-\(100 + number)", cause: cause,
        title: "\(cause) – was geschah",
        owner: random.pick(CauseSpec.Owner.allCases), retry: random.pick(CauseSpec.Retry.allCases),
        state: random.pick(Incident.State.allCases), firstSeen: Instant(ms: 0),
        lastSeen: Instant(ms: 1_600_000_000_000 + Int64(random.number(1_000_000_000)) * 1_000),
        failures: random.pick([1, 12, 999, 1_000, 40_355]))
    }
  }

  @Test(arguments: Seeded.seeds(0..<60))
  func `a list is as wide as what stands in it and no wider than the terminal`(seed: Int) throws {
    var random = Seeded(seed)
    let incidents = Self.incidents(&random)
    let width = random.number(120) + 40
    var page = Page(width: width)
    IncidentList(incidents: incidents, zone: .utc, showsState: random.happens(oneIn: 2)).add(to: &page)
    let lines = page.text(.plain).split(separator: "\n").map(String.init)
    try #require(lines.count == incidents.count + 1)
    let margin = try #require(lines[0].firstRange(of: "CAUSE").map { displayWidth(lines[0][..<$0.lowerBound]) })
    for (line, incident) in zip(lines.dropFirst(), incidents) {
      #expect(displayWidth(line) <= width, "OXTAIL_SEED=\(seed)")
      let cause = try #require(
        line.indices.first { displayWidth(line[..<$0]) == margin }.map { line[$0...] }, "OXTAIL_SEED=\(seed)")
      // What does not fit is cut, with a sign where it is.
      #expect(
        cause.hasPrefix(incident.cause) || (cause.last == "…" && incident.cause.hasPrefix(cause.dropLast())),
        "OXTAIL_SEED=\(seed)")
      // For which there is no room only where nothing is left to do without.
      if !cause.hasPrefix(incident.cause), incident.cause.utf8.allSatisfy({ $0 < 0x80 }) {
        for title in ["LAST SEEN", " N ", "OWNER", "STATE"] {
          #expect(!lines[0].contains(title), "OXTAIL_SEED=\(seed)")
        }
      }
      let cells = line.split(separator: " ").map(String.init)
      #expect(cells[0] == incident.id && cells.contains(incident.retry.word.string), "OXTAIL_SEED=\(seed)")
      if lines[0].contains(" N ") { #expect(cells.contains(SafeText.grouped(incident.failures).string)) }
      if lines[0].contains("OWNER") { #expect(cells.contains(incident.owner.rawValue)) }
      if lines[0].contains("LAST SEEN") { #expect(line.contains(ShownZone.utc.date(incident.lastSeen).string)) }
    }
  }

  @Test func `blanks end no line, whatever its style`() {
    var page = Page(width: 40)
    page.add(StyledText("a  ") + StyledText("   ", .plain))
    page.add(StyledText())
    page.add(StyledText("b ", .strong))
    #expect(page.text(.plain) == "a\n\nb\n")
    #expect(page.text(.ansi) == "a\n\n\u{1B}[1mb \u{1B}[0m\n")
  }
}
