import TestSupport
import Testing

@testable import LogPipeline

/// What answers while Open-Xchange starts has its root in the start.
struct RestartTests {
  private static let missing = "Missing com.openexchange.admin.rmi.OXContextInterface instance."

  private static func report(_ seconds: Double, _ text: String = missing, code: String = "soap:Server") -> String {
    Written.obsidian(seconds, request: Int(seconds) + 1, Written.wrapper("a.example", Written.fault(text, code: code)))
  }

  private static func fault(_ seconds: Double, _ text: String = missing) -> String {
    Written.ox(seconds, agent: "PHP-SOAP/8.1", exceptions: [Written.exception(text)])
  }

  private static func start(_ seconds: Double, _ bundle: String = "configread") -> String {
    Written.ox(
      seconds, thread: "Start Level: Equinox Container", from: "com.openexchange.\(bundle).osgi.Activator",
      method: "startBundle", level: "INFO", "starting bundle: com.openexchange.\(bundle)")
  }

  /// Start-up records, and how long before the failure at 1000 s the restart is told to have been.
  @Test(
    arguments: [
      ([988.0], 12_000), ([988, 990, 995], 12_000), ([400, 988], 12_000), ([401], 599_000),
      // After ten minutes what is missing is not installed; a later start has nothing to do with it.
      ([399], nil), ([1001], nil), ([], nil),
    ] as [([Double], Int64?)])
  func `a start of the node stands beside what it did not answer yet`(starts: [Double], beforeMs: Int64?) throws {
    let estate = Estate(
      plesk: [Self.report(1000.5)],
      ox: [Written.noise(0)] + (starts.filter { $0 < 1000 }.map { Self.start($0) }) + [Self.fault(1000)]
        + starts.filter { $0 > 1000 }.map { Self.start($0) } + [Written.noise(2000)])
    let occurrence = try #require(estate.occurrence)
    #expect(occurrence.cause == "server.starting")
    #expect(occurrence.restart == beforeMs.map { Restart(host: "ox1", sign: .startUp, beforeMs: $0) })
    #expect(occurrence.evidence.contains { $0.event.event.kind == .start && $0.role == .support } == (beforeMs != nil))
    #expect(occurrence.link?.rule == .faultText)
  }

  @Test func `words say which node it was, and when`() {
    #expect(
      Restart(host: "ox1", sign: .startUp, beforeMs: 12_400).words == "Open-Xchange on ox1 was restarted 12 s before")
    #expect(
      Restart(host: "ox1", sign: .startUp, beforeMs: 300_000).words
        == "Open-Xchange on ox1 was restarted 5 min before")
    #expect(
      Restart(host: "ox1", sign: .startUp, beforeMs: -21_000).words
        == "Open-Xchange on ox1 was down: it was started again 21 s after")
    #expect(
      Restart(host: "ox1", sign: .exceptionIDs, beforeMs: 40_000).words.contains("restarted, at most 40 s before"))
  }

  @Test func `the admin service's own start is no failure, and nobody's record`() {
    let result = Estate(
      plesk: [], ox: [Written.noise(0), Self.start(10, "admin"), Self.start(11, "soap.cxf"), Written.noise(20)]
    ).correlated
    #expect(result.incidents.isEmpty)
    #expect(result.suspected.isEmpty && result.otherClients.isEmpty)
    #expect(result.balance.isEven)
  }

  @Test func `another node's start explains nothing`() throws {
    var estate = Estate(
      plesk: [Self.report(1000.5)], ox: [Written.noise(0), Self.fault(1000), Written.noise(2000)])
    estate.add(
      [Written.noise(0), Self.start(990), Written.noise(2000)], to: "ox2.log", host: "ox2", side: .openXchange)
    #expect(try #require(estate.occurrence).restart == nil)
  }

  /// Open-Xchange logs it at times only: then the one log that covers the time tells.
  @Test func `a failure without a record of its own comes of the start of the only node that was read`() throws {
    var estate = Estate(plesk: [Self.report(1000)], ox: [Written.noise(500), Self.start(970), Written.noise(1200)])
    #expect(try #require(estate.occurrence).restart?.beforeMs == 30_000)
    #expect(try #require(estate.occurrence).link == nil)
    estate.add(
      [Written.noise(0), Written.noise(500), Written.noise(1200)], to: "ox2.log", host: "ox2", side: .openXchange)
    #expect(try #require(estate.occurrence).restart == nil)
  }

  /// The first numbers of ids before the failure at 1000 s, the one that the failure has and those after.
  @Test(
    arguments: [
      ([(960.0, 1)], 2, [], 40_000), ([(960, 1)], 1, [], nil), ([(300, 1)], 2, [], nil), ([], 2, [], nil),
      // Two nodes whose logs are one.
      ([(960, 1)], 2, [(1010, 1)], nil),
    ] as [([(Double, Int)], Int, [(Double, Int)], Int64?)])
  func `exceptionIds that begin anew tell of a restart`(
    before: [(Double, Int)], own: Int, after: [(Double, Int)], beforeMs: Int64?
  ) throws {
    func other(_ seconds: Double, _ prefix: Int) -> String {
      Self.fault(seconds, "Context already exists; exceptionId \(prefix)-\(Int(seconds))")
    }
    let text = Self.missing + "; exceptionId \(own)-4"
    let estate = Estate(
      plesk: [Self.report(1000.5, text)],
      ox: [Written.noise(0)] + before.map(other) + [Self.fault(1000, text)] + after.map(other) + [Written.noise(2000)])
    let occurrence = try #require(
      estate.correlated.incidents.flatMap(\.occurrences).first { $0.cause == "server.starting" })
    #expect(occurrence.restart == beforeMs.map { Restart(host: "ox1", sign: .exceptionIDs, beforeMs: $0) })
  }

  /// Nobody listened because it was being started: the start comes after, or just before.
  @Test(arguments: [(1006.0, -6000), (990, 10_000), (1300, nil), (700, nil)] as [(Double, Int64?)])
  func `a call that nobody answered stands beside the start of the node`(start: Double, beforeMs: Int64?) throws {
    var estate = Estate(
      plesk: [Self.report(1000.5, "Service Unavailable", code: "HTTP")],
      ox: [Written.noise(0), Self.start(start), Written.noise(2000)])
    estate.add([Written.access(1000, 503)], to: "access.log", host: "ox1", side: .apache)
    let occurrence = try #require(estate.occurrence)
    #expect(occurrence.restart?.beforeMs == beforeMs)
  }
}
