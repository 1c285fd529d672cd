import TestSupport
import Testing

@testable import LogPipeline

/// Failures that only Open-Xchange shows: whose were they? And what nobody understands.
struct OneSidedTests {
  private static let text = "No usable or suitable filestore found"
  private static let unknown = "Something that nobody has seen before"

  enum Fate: Sendable { case incident, suspected, otherClient }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fate: Fate
    var ox: String
    var plesk: [String] = []
  }

  static let table = [
    Case(
      testDescription: "PHP's SOAP client", fate: .incident,
      ox: Written.ox(0, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(text)])),
    Case(
      testDescription: "another SOAP client", fate: .otherClient,
      ox: Written.ox(0, agent: "Billing/1.0", exceptions: [Written.exception(text)])),
    Case(
      testDescription: "a command-line tool", fate: .otherClient,
      ox: Written.ox(0, exceptions: [Written.exception(text)])),
    Case(
      testDescription: "a subadmin that Plesk uses", fate: .incident,
      ox: Written.ox(0, exceptions: [Written.exception("ContextID 19 does not belong to reseller1")]),
      plesk: [
        Written.obsidian(
          3000, request: 1, Written.fault("Forbidden", code: "HTTP", frame: "OXContext->create('reseller1_24', Array)"))
      ]),
    Case(
      testDescription: "a subadmin that Plesk does not use", fate: .otherClient,
      ox: Written.ox(0, exceptions: [Written.exception("ContextID 19 does not belong to reseller2")]),
      plesk: [
        Written.obsidian(
          3000, request: 1, Written.fault("Forbidden", code: "HTTP", frame: "OXContext->create('reseller1_24', Array)"))
      ]),
    Case(
      testDescription: "PHP's SOAP client, not understood", fate: .suspected,
      ox: Written.ox(0, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(unknown)])),
    Case(
      testDescription: "another SOAP client, not understood", fate: .otherClient,
      ox: Written.ox(0, agent: "Billing/1.0", exceptions: [Written.exception(unknown)])),
  ]

  @Test(arguments: table)
  func `a failure that only Open-Xchange shows is ours if Plesk can have made the call`(sample: Case) {
    let result = Estate(plesk: sample.plesk, ox: [sample.ox]).correlated
    let occurrences = result.incidents.flatMap(\.occurrences).filter { $0.host == "ox1" }
    #expect(occurrences.count == (sample.fate == .incident ? 1 : 0))
    #expect(result.suspected.count == (sample.fate == .suspected ? 1 : 0))
    #expect(result.otherClients.count == (sample.fate == .otherClient ? 1 : 0))
    for occurrence in occurrences {
      #expect(occurrence.partner == nil)
      #expect(occurrence.link == nil)
      #expect(occurrence.evidence.map(\.role) == [.root])
    }
  }

  /// Everybody's master administrator is called the same: that he was met in one failure of ours makes no other failure ours.
  @Test func `the master administrator's login makes nobody's failure ours`() {
    let refused = [Written.exception("Authentication failed", "InvalidCredentialsException")]
    let result = Estate(
      plesk: [Written.obsidian(0, request: 1, Written.fault("Authentication failed"))],
      ox: [
        Written.ox(
          0, thread: "A", "Master authentication for user: oxadminmaster", agent: "PHP-SOAP/8.1", exceptions: refused),
        Written.ox(
          900, thread: "B", "Master authentication for user: oxadminmaster", agent: "Billing/1.0", exceptions: refused),
      ]
    ).correlated
    #expect(result.incidents.flatMap(\.occurrences).count == 1)
    #expect(result.otherClients.map(\.event.event.thread) == ["B"])
  }

  @Test func `all records of another client's failure are listed, and once`() {
    let result = Estate(ox: [
      Written.ox(
        0, from: Written.storage, tracking: "1-1", agent: "Billing/1.0", exceptions: [Written.exception(Self.text)]),
      Written.ox(0, tracking: "1-1", agent: "Billing/1.0", exceptions: [Written.exception(Self.text)]),
    ]).correlated
    #expect(result.incidents.isEmpty)
    #expect(result.otherClients.map(\.event.event.position.line).sorted() == [1, 8])
  }

  @Test func `a report that nobody understands is suspected, unless Open-Xchange's record tells what it was`() {
    let report = Written.obsidian(0, request: 1, Written.fault(Self.unknown))
    let alone = Estate(plesk: [report]).correlated
    #expect(alone.incidents.isEmpty)
    #expect(alone.suspected.map(\.role) == [.report])
    let explained = Estate(
      plesk: [report],
      ox: [Written.ox(0, Self.unknown, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(Self.text)])]
    ).correlated
    #expect(explained.suspected.isEmpty)
    #expect(explained.incidents.map(\.cause.id) == ["storage.no-filestore"])
    #expect(explained.incidents.flatMap(\.occurrences).map(\.link?.rule) == [.faultText])
  }

  @Test func `two linked records that nobody understands are both suspected`() {
    let result = Estate(
      plesk: [Written.obsidian(0, request: 1, Written.fault(Self.unknown))],
      ox: [Written.ox(0, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(Self.unknown)])]
    ).correlated
    #expect(result.incidents.isEmpty)
    #expect(result.otherClients.isEmpty)
    #expect(Set(result.suspected.map(\.event.host)) == ["plesk1", "ox1"])
    #expect(result.suspected.count == 2)
  }

  @Test func `webmail's errors are nobody's failed provisioning`() {
    let result = Estate(ox: [
      Written.ox(
        0, from: "com.openexchange.database.internal.Pool", "Cannot get connection to config DB", exceptions: [])
    ]).correlated
    #expect(result.incidents.isEmpty)
    #expect(result.otherClients.isEmpty)
    #expect(result.suspected.isEmpty)
  }
}
