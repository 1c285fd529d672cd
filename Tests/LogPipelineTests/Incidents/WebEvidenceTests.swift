import TestSupport
import Testing

@testable import LogPipeline

/// Apache as the third witness: which call stands behind a failure, and what calls without a report mean.
struct WebEvidenceTests {
  private static let limit = "Maximum number of contexts reached: 100"

  private static func estate(
    plesk: [String] = [], ox: [String] = [], access: [String] = [], errors: [String] = []
  ) -> Estate {
    var estate = Estate(plesk: plesk, ox: ox)
    if !access.isEmpty { estate.add(access, to: "access.log", host: "ox1", side: .apache) }
    if !errors.isEmpty { estate.add(errors, to: "error.log", host: "ox1", side: .apache) }
    return estate
  }

  private static func report(_ seconds: Double, _ text: String, code: String = "HTTP") -> String {
    Written.obsidian(seconds, request: Int(seconds) + 1, Written.wrapper("a.example", Written.fault(text, code: code)))
  }

  /// What Apache says under a failure: role, file, line.
  private static func apache(_ occurrence: Occurrence?) -> [String] {
    (occurrence?.evidence ?? []).filter { $0.event.event.side == .apache }
      .map { "\($0.role.rawValue) \($0.event.file):\($0.event.event.position.line)" }
  }

  // MARK: Reports

  @Test func `a denied call is the root, its access line supports it, and both say why`() throws {
    let occurrence = try #require(
      Self.estate(
        plesk: [Self.report(0.4, "Forbidden")], access: [Written.access(0, 403)],
        errors: [Written.apacheError(0, from: "192.0.2.10", Written.denied)]
      ).occurrence)
    #expect(Self.apache(occurrence) == ["support access.log:1", "root error.log:1"])
    #expect(occurrence.link == nil)
    #expect(occurrence.partner == .notExpected)
    #expect(occurrence.webLink?.rule == .httpStatus)
    #expect(occurrence.webLink?.confidence == .high)
    #expect(occurrence.fields[.address]?.string == "192.0.2.10")
    #expect(occurrence.isConfirmed)
  }

  /// Plesk's text, the status that Apache logged, and whether they can be one call.
  @Test(arguments: [
    ("Forbidden", 403, true), ("Forbidden", 404, false), ("Forbidden", 200, false), ("Not Found", 404, true),
    ("Service Unavailable", 503, true), ("Service Unavailable", 502, false), ("Proxy Error", 502, true),
    ("Unauthorized", 401, true), ("Bad Gateway", 502, true), ("Gateway Timeout", 504, true),
    ("Internal Server Error", 500, true), ("Could not connect to host", 403, false),
  ])
  func `only an answer that Plesk's text can come from is taken`(text: String, status: Int, fits: Bool) {
    let occurrences = Self.estate(plesk: [Self.report(0.4, text)], access: [Written.access(0, status)])
      .correlated.incidents.flatMap(\.occurrences).filter { $0.partner != nil }
    #expect(occurrences.map { Self.apache($0).isEmpty } == [!fits])
  }

  @Test func `a call that waited for PHP's time-out began a minute before the report`() {
    let estate = Self.estate(
      plesk: [Self.report(60.5, "Error Fetching http headers")],
      access: [Written.access(0, 200, bytes: "1832"), Written.access(58, 200, bytes: "1832")])
    #expect(Self.apache(estate.occurrence) == ["support access.log:1"])
  }

  @Test func `a call of another program, or long before, is not the report's`() {
    for line in [Written.access(0, 403, agent: "python-zeep/4.1"), Written.access(-300, 403)] {
      let reported = Self.estate(plesk: [Self.report(0.4, "Forbidden")], access: [line])
        .correlated.incidents.flatMap(\.occurrences).filter { $0.partner != nil }
      #expect(reported.map(Self.apache) == [[]])
    }
  }

  @Test func `several calls that fit lower the confidence, and the others are named`() throws {
    let estate = Self.estate(
      plesk: [Self.report(0.9, "Forbidden")],
      access: [Written.access(0, 403, from: "192.0.2.10"), Written.access(0, 403, from: "192.0.2.11")])
    let reported = estate.correlated.incidents.flatMap(\.occurrences).first { $0.partner != nil }
    let link = try #require(reported?.webLink)
    #expect(link.confidence == .low)
    #expect(link.rejected.map { $0.hasSuffix(", fits as well") } == [true])
  }

  @Test func `of each call that was not taken it is said why`() throws {
    let estate = Self.estate(
      plesk: [Self.report(5.2, "Forbidden"), Self.report(20.3, "Forbidden")],
      access: [-25, 5, 20].map { Written.access($0, 403) })
    let reported = estate.correlated.incidents.flatMap(\.occurrences).filter { $0.partner != nil }
    let said = reported.sorted { $0.time < $1.time }.flatMap { $0.webLink?.rejected ?? [] }
    #expect(
      said.map { String($0.split(separator: ", ", maxSplits: 1)[1]) } == [
        "weaker: Apache answered 403, and the call began 30.2 s before", "fits another failure better",
        "weaker: Apache answered 403, and the call began 45.3 s before",
      ])
  }

  @Test func `a call from another address than usual is believed less, and one from another host's address not at all`()
  {
    // Each host has two sure failures, which teach its address.
    func host(_ name: String, from address: String, at start: Double) -> (reports: [String], access: [String]) {
      let times = [start, start + 600]
      return (times.map { Self.report($0 + 0.4, "Forbidden") }, times.map { Written.access($0, 403, from: address) })
    }
    let (first, second) = (host("plesk1", from: "192.0.2.10", at: 0), host("plesk2", from: "192.0.2.20", at: 200))
    func third(from address: String) -> Link? {
      var estate = Estate(plesk: first.reports + [Self.report(2000.4, "Forbidden")])
      estate.add(second.reports, to: "panel2.log", host: "plesk2", side: .plesk)
      let access = (first.access + second.access).sorted { $0.suffix(90) < $1.suffix(90) }
      estate.add(access + [Written.access(2000, 403, from: address)], to: "access.log", host: "ox1", side: .apache)
      return estate.correlated.incidents.flatMap(\.occurrences).first {
        $0.host == "plesk1" && $0.time == Written.instant(2000.4)
      }?.webLink
    }
    #expect(third(from: "192.0.2.10")?.confidence == .high)
    #expect(third(from: "192.0.2.99")?.confidence == .medium)
    #expect(third(from: "192.0.2.20") == nil)
  }

  @Test func `each call belongs to one report, in the order of both sides`() {
    let times = (0..<20).map { Double($0) }
    let reported = Self.estate(
      plesk: times.map { Self.report($0 + 0.3, "Forbidden") }, access: times.map { Written.access($0, 403) }
    ).correlated.incidents.flatMap(\.occurrences).filter { $0.partner != nil }
    #expect(reported.map(Self.apache) == (1...20).map { ["support access.log:\($0)"] })
  }

  @Test func `Apache tells why a WSDL could not be loaded`() throws {
    let text = "SOAP-ERROR: Parsing WSDL: Couldn't load from 'https://ox.example/webservices/OXContextService?wsdl'"
    let wsdl = "GET /webservices/OXContextService?wsdl HTTP/1.1"
    for (status, cause) in [(404, "transport.not-found"), (403, "transport.forbidden"), (503, "transport.unavailable")]
    {
      let estate = Self.estate(
        plesk: [Self.report(0.4, text, code: "WSDL")], access: [Written.access(0, status, agent: "-", request: wsdl)])
      #expect(estate.occurrence?.cause == cause)
    }
    #expect(Self.estate(plesk: [Self.report(0.4, text, code: "WSDL")]).occurrence?.cause == "transport.wsdl-unloadable")
  }

  // MARK: Through Open-Xchange's record

  @Test func `a fault's call is found by Open-Xchange's service and clock`() throws {
    let occurrence = try #require(
      Self.estate(
        plesk: [Self.report(0.9, Self.limit, code: "soap:Server")],
        ox: [Written.ox(0.5, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(Self.limit)])],
        access: [
          Written.access(0, 500, from: "192.0.2.99", request: "POST /webservices/OXUserService HTTP/1.1"),
          Written.access(0, 500),
        ]
      ).correlated.incidents.flatMap(\.occurrences).first { $0.partner != nil })
    #expect(occurrence.link?.rule == .faultText)
    #expect(Self.apache(occurrence) == ["support access.log:2"])
    #expect(occurrence.evidence.filter { $0.role == .root }.map(\.event.event.side) == [.openXchange])
  }

  @Test func `Apache knows the caller of a failure that only Open-Xchange shows`() {
    let ox = [Written.jul(0.5, exceptions: [Written.exception(Self.limit)])]
    func fate(_ access: [String]) -> [Int] {
      let result = Self.estate(ox: ox, access: access).correlated
      return [result.incidents.count, result.otherClients.count]
    }
    #expect(fate([Written.access(0, 500)]) == [1, 0])
    #expect(fate([Written.access(0, 500, agent: "Billing/1.0")]) == [0, 2])
    #expect(fate([]) == [0, 1])
  }

  // MARK: Apache alone

  @Test func `calls that failed without any report are incidents, by the caller's address`() {
    let incidents = Self.estate(
      access: [Written.access(0, 403), Written.access(9, 403), Written.access(20, 403, from: "192.0.2.11")]
    ).correlated.incidents
    #expect(incidents.map(\.cause.id) == ["transport.forbidden", "transport.forbidden"])
    #expect(incidents.map(\.occurrences.count) == [2, 1])
    #expect(incidents.allSatisfy { !$0.isConfirmed })
    #expect(incidents.flatMap(\.occurrences).allSatisfy { $0.partner == nil && $0.link == nil && $0.host == "ox1" })
  }

  @Test func `an answer of 200 without a body is a silent success, one with a body is none`() {
    let incidents = Self.estate(
      access: [Written.access(0, 200, bytes: "0"), Written.access(9, 200, bytes: "-"), Written.access(20, 200)]
    ).correlated.incidents
    #expect(incidents.map(\.cause.id) == ["transport.silent-success"])
    #expect(incidents.map(\.occurrences.count) == [2])
  }

  @Test func `a fault whose words nobody logged is suspected, and other programs' failures are theirs`() {
    let result = Self.estate(access: [Written.access(0, 500), Written.access(9, 500, agent: "Billing/1.0")]).correlated
    #expect(result.incidents.isEmpty)
    #expect(result.suspected.map(\.event.event.position.line) == [1])
    #expect(result.otherClients.map(\.event.event.position.line) == [2])
  }

  @Test func `webmail's failures are nobody's provisioning`() {
    let result = Self.estate(
      access: [Written.access(0, 503, agent: "Mozilla/5.0", request: "PUT /ajax/mail HTTP/1.1")],
      errors: [
        Written.apacheError(0, from: "198.51.100.7", "AH01114: HTTP: failed to make connection to backend: localhost")
      ]
    ).correlated
    #expect(result.incidents.isEmpty && result.suspected.isEmpty && result.otherClients.isEmpty)
  }

  // MARK: Exchanges

  @Test func `errors join the call they speak of: the same client, at its start or at its end`() {
    let exchanges = ExchangeFolding.exchanges(
      Self.estate(
        access: [
          Written.access(0, 502), Written.access(50, 200), Written.access(60, 502, from: "192.0.2.11"),
        ],
        errors: [
          Written.apacheError(
            100, from: "192.0.2.10", errno: " (70007)The timeout specified has expired:",
            "AH01102: error reading status line from remote server localhost:8009"),
          Written.apacheError(
            160, from: "192.0.2.11",
            "AH00898: Error reading from remote server returned by /webservices/OXContextService"),
        ]
      ).events, catalogue: Shipped.catalogue)
    #expect(exchanges.map { $0.errors.map(\.event.position.line) } == [[1], [], [2]])
  }

  @Test func `an error that names no client joins a call that failed just then`() {
    let refused = Written.apacheError(
      0, errno: " (111)Connection refused:", "AH00957: HTTP: attempt to connect to 127.0.0.1:8009 (localhost) failed")
    let exchanges = ExchangeFolding.exchanges(
      Self.estate(access: [Written.access(-30, 503), Written.access(0, 503)], errors: [refused]).events,
      catalogue: Shipped.catalogue)
    #expect(exchanges.map(\.errors.count) == [0, 1])
  }

  @Test func `silence of a quiet server is covered by its web server's log`() {
    let quiet = [Written.noise(-1200), Written.noise(1200)]
    let report = [Self.report(0, Self.limit, code: "soap:Server")]
    let busy = (-130...130).map { Written.access(Double($0) * 10, 200) }
    #expect(Self.estate(plesk: report, ox: quiet).occurrence?.partner == .notCovered)
    #expect(Self.estate(plesk: report, ox: quiet, access: busy).occurrence?.partner == .missing)
  }

  @Test func `any order of the records gives the same answer`() {
    let estate = Self.estate(
      plesk: (0..<30).map { Self.report(Double($0) * 2 + 0.4, $0 % 3 == 0 ? "Service Unavailable" : "Forbidden") },
      ox: (0..<10).map {
        Written.ox(Double($0) * 3, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(Self.limit)])
      },
      access: (0..<60).map {
        Written.access(
          Double($0), [403, 503, 500][$0 % 3], from: "192.0.2.\($0 % 4)", agent: $0 % 7 == 0 ? "x/1" : "PHP-SOAP/8.1")
      },
      errors: (0..<20).map { Written.apacheError(Double($0) * 3, from: "192.0.2.\($0 % 4)", Written.denied) })
    let expected = Self.told(estate.correlated)
    for seed in Seeded.seeds(0..<20) {
      var random = Seeded(seed)
      #expect(Self.told(estate.shuffled(&random)) == expected, "OXTAIL_SEED=\(seed)")
    }
  }

  private static func told(_ result: Correlator.Result) -> [String] {
    func place(_ evidence: Evidence) -> String {
      "\(evidence.role) \(evidence.event.file):\(evidence.event.event.position.line) \(evidence.link?.score ?? 0)"
    }
    return result.incidents.flatMap { incident in
      incident.occurrences.map { "\(incident.id) \($0.cause) \($0.evidence.map(place))" }
    } + result.suspected.map(place) + result.otherClients.map(place)
  }
}
