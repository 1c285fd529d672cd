import TestSupport
import Testing

@testable import LogPipeline

/// What no single text shows: ghosts, penalties, recovery, and whose call it was.
struct DerivedRulesTests {
  private static let text = "Maximum number of contexts reached: 100"

  private static func report(
    _ seconds: Double, _ fault: String, code: String = "HTTP", for subject: String = "a.example"
  ) -> String {
    Written.obsidian(seconds, request: Int(seconds) + 1, Written.wrapper(subject, Written.fault(fault, code: code)))
  }

  private static func estate(_ reports: [String], access: [String] = [], errors: [String] = [], ox: [String] = [])
    -> Estate
  {
    var estate = Estate(plesk: reports, ox: ox)
    if !access.isEmpty { estate.add(access, to: "access.log", host: "ox1", side: .apache) }
    if !errors.isEmpty { estate.add(errors, to: "error.log", host: "ox1", side: .apache) }
    return estate
  }

  private static func told(_ estate: Estate) -> [String] {
    estate.correlated.incidents.map { "\($0.cause.id): \($0.occurrences.map(\.cause).joined(separator: ", "))" }
  }

  // MARK: Ghosts

  private static let day = 86_400.0

  @Test(arguments: [
    ("Error Fetching http headers", 60.0, "a.example", true), ("Proxy Error", 60, "a.example", true),
    // After a week it is another story, and another customer's object proves nothing.
    ("Error Fetching http headers", 6.9 * day, "a.example", true),
    ("Error Fetching http headers", 7.1 * day, "a.example", false),
    ("Error Fetching http headers", 60, "b.example", false), ("Forbidden", 60, "a.example", false),
    // A proof before the attempt is no proof of it.
    ("Error Fetching http headers", -60, "a.example", false),
  ])
  func `a retry that finds the object belongs to the attempt that timed out`(
    fault: String, later: Double, subject: String, isGhost: Bool
  ) throws {
    let start = 100_000.0
    let taken = "Cannot map '\(subject)' to the newly created context. This mapping is already in use."
    let incidents = Self.estate([
      Self.report(start, fault), Self.report(start + later, taken, code: "soap:Server", for: subject),
    ]).correlated.incidents
    #expect(incidents.count == (isGhost ? 1 : 2))
    guard isGhost else { return }
    #expect(incidents[0].cause.id == "transport.timeout" || incidents[0].cause.id == "transport.proxy-error")
    #expect(incidents[0].occurrences.last?.cause == "context.mapping-taken")
    #expect(incidents[0].remedy.next.first?.contains("exists on Open-Xchange") == true)
  }

  @Test func `of several attempts the last one before the proof is its own`() {
    let timeout = "Error Fetching http headers"
    let exists = "Context already exists"
    let told = Self.told(
      Self.estate([
        Self.report(0, timeout), Self.report(600, timeout), Self.report(700, exists, code: "soap:Server"),
        Self.report(800, exists, code: "soap:Server"),
      ]))
    #expect(told == ["transport.timeout: transport.timeout, transport.timeout, context.exists, context.exists"])
  }

  @Test(arguments: [(600.0, true), (7200.0, false)])
  func `where Plesk has cut the mailbox, the domain tells whose attempt it was, for an hour`(
    later: Double, isGhost: Bool
  ) {
    let taken = #"Primary mail address "info@a.example" already exists in context 19"#
    let incidents = Self.estate([
      Self.report(0, "Error Fetching http headers"), Self.report(later, taken, code: "soap:Server"),
    ]).correlated.incidents
    #expect(incidents.map(\.count) == (isGhost ? [2] : [1, 1]))
    #expect(incidents[0].occurrences.last?.relation == (isGhost ? .ghost : nil))
  }

  // MARK: Slow queries

  @Test(arguments: [(104.0, 104_233, true), (104.0, 60_000, false), (104.0, 900, false)])
  func `a query that began with the call stands beside its time-out`(ends: Double, durationMs: Int, isSupport: Bool)
    throws
  {
    let slow =
      "com.openexchange.exception.OXException: DBP-0012 Message='Connection used for \(durationMs) milliseconds.'"
    let estate = Self.estate(
      [Self.report(100.5, "Proxy Error")], access: [Written.access(0, 502)],
      ox: [
        Written.ox(
          ends, from: "com.openexchange.database.internal.ConnectionLifecycle", method: "deactivate", level: "WARN",
          exceptions: [slow])
      ])
    let occurrence = try #require(estate.occurrence)
    #expect(occurrence.cause == "transport.proxy-error")
    #expect((occurrence.link?.rule == .time) == isSupport)
    #expect(occurrence.evidence.contains { $0.event.event.side == .openXchange && $0.role == .support } == isSupport)
  }

  // MARK: Penalties

  private static let refused = Written.apacheError(
    0, errno: " (111)Connection refused:", "AH00957: HTTP: attempt to connect to 127.0.0.1:8009 (localhost) failed")
  private static func block(_ seconds: Double, for length: Int = 60) -> String {
    Written.apacheError(
      seconds, "AH00959: ap_proxy_connect_backend disabling worker for (localhost) for \(length)s")
  }

  @Test(arguments: [(40.0, true), (60, true), (63, false), (600, false)])
  func `a call refused while the block lasts belongs to the outage`(later: Double, isPenalty: Bool) throws {
    let estate = Self.estate(
      [Self.report(0.5, "Service Unavailable"), Self.report(later + 0.5, "Service Unavailable", for: "b.example")],
      access: [Written.access(0, 503), Written.access(later, 503)], errors: [Self.refused, Self.block(0)])
    let told = Self.told(estate)
    #expect(
      told == [
        isPenalty
          ? "transport.unavailable: transport.unavailable, transport.penalty"
          : "transport.unavailable: transport.unavailable, transport.unavailable"
      ])
    let second = try #require(estate.correlated.incidents[0].occurrences.last)
    #expect(second.evidence.filter { $0.role == .root }.map(\.event.event.position.line) == (isPenalty ? [2] : []))
  }

  @Test func `a block that webmail ran into first is the cause all the same`() {
    let told = Self.told(
      Self.estate(
        [Self.report(20.5, "Service Unavailable")], access: [Written.access(20, 503)],
        errors: [Self.refused, Self.block(0)]))
    #expect(told == ["transport.penalty: transport.penalty"])
  }

  @Test func `another server's block is another server's`() {
    var estate = Self.estate([Self.report(20.5, "Service Unavailable")], access: [Written.access(20, 503)])
    estate.add([Self.refused, Self.block(0)], to: "other.log", host: "ox2", side: .apache)
    #expect(Self.told(estate) == ["transport.unavailable: transport.unavailable"])
  }

  // MARK: Recovery

  /// Later calls of the host, and whether they show that it is over.
  @Test(
    arguments: [
      ([(60.0, 200, "192.0.2.10", "PHP-SOAP/8.1", "OXContextService")], 60.0),
      ([], nil), ([(60, 503, "192.0.2.10", "PHP-SOAP/8.1", "OXContextService")], nil),
      ([(-60, 200, "192.0.2.10", "PHP-SOAP/8.1", "OXContextService")], nil),
      ([(60, 200, "192.0.2.11", "PHP-SOAP/8.1", "OXContextService")], nil),
      ([(60, 200, "192.0.2.10", "PHP-SOAP/8.1", "OXUserService")], nil),
      ([(60, 200, "192.0.2.10", "curl/7.74", "OXContextService")], nil),
    ] as [([(Double, Int, String, String, String)], Double?)])
  func `an outage is over when whoever met it is served again`(
    later: [(Double, Int, String, String, String)], at: Double?
  ) throws {
    let calls = later.map {
      Written.access(
        $0.0, $0.1, from: $0.2, bytes: "1832", agent: $0.3, request: "POST /webservices/\($0.4) HTTP/1.1")
    }
    let incident = try #require(
      Self.estate([Self.report(0.5, "Service Unavailable")], access: [Written.access(0, 503)] + calls)
        .correlated.incidents.first { $0.isConfirmed })
    #expect(incident.recoveredAt == at.map(Written.instant))
    #expect(incident.state == (at == nil ? .open : .recovered))
  }

  @Test func `an empty answer is no success, and one customer's success is no other one's`() {
    let limit = Self.estate(
      [Self.report(0.9, Self.text, code: "soap:Server")],
      access: [Written.access(0, 500), Written.access(60, 200, bytes: "1832")],
      ox: [Written.ox(0.5, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(Self.text)])])
    #expect(limit.correlated.incidents.map(\.state) == [.open])
    let outage = Self.estate(
      [Self.report(0.5, "Service Unavailable")], access: [Written.access(0, 503), Written.access(60, 200, bytes: "0")])
    #expect(outage.correlated.incidents.first { $0.isConfirmed }?.state == .open)
  }

  @Test func `what may have done its work is not over by another success`() {
    let estate = Self.estate(
      [Self.report(0.5, "Gateway Timeout")], access: [Written.access(0, 504), Written.access(60, 200, bytes: "1832")])
    #expect(estate.correlated.incidents.map(\.cause.id) == ["transport.gateway"])
    #expect(estate.correlated.incidents.map(\.state) == [.open])
  }

  @Test func `all of several hosts have to be served again`() {
    func state(_ second: Double?) -> Incident.State? {
      var estate = Estate()
      let text = "Database is locked or is now beeing updated, please try again later"
      for (host, at) in [("plesk1", 0.5), ("plesk2", 100.5)] {
        estate.add([Self.report(at, text, code: "soap:Server")], to: "\(host).log", host: host, side: .plesk)
      }
      let fault = [Written.exception(text)]
      estate.add(
        [
          Written.ox(0.3, agent: "PHP-SOAP/8.1", exceptions: fault),
          Written.ox(100.3, agent: "PHP-SOAP/8.1", exceptions: fault),
        ],
        to: "ox.log", host: "ox1", side: .openXchange)
      let calls = [
        Written.access(0, 500), Written.access(100, 500, from: "192.0.2.20"), Written.access(200, 200, bytes: "1832"),
      ]
      let last = second.map { [Written.access($0, 200, from: "192.0.2.20", bytes: "1832")] } ?? []
      estate.add(calls + last, to: "access.log", host: "ox1", side: .apache)
      let incidents = estate.correlated.incidents
      return incidents.count == 1 ? incidents[0].state : nil
    }
    #expect(state(nil) == .open)
    #expect(state(300) == .recovered)
  }

  // MARK: Whose call

  @Test func `equal faults of one second go to the hosts whose addresses called, whatever their clocks say`() {
    // Each host has one failure alone before, which teaches its address; the third host's clock is 7 s ahead.
    let hosts = [("plesk1", "192.0.2.10", 0.0), ("plesk2", "192.0.2.20", 0), ("plesk3", "192.0.2.30", 7)]
    var estate = Estate()
    var ox: [(Double, String)] = []
    var access: [(Double, String)] = []
    func call(_ time: Double, _ address: String) {
      ox.append(
        (
          time + 0.3,
          Written.ox(
            time + 0.3, thread: "T\(address)", agent: "PHP-SOAP/8.1", exceptions: [Written.exception(Self.text)])
        ))
      access.append((time, Written.access(time, 500, from: address)))
    }
    for (index, host) in hosts.enumerated() { call(Double(index) * 600, host.1) }
    // The burst: the third host calls first.
    for (offset, host) in [hosts[2], hosts[0], hosts[1]].enumerated() { call(3000 + Double(offset), host.1) }
    for (index, host) in hosts.enumerated() {
      let times = [Double(index) * 600 + 0.6, 3000 + Double((index + 1) % 3) + 0.6].map { $0 + host.2 }
      estate.add(
        times.map { Self.report($0, Self.text, code: "soap:Server", for: "\(host.0).example") }, to: "\(host.0).log",
        host: host.0, side: .plesk)
    }
    estate.add(ox.map(\.1), to: "ox.log", host: "ox1", side: .openXchange)
    estate.add(access.map(\.1), to: "access.log", host: "ox1", side: .apache)
    let pairs = estate.correlated.incidents.flatMap(\.occurrences).map {
      "\($0.host) \($0.fields[.address]?.string ?? "-")"
    }
    #expect(Set(pairs) == Set(hosts.map { "\($0.0) \($0.1)" }))
    #expect(pairs.count == 6)
  }
}
