import TestSupport
import Testing

@testable import LogPipeline

/// Steps that fail because of the step before them.
struct CascadeTests {
  private static let busy = "Another operation on instance 24 is already in progress"

  private static func failure(_ seconds: Double, instance: Int, _ fault: String = "Forbidden") -> String {
    Written.plesk17(
      seconds,
      "Configuration script of instance \(instance) (a\(instance).example) failed with exit code [255]: "
        + Written.fault(fault, code: fault == "Forbidden" ? "HTTP" : "soap:Server"))
  }

  private static func told(_ records: [String]) -> [String] {
    Estate(plesk: records).correlated.incidents.map { incident in
      "\(incident.cause.id): "
        + incident.occurrences.map { "\($0.cause) \($0.relation?.rawValue ?? "-")" }.joined(separator: ", ")
    }
  }

  @Test(
    arguments: [
      // The step of the same instance, also where another one failed since.
      ([(0.0, 24)], 300.0, true), ([(0, 24), (200, 25)], 300, true), ([(0, 25)], 30, false),
      // A step that hangs is given up after hours.
      ([(0, 24)], 3 * 3600, false), ([], 0, false),
    ] as [([(Double, Int)], Double, Bool)])
  func `a step that waits hangs under the failed one of its instance`(
    before: [(Double, Int)], at: Double, isConsequence: Bool
  ) throws {
    let records =
      before.map { Self.failure($0.0, instance: $0.1, $0.1 == 24 ? "Forbidden" : "Authentication failed") } + [
        Written.plesk17(at, Self.busy)
      ]
    let told = Self.told(records)
    let expected =
      isConsequence ? "transport.forbidden: transport.forbidden -, plesk.busy consequence" : "plesk.busy: plesk.busy -"
    #expect(told.contains(expected), "\(told)")
  }

  @Test(arguments: [(0, true), (255, true), (256, false), (400, false), (511, false), (512, false), (700, false)])
  func `of a host as many steps are remembered as may be meant`(later: Int, isConsequence: Bool) {
    let records =
      [Self.failure(0, instance: 24)]
      + (0..<later).map { Self.failure(Double($0 + 1), instance: 1_000 + $0, "Authentication failed") }
      + [Written.plesk17(Double(later + 2), Self.busy)]
    let told = Self.told(records)
    #expect(told.contains("transport.forbidden: transport.forbidden -, plesk.busy consequence") == isConsequence)
  }

  @Test func `where no record names the instance, the failure just before is meant`() {
    let first = Written.plesk17(0, Written.bare("a.example", "Forbidden"))
    #expect(
      Self.told([first, Written.plesk17(30, Self.busy)])
        == ["transport.forbidden: transport.forbidden -, plesk.busy consequence"])
    #expect(Self.told([first, Written.plesk17(90, Self.busy)]).count == 2)
  }

  @Test func `of several that may be meant, one that must not be tried again is taken`() {
    let records = [(0.0, "Forbidden"), (10, "Service Unavailable")].map {
      Written.plesk17($0, Written.bare("a.example", $1))
    }
    let told = Self.told(records + [Written.plesk17(30, Self.busy)])
    #expect(told.contains("transport.forbidden: transport.forbidden -, plesk.busy consequence"), "\(told)")
  }

  @Test func `a step that waits is no part of the record above it`() {
    let told = Self.told([Written.plesk17(0, Self.busy), Self.failure(1, instance: 25)])
    #expect(told.count == 2)
  }

  @Test(arguments: [
    ("a.example", "Context 19 does not exist", true), ("b.example", "Context 19 does not exist", false),
    ("a.example", "Authentication failed", false),
  ])
  func `what lacks a context whose creation failed is a consequence of that`(
    subject: String, fault: String, isConsequence: Bool
  ) {
    let create = Written.plesk17(
      0, Written.wrapper("a.example", Written.fault("No usable or suitable filestore found")))
    let user = Written.plesk17(600, Written.wrapper(subject, verb: "configure", Written.fault(fault)))
    let told = Self.told([create, user])
    #expect(told.count == (isConsequence ? 1 : 2), "\(told)")
    if isConsequence { #expect(told[0].hasSuffix("context.missing consequence")) }
  }
}
