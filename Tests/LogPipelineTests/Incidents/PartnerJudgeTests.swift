import TestSupport
import Testing

@testable import LogPipeline

/// What became of Open-Xchange's own record of a failure that Plesk reports.
struct PartnerJudgeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var report: String
    var ox: [String]
    var verdict: Occurrence.Partner

    init(_ testDescription: String, _ verdict: Occurrence.Partner, _ report: String, _ ox: [String]) {
      self.testDescription = testDescription
      self.report = report
      self.ox = ox
      self.verdict = verdict
    }
  }

  private static let limit = Written.fault("Maximum number of contexts reached: 100")
  private static let forbidden = Written.fault("Forbidden", code: "HTTP")
  private static let timeout = Written.fault("Error Fetching http headers", code: "HTTP")
  private static let level = Written.fault(#"No such access combination name "groupware""#)
  private static let covering = [Written.noise(-30), Written.noise(120)]

  private static func report(_ message: String) -> String { Written.obsidian(0, request: 1, message) }

  static let table = [
    Case(
      "its record is there", .found, report(limit),
      [Written.ox(0, exceptions: [Written.exception("Maximum number of contexts reached: 100")])]),
    Case("covered, and Open-Xchange always logs it", .missing, report(limit), covering),
    Case("covered, and nobody knows the text", .missing, report(Written.fault("No idea what this is")), covering),
    Case(
      "covered, and nobody knows the text in its wrapper", .missing,
      report(Written.wrapper("a.example", Written.fault("No idea what this is"))), covering),
    Case(
      "covered, and nobody knows what PHP says in its wrapper", .notExpected,
      report(Written.wrapper("a.example", Written.fault("No idea what this is", code: "HTTP"))), covering),
    Case("a wrapper only, covered", .notExpected, report(Written.wrapper("a.example")), covering),
    Case("a wrapper only, not covered", .notCovered, report(Written.wrapper("a.example")), []),
    Case("no answer came back", .notExpected, report(forbidden), covering),
    Case("no answer came back, and nothing was read", .notExpected, report(forbidden), []),
    Case("Open-Xchange may have logged it, covered", .notExpected, report(timeout), covering),
    Case("Open-Xchange may have logged it, not covered", .notCovered, report(timeout), []),
    Case("known to be logged at times only", .notExpected, report(level), covering),
    Case("nothing was read", .notCovered, report(limit), []),
    Case("the log begins too late", .notCovered, report(limit), [Written.noise(-29.999), Written.noise(120)]),
    Case("the log ends too early", .notCovered, report(limit), [Written.noise(-30), Written.noise(119.999)]),
    Case(
      "fifteen minutes of silence", .missing, report(limit), [Written.noise(-450), Written.noise(450)]),
    Case(
      "more than fifteen minutes of silence", .notCovered, report(limit), [Written.noise(-450), Written.noise(450.001)]),
    Case(
      "silences on both sides of a busy moment", .notCovered, report(limit),
      [Written.noise(-1000), Written.noise(-20), Written.noise(100), Written.noise(1100)]),
  ]

  @Test(arguments: table)
  func `the verdict follows from the text and from what was read`(sample: Case) throws {
    let estate = Estate(plesk: [sample.report], ox: sample.ox)
    let verdict = PartnerJudge(catalogue: Shipped.catalogue, sources: estate.sources)
    let pair = try #require(estate.pairs.first)
    #expect(verdict.partner(of: pair.report, pair.failure) == sample.verdict)
    if pair.report.finding != nil { #expect(estate.occurrence?.partner == sample.verdict) }
  }

  @Test func `what Plesk's own log covers says nothing of Open-Xchange's`() {
    let estate = Estate(plesk: [
      Written.plesk17(-60, "Login of admin"), Written.plesk17(0, Self.limit), Written.plesk17(300, "Login of admin"),
    ])
    #expect(estate.occurrence?.partner == .notCovered)
  }

  @Test func `half of the time in one file and half in a distant other one is no cover`() {
    var estate = Estate(plesk: [Written.obsidian(0, request: 1, Self.limit)])
    estate.add([Written.noise(-40), Written.noise(-1)], to: "a.log", host: "ox1", side: .openXchange)
    estate.add([Written.noise(1), Written.noise(130)], to: "b.log", host: "ox2", side: .openXchange)
    #expect(estate.occurrence?.partner == .notCovered)
  }
}
