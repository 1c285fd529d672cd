import TestSupport
import Testing

@testable import LogPipeline

/// Where evidence is missing: the command that would bring it.
struct NextStepsTests {
  private static let covering = [Written.noise(-60), Written.noise(600)]

  private func next(_ records: [String], ox: [String]) throws -> [String] {
    let incidents = Estate(plesk: records, ox: ox).correlated.incidents
    try #require(incidents.count == 1)
    return incidents[0].remedy.next
  }

  @Test func `nothing is missing where both sides show it`() throws {
    let text = "No usable or suitable filestore found"
    let ox = [Self.covering[0], Written.ox(0, exceptions: [Written.exception(text)]), Self.covering[1]]
    #expect(try next([Written.obsidian(0, request: 1, Written.fault(text))], ox: ox) == [])
  }

  static let searched: [(text: String, argument: String)] = [
    ("No usable or suitable filestore found", "'No usable or suitable filestore found'"),
    ("Maximum number of contexts reached: 100", "'Maximum number of contexts reached: 100'"),
    ("Cannot map 'a.example' to the newly created context. This mapping is already in use.", "'Cannot map'"),
    (#"Primary mail address "info@a.example" already exists in context 19"#, "'Primary mail address'"),
    ("User $(id) already exists in this context", "'com.openexchange.admin'"),
  ]

  @Test(arguments: searched)
  func `a missing record is searched by what can stand between quotes, then the logger is raised`(
    sample: (text: String, argument: String)
  ) throws {
    let next = try next([Written.obsidian(0, request: 1, Written.fault(sample.text))], ox: Self.covering)
    try #require(next.count == 2)
    #expect(next[0].hasPrefix("grep -n -F \(sample.argument) /var/log/open-xchange/open-xchange.log*"))
    #expect(next[0].count { $0 == "'" } == 2)
    #expect(next[1].contains("logback.xml"))
  }

  @Test func `a time that was not covered is named, the first one that was not`() throws {
    let limit = "Maximum number of contexts reached: 100"
    let text = Written.fault(limit, frame: "OXContext->create('reseller1_24', Array)")
    let next = try next(
      [0.0, 5000, 6000].map { Written.obsidian($0, request: 1, text) },
      ox: [Self.covering[0], Written.ox(0, exceptions: [Written.exception(limit)]), Self.covering[1]])
    try #require(next.count == 3, "\(next)")
    #expect(next[0].contains(Written.instant(5000).iso8601), "\(next[0])")
    #expect(next[1].hasPrefix("tar czf open-xchange.tar.gz "))
    #expect(next[2].hasPrefix("oxtail scan panel.log open-xchange.tar.gz"))
  }

  @Test func `behind a wrapper alone the script's own words are looked for`() throws {
    let next = try next([Written.obsidian(0, request: 1, Written.wrapper("a.example"))], ox: Self.covering)
    #expect(next.contains { $0.contains("sw-cp-server/error_log") })
    #expect(!next.contains { $0.contains("logback.xml") })
  }

  @Test func `an answer of Open-Xchange's that nobody knows is Open-Xchange's, and looked for in its logs`() throws {
    let text = "The flux capacitor is out of plutonium"
    let report = Written.obsidian(0, request: 1, Written.wrapper("a.example", Written.fault(text)))
    let incidents = Estate(plesk: [report], ox: Self.covering).correlated.incidents
    try #require(incidents.count == 1)
    #expect(incidents[0].cause.id == "soap.unknown-fault")
    #expect(incidents[0].cause.owner == .oxAdmin)
    let next = incidents[0].remedy.next
    #expect(next.first?.hasPrefix("grep -n -F '\(text)' /var/log/open-xchange/open-xchange.log*") == true, "\(next)")
    #expect(next.contains { $0.hasPrefix("oxtail patterns new --from") }, "\(next)")
  }

  @Test func `a call that got no answer is looked for in Apache's logs, at its time`() throws {
    let next = try next(
      [Written.obsidian(0, request: 1, Written.bare("a.example", "Forbidden"))], ox: Self.covering)
    try #require(next.count == 1)
    #expect(next[0].contains("/webservices/"))
    #expect(next[0].contains("/var/log/apache2/*.log"))
    #expect(next[0].contains(Written.instant(0).iso8601))
  }

  @Test func `a time-out that is covered in part has both steps, each with its time`() throws {
    let message = Written.bare("a.example", "Error Fetching http headers")
    let next = try next(
      [Written.obsidian(0, request: 1, message), Written.obsidian(5000, request: 2, message)], ox: Self.covering)
    #expect(
      next.contains { $0.contains("/var/log/apache2/*.log") && $0.contains(Written.instant(0).iso8601) }, "\(next)")
    #expect(next.contains { $0.contains("covers \(Written.instant(5000).iso8601)") }, "\(next)")
  }
}
